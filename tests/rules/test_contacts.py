"""Where to go: every place is sourced, dated, and given to the communes it serves only."""

from datetime import date

import pytest

from rules.catalogue import charger_catalogue
from rules.contacts import ContactsInvalides, charger_contacts, contact
from rules.territoire import communes

CONTACTS = charger_contacts()
RODEZ, ONET, MILLAU, ESPALION = "12202", "12176", "12145", "12096"
UN = """
- organisme: ccas
  territoire: {niveau: commune, codes: ["12202"]}
  nom: CCAS
  telephone: 05 65 77 88 90
  source: une page
  href: https://example.org
  vu_le: 2026-11-23
  confiance: verifie
"""


def noms(organisme, commune, droit=None):
    return [lu.nom for lu in contact(organisme, commune, droit)]


@pytest.mark.parametrize("lu", CONTACTS, ids=lambda lu: lu.nom)
def test_each_place_can_be_reached_and_says_what_it_is_worth(lu):
    assert lu.adresse or lu.telephone or lu.site or lu.organisme == "bailleur_social"
    assert date(2026, 1, 1) <= lu.vu_le <= date.today()
    assert set(lu.droits) <= set(charger_catalogue())
    assert lu.territoire.codes


def test_the_phones_of_2020_are_to_be_confirmed():
    maisons = [lu for lu in CONTACTS if "solidarités départementales" in lu.nom]
    # Centre Presse Aveyron, 17 March 2020.
    assert {lu.telephone for lu in maisons} == {
        "05 65 76 52 80", "05 65 60 95 55", "05 65 73 04 00", "05 65 73 39 00",
    }  # fmt: skip
    assert {lu.confiance for lu in maisons} == {"a_confirmer"}


def test_the_place_depends_on_the_commune_the_nearest_first():
    assert noms("departement", RODEZ) == [
        "Maison des solidarités départementales, Pays ruthénois – Ségala – Lévézou",
        "Département de l’Aveyron",
    ]
    assert noms("departement", MILLAU)[0] == "Maison des solidarités départementales, Millau – Saint-Affrique"
    assert noms("departement", ESPALION)[0] == "Maison des solidarités départementales, Espalion"
    assert noms("departement", "75056") == []


def test_the_ccas_of_rodez_is_not_that_of_its_neighbours():
    (ccas,) = contact("ccas", RODEZ)
    assert (ccas.telephone, ccas.adresse) == ("05 65 77 88 90", "Hôtel de Ville, place Raynaldy, Rodez")
    assert contact("ccas", ONET) == ()


def test_a_place_for_one_droit_is_given_for_that_droit_only():
    assert noms("association", RODEZ, "aide_alimentaire_ruthenois") == ["Restos du Cœur du Ruthénois"]
    assert noms("association", RODEZ) == noms("association", RODEZ, "rsa") == []


def test_every_commune_of_the_aveyron_has_the_place_of_the_main_payers():
    for organisme in ("caf", "msa", "cpam", "carsat", "mdph", "departement", "france_travail", "adil"):
        assert all(contact(organisme, code) for code in communes() if code.startswith("12")), organisme


def test_the_file_used_below_is_right(tmp_path):
    (tmp_path / "12.yaml").write_text(UN, encoding="utf-8")
    assert [lu.nom for lu in charger_contacts(tmp_path)] == ["CCAS"]


@pytest.mark.parametrize(
    ("ancien", "nouveau", "mots"),
    [
        ("05 65 77 88 90", "0565778890", "telephone"),
        ("ccas\n", "club\n", "organisme"),
        ("https://", "http://", "href"),
        ("2026-11-23", "hier", "vu_le"),
        ("  source: une page\n", "", "source"),
        ("nom: CCAS", "nom: [", "YAML mal formé"),
    ],
)
def test_a_bad_file_is_named_with_its_fault(tmp_path, ancien, nouveau, mots):
    assert ancien in UN
    (tmp_path / "12.yaml").write_text(UN.replace(ancien, nouveau), encoding="utf-8")
    with pytest.raises(ContactsInvalides, match=mots) as info:
        charger_contacts(tmp_path)
    assert "rules/contacts/12.yaml" in str(info.value)
