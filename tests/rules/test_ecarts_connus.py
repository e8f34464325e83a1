"""Where openfisca-france differs from its source, as baremes/ecarts_connus.md tells.

Every test asserts what the source says. The six differences found so far are closed by our corrections;
a new one is written here first, expected to fail (`xfail`, strict) until it is closed.
"""

import pytest
from openfisca_core.simulation_builder import SimulationBuilder

from rules import CountryTaxBenefitSystem

REVENUS = (
    "salaire_net", "salaire_imposable", "salaire_de_base", "chomage_net", "chomage_imposable",
    "chomage_brut", "retraite_nette", "retraite_imposable", "retraite_brute",
)  # fmt: skip


@pytest.fixture(scope="module")
def systeme():
    return CountryTaxBenefitSystem()


def _personne(naissance):
    return {"date_naissance": {"ETERNITY": naissance}} | {nom: {"year:2020:8": 0} for nom in REVENUS}


def _calculer(systeme, variable, periode, *enfants, famille=None, menage=None):
    """Compute a variable for a couple without income, given its children's birth dates."""
    noms = [f"enfant{rang}" for rang in range(len(enfants))]
    personnes = {nom: _personne("1985-01-01") for nom in ("parent1", "parent2")}
    personnes |= {nom: _personne(naissance) for nom, naissance in zip(noms, enfants, strict=True)}
    parents = ["parent1", "parent2"]
    situation = {
        "individus": personnes,
        "familles": {"f": {"parents": parents, "enfants": noms} | (famille or {})},
        "foyers_fiscaux": {"d": {"declarants": parents, "personnes_a_charge": noms}},
        "menages": {
            "m": {"personne_de_reference": parents[:1], "conjoint": parents[1:], "enfants": noms}
            | (menage or {})
        },
    }
    simulation = SimulationBuilder().build_from_entities(systeme, situation)
    return float(simulation.calculate(variable, periode)[0])


@pytest.mark.parametrize(("naissance", "montant"), [("2020-12-31", 426.87), ("2015-12-15", 450.41)])
def test_ars_age_au_31_decembre(systeme, naissance, montant):
    net = _calculer(systeme, "ars_nette_crds", "2026", naissance)
    assert net == pytest.approx(montant, abs=0.02)


def test_ars_dix_huit_ans_au_15_septembre(systeme):
    assert _calculer(systeme, "ars_nette_crds", "2026", "2008-09-16") == pytest.approx(466.02, abs=0.02)
    assert _calculer(systeme, "ars", "2026", "2008-09-10") == 0


@pytest.mark.parametrize("cadet", ["2009-05-15", "2010-03-01"])
def test_af_majoration_du_cadet_de_meme_age(systeme, cadet):
    majoration = _calculer(systeme, "af_majoration", "2026-05", "2009-05-15", cadet)
    assert majoration == pytest.approx(76.13 / 0.995, abs=0.02)


def test_paje_base_cesse_le_mois_des_trois_ans(systeme):
    assert _calculer(systeme, "paje_base", "2026-06", "2023-07-15") == pytest.approx(199.15, abs=0.02)
    assert _calculer(systeme, "paje_base", "2026-07", "2023-07-15") == 0


def test_paje_base_pas_avant_la_naissance(systeme):
    assert _calculer(systeme, "paje_base", "2026-05", "2026-07-15") == 0


def test_rsa_couple_ne_compte_pas_l_enfant_a_naitre(systeme):
    rsa = _calculer(systeme, "rsa", "2026-05", "2026-07-15", famille={"paje_base": {"2026-05": 0}})
    assert rsa == pytest.approx(977.54, abs=0.02)


def test_rsa_exemple_de_service_public(systeme):
    """Couple, two children, housing aid and AF, no other income: 1 022,75 € (F19778, 2026)."""
    rsa = _calculer(
        systeme, "rsa", "2026-05", "2015-01-01", "2016-01-01",
        famille={"aide_logement": {"2026-05": 400}},
        menage={"statut_occupation_logement": {"2026-05": "locataire_vide"}},
    )  # fmt: skip
    assert rsa == pytest.approx(1022.75, abs=0.02)


def test_af_cessent_le_mois_des_vingt_ans(systeme):
    enfants = ("2006-11-15", "2012-06-15")
    assert _calculer(systeme, "af", "2026-10", *enfants) > 0
    assert _calculer(systeme, "af", "2026-11", *enfants) == 0
