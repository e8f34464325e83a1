"""The reader of the RSA flux: what it gives, what it never lets through, what it refuses."""

import itertools
import logging
import tracemalloc
from pathlib import Path

import polars as pl
import pytest

from simulations.audit.depot import dossier_lots
from simulations.audit.flux_rsa import est_flux_rsa, lire_flux
from simulations.errors import EntreeInvalide
from tests.simulations.audit import flux_fictif as f

TABLES = ("menages", "personnes", "revenus", "prestations", "controle")
CANARIS = (
    "canari", "000000000000", "9900000000", "99999.9", "1901", "azerty-secret", "-04-12", "12/04/1991", "prénom",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _avec_secret(monkeypatch):
    monkeypatch.setenv("DROITS_SECRET_FLUX", f.SECRET)
    monkeypatch.delenv("DROITS_FLUX_TOTAUX", raising=False)


def lire(fichier, sortie, mois=f.MOIS, **options):
    return lire_flux(fichier, mois, sortie, **options)


def table(sortie, nom):
    lots = sorted(dossier_lots(sortie).glob("lot-*"))
    return pl.concat([pl.read_parquet(lot / f"{nom}.parquet") for lot in lots], how="diagonal_relaxed")


def un_foyer(tmp_path, *foyers, **options):
    lecture = lire(f.ecrire(tmp_path, *foyers, **options), tmp_path / "s")
    return lecture, {nom: table(tmp_path / "s", nom).to_dicts() for nom in TABLES}


def refus(fichier, sortie, mois=f.MOIS):
    with pytest.raises(EntreeInvalide) as erreur:
        lire(fichier, sortie, mois)
    assert not sortie.exists(), "a refused file leaves nothing behind"
    assert not any(canari in str(erreur.value).lower() for canari in CANARIS)
    assert erreur.value.__cause__ is None
    return str(erreur.value)


def test_the_example_gives_its_households(tmp_path):
    vus = []
    lecture = lire(f.EXEMPLE, tmp_path / "s", suivre=vus.append)
    assert (lecture.genre, lecture.mois, lecture.lots) == ("flux_rsa", "2026-10", 1)
    assert (lecture.menages, lecture.ecartes, lecture.rejets) == (6, 1, 1)
    assert vus == [1, 2, 3, 4, 5, 6, 7, 8]
    details = lecture.details
    assert details["totaux"] == {"lus": 8, "annonces": 8, "concordent": True}
    assert details["hors_champ"] == 1
    assert details["etats"] == {"clos": 2, "ouvert": 5, "versement_suspendu": 1}
    assert details["organismes"] == {"caf": 5, "msa": 1}
    assert details["codes_inconnus"] == {}
    assert lecture.menages + lecture.ecartes + details["hors_champ"] + details["doublons"] == 8
    menages = table(tmp_path / "s", "menages")
    assert menages["logement.commune"].to_list() == ["12202", "12145", "12176", "12208", "12145", "12082"]
    # Neither the rent, nor the tenure, nor the tax notice are in a flux.
    for colonne in ("logement.loyer", "logement.statut", "fiscal.rfr_n2"):
        assert menages[colonne].null_count() == 6


def test_the_persons_of_the_example(tmp_path):
    lire(f.EXEMPLE, tmp_path / "s")
    personnes = table(tmp_path / "s", "personnes").to_dicts()
    roles = [(p["menage"], p["role"]) for p in personnes]
    assert roles == [
        (0, "demandeur"), (1, "demandeur"), (1, "enfant"), (1, "enfant"), (2, "demandeur"), (2, "conjoint"),
        (3, "demandeur"), (4, "demandeur"), (5, "demandeur"),
    ]  # fmt: skip
    assert {p["date_naissance"].day for p in personnes} == {15}, "the day is never read"
    mere, enfant, enceinte = personnes[1], personnes[2], personnes[6]
    assert (mere["activite"], mere["regime"]) == ("salarie", "general")
    # An ASF that has ended says that the other parent lives, and no more.
    assert (enfant["autre_parent"], enfant["pension_alimentaire.payee"]) == ("vivant", None)
    assert enceinte["enceinte"] is True
    assert enceinte["activite"] == "sans_activite", "illness or disability has no word of its own"
    assert [p["enceinte"] for p in personnes].count(None) == 8, "not declared is not no"
    assert personnes[4]["regime"] == "agricole"
    assert personnes[7]["revenus_connus"] is False


def test_the_incomes_of_the_example_are_where_the_engine_reads_them(tmp_path):
    lire(f.EXEMPLE, tmp_path / "s")
    revenus = (
        table(tmp_path / "s", "revenus").select("menage", "nature", "montant", "de", "a", "source").rows()
    )
    assert revenus == [
        (1, "salaire", 300.0, "2026-06", "2026-08", "organisme"),
        (1, "salaire", 300.0, "2026-09", None, "suppose"),
        (2, "benefice_agricole", 150.0, "2026-10", None, "organisme"),
    ]


def octets(dossier: Path):
    for fichier in sorted(p for p in dossier.rglob("*") if p.is_file()):
        yield fichier.name, fichier.read_bytes().decode("latin-1").lower()
        if fichier.suffix == ".parquet":
            for ligne in pl.read_parquet(fichier).to_dicts():
                yield fichier.name, " ".join(str(valeur).lower() for valeur in ligne.values())


def test_no_canary_ever_comes_out(tmp_path, monkeypatch, caplog, capfd):
    monkeypatch.setenv("DROITS_SECRET_FLUX", "azerty-secret" * 3)
    texte = f.EXEMPLE.read_text("windows-1252").lower()
    for canari in set(CANARIS) - {"azerty-secret"}:
        assert canari in texte, f"the example holds no « {canari} »: it would prove nothing"
    with caplog.at_level(logging.DEBUG):
        lecture = lire(f.EXEMPLE, tmp_path / "s")
    sorties = [*octets(tmp_path / "s"), ("lecture", repr(lecture).lower()), ("journal", caplog.text.lower())]
    sorties += [("console", texte.lower()) for texte in capfd.readouterr()]
    assert len(sorties) > 20
    for (nom, lu), canari in itertools.product(sorties, CANARIS):
        # Compressed bytes may hold a few digits by chance: texts are searched after decoding too.
        assert canari not in lu, f"« {canari} » in {nom}"


def test_health_sanctions_and_old_addresses_never_come_out(tmp_path):
    suspension = "<SuspensionDroit><MOTISUSDRORSA>GJ</MOTISUSDRORSA></SuspensionDroit>"
    foyer = f.foyer(
        f.personne("DEM", "1980-05-05", f.ressources(f.ligne("021", "0000612.34")), f.activite("INV")),
        adresses=f.adresse("02", "12300") + f.adresse("01", "12145") + f.adresse("03", "12176"),
        prestation=f.droit("3", suspension),
    )
    _, lues = un_foyer(tmp_path, foyer)
    assert lues["menages"][0]["logement.commune"] == "12145"
    assert lues["personnes"][0]["activite"] == "sans_activite"
    assert {ligne["nature"] for ligne in lues["revenus"]} == {"autre"}
    assert lues["controle"][0]["motif"] == "autre"
    assert lues["prestations"] == [], "whether the RSA is received is unknown: the reason is not read"
    assert not any(mot in str(lues) for mot in ("INV", "'021'", "GJ", "12300", "12176"))


@pytest.mark.parametrize("secret", [None, "", "trop-court"])
def test_a_flux_needs_a_secret(tmp_path, monkeypatch, secret):
    if secret is None:
        monkeypatch.delenv("DROITS_SECRET_FLUX")
    else:
        monkeypatch.setenv("DROITS_SECRET_FLUX", secret)
    message = refus(f.EXEMPLE, tmp_path / "s")
    assert "DROITS_SECRET_FLUX" in message
    assert "trop-court" not in message


def test_another_secret_gives_other_ids(tmp_path, monkeypatch):
    premier, _ = un_foyer(tmp_path, f.foyer())
    avant = table(tmp_path / "s", "menages")["menage_id"].to_list()
    monkeypatch.setenv("DROITS_SECRET_FLUX", "un-autre-secret-fictif-tout-aussi-long")
    second, apres = un_foyer(tmp_path, f.foyer())
    assert premier.empreinte == second.empreinte
    assert avant != [m["menage_id"] for m in apres["menages"]]
    assert all(len(nom) == 24 and int(nom, 16) for nom in avant)


@pytest.mark.parametrize(
    "texte",
    [
        f.entete(plus="<VERSIONFLUX>VRSD0301</VERSIONFLUX>") + f.foyer() + f.pied(1),
        f.entete() + f.foyer().replace("<DossierCAF>", "<DossierCafMsa>").replace("</DossierCAF>", "</DossierCafMsa>") + f.pied(1),
        f.entete() + f.foyer().replace("<DossierCAF>", "<FonctionPersonneRSA/><DossierCAF>") + f.pied(1),
        f.entete() + f.foyer(f.personne("DEM", "1990-01-01", f.ressources(f.ligne("A01")))) + f.pied(1),
    ],
    ids=["VERSIONFLUX", "DossierCafMsa", "FonctionPersonneRSA", "NATRESS A01"],
)  # fmt: skip
def test_the_newer_structure_is_recognised_and_refused(tmp_path, texte):
    fichier = tmp_path / "vrsd.xml"
    fichier.write_text(texte, "windows-1252")
    message = refus(fichier, tmp_path / "s")
    assert "VRSD" in message
    assert "VRSB0801" in message


@pytest.mark.parametrize(
    ("debut", "attendu"),
    [
        (f.entete(nature="F"), "financier"),
        (f.entete(nature="I"), "instructions"),
        (f.entete(genre="Z"), "TYPEFLUX"),
        (f.entete().replace("<DTREF>2026-10-31</DTREF>", ""), "DTREF"),
        (f.entete(reference="31/10/2026"), "VRSB0801"),
    ],
)
def test_another_kind_of_flux_is_refused(tmp_path, debut, attendu):
    assert attendu in refus(f.ecrire(tmp_path, f.foyer(), debut=debut), tmp_path / "s")


def test_another_month_is_refused_and_named(tmp_path):
    message = refus(f.EXEMPLE, tmp_path / "s", "2026-11")
    assert "2026-10" in message
    assert "2026-11" in message


_BOMBE = '<!DOCTYPE Racine [<!ENTITY a "canari"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_EXTERNE = '<!DOCTYPE Racine [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("dtd", [_BOMBE, _EXTERNE, '<!DOCTYPE Racine SYSTEM "http://127.0.0.1:9/flux.dtd">'])
def test_a_document_with_a_dtd_is_refused(tmp_path, dtd):
    debut = f.entete().replace("<Racine>", f"{dtd}<Racine>")
    assert "DTD" in refus(f.ecrire(tmp_path, f.foyer(), debut=debut), tmp_path / "s")


@pytest.mark.parametrize("part", [0.0, 0.02, 0.3, 0.6, 0.9, 0.9999])
def test_a_truncated_file_is_refused_whole(tmp_path, part):
    contenu = f.EXEMPLE.read_bytes()
    fichier = tmp_path / "coupe.xml"
    fichier.write_bytes(contenu[: int(len(contenu.rstrip()) * part)])
    assert "tronqué" in refus(fichier, tmp_path / "s")


@pytest.mark.parametrize(
    "contenu",
    [
        b"ceci n'est pas du XML",
        b"<Autre><InfosFoyerRSA/></Autre>",
        b'<?xml version="1.0" encoding="inconnu"?><Racine/>',
        b"<Racine></Racine>",
        (f.entete() + f.foyer() + "</Racine>").encode("windows-1252"),
        (f.entete() + "<x>" * 100 + "</x>" * 100 + f.pied(0)).encode("windows-1252"),
        (f.entete() + "<InfosFoyerRSA>" + "<Evenement/>" * 30_000 + "</InfosFoyerRSA>" + f.pied(1)).encode("windows-1252"),
        f.entete().replace("<Racine>", "<Racine>&inconnue;").encode("windows-1252"),
    ],
    ids=["texte", "autre", "encodage", "vide", "sans_pied", "profond", "enorme", "entite"],
)  # fmt: skip
def test_a_malformed_file_is_refused(tmp_path, contenu):
    fichier = tmp_path / "mal.xml"
    fichier.write_bytes(contenu)
    assert "VRSB0801" in refus(fichier, tmp_path / "s") or "bénéficiaires" in refus(fichier, tmp_path / "s")


def test_a_missing_file_is_said_so(tmp_path):
    assert "illisible" in refus(tmp_path / "absent.xml", tmp_path / "s")


def test_a_refused_file_keeps_what_was_read_before(tmp_path):
    lire(f.EXEMPLE, tmp_path / "s")
    avant = dict(octets(tmp_path / "s"))
    coupe = tmp_path / "coupe.xml"
    coupe.write_bytes(f.EXEMPLE.read_bytes()[:30_000])
    with pytest.raises(EntreeInvalide):
        lire(coupe, tmp_path / "s")
    assert dict(octets(tmp_path / "s")) == avant


def test_totals_that_disagree_are_refused_unless_accepted_and_then_reported(tmp_path, monkeypatch):
    fichier = f.ecrire(tmp_path, f.foyer(), f.foyer(numero="99000000002"), annonces=3)
    message = refus(fichier, tmp_path / "s")
    assert "2 foyers lus pour 3 annoncés" in message
    monkeypatch.setenv("DROITS_FLUX_TOTAUX", "accepter")
    lecture = lire(fichier, tmp_path / "s")
    assert lecture.details["totaux"] == {"lus": 2, "annonces": 3, "concordent": False}
    assert (lecture.menages, lecture.ecartes, lecture.rejets) == (2, 0, 1)
    assert "NBTOTDOSRSATRANSM" in (tmp_path / "s" / "rejets.csv").read_text()


@pytest.mark.parametrize(
    ("personnes", "element"),
    [
        ([f.personne("DEM", "12/04/1991")], "DTNAI"),
        ([f.personne("DEM", "1991-02-30")], "DTNAI"),
        ([f.personne("DEM", "2031-01-01")], "DTNAI"),
        ([f.personne("ENF", "2015-01-01")], "ROLEPERS"),
        ([f.personne("DEM"), f.personne("DEM")], "ROLEPERS"),
        ([f.personne("DEM", "1990-01-01", f.ressources(f.ligne(montant="420,00")))], "MTNATRESSMEN"),
        ([f.personne("DEM", "1990-01-01", f.ressources(f.ligne(montant="-0000420.00")))], "MTNATRESSMEN"),
        ([f.personne("DEM").replace("<NATPREST>RSA", "<NATPREST>PFA")], "NATPREST"),
        ([f.personne("DEM"), f.personne("CJT"), f.personne("CJT")], "personnes"),
        ([f.personne("DEM", "1990-01-01"), f.personne("ENF", "1980-01-01")], "personnes[1].date_naissance"),
    ],
)
def test_a_faulty_household_is_set_aside_whole_with_its_place_and_no_value(tmp_path, personnes, element):
    lecture, _ = un_foyer(tmp_path, f.foyer(*personnes), f.foyer(numero="99000000002"))
    assert (lecture.menages, lecture.ecartes) == (1, 1)
    rejets = pl.read_csv(tmp_path / "s" / "rejets.csv", separator=";", infer_schema=False).to_dicts()
    assert rejets[0]["colonne"] == element
    assert rejets[0]["ligne"] == "4"
    assert rejets[0]["recu"] == "(non répété)"


def test_a_file_without_a_number_is_counted(tmp_path):
    sans = f.foyer().replace("<NUMDEMRSA>99000000001</NUMDEMRSA>", "")
    lecture, _ = un_foyer(tmp_path, sans, f.foyer(numero="99000000002"))
    assert (lecture.menages, lecture.ecartes) == (1, 1)


def test_unknown_codes_are_counted_and_never_interpreted(tmp_path):
    bizarre = f.personne("DEM", "1990-01-01", f.ressources(f.ligne("888", "0000100.00")), f.activite("ZZZ"))
    lecture, lues = un_foyer(tmp_path, f.foyer(bizarre, sitfam="QQQ", organisme="XYZ"))
    assert lecture.details["codes_inconnus"] == {
        "ACT ZZZ": 1,
        "FONORG XYZ": 1,
        "NATRESS 888": 3,
        "SITFAM QQQ": 1,
    }
    personne = lues["personnes"][0]
    assert (personne["activite"], personne["revenus_connus"]) == (None, False)
    assert lues["revenus"] == []
    assert lues["controle"][0]["drapeaux"] == "non_interprete"


def test_a_text_that_is_no_code_is_not_repeated(tmp_path):
    lecture, _ = un_foyer(tmp_path, f.foyer(sitfam="MME CANARI DUPONT"))
    assert lecture.details["codes_inconnus"] == {"SITFAM (illisible)": 1}


def test_no_resource_is_zero_and_no_block_is_unknown(tmp_path):
    absent = f.foyer(f.personne("DEM", "1990-01-01"), numero="99000000002")
    _, lues = un_foyer(tmp_path, f.foyer(), absent)
    assert [p["revenus_connus"] for p in lues["personnes"]] == [True, False]
    assert [c["ressources_connues"] for c in lues["controle"]] == [True, False]


@pytest.mark.parametrize(
    "bloc",
    [f.ressources(f.ligne(), nul="1"), f.ressources(nul="0"), f.ressources(f.ligne(), mois=("2026-06",) * 2)],
)
def test_resources_that_contradict_themselves_are_unknown(tmp_path, bloc):
    _, lues = un_foyer(tmp_path, f.foyer(f.personne("DEM", "1990-01-01", bloc)))
    assert lues["personnes"][0]["revenus_connus"] is False
    assert lues["controle"][0]["drapeaux"] in ("incoherentes", "fenetre")


@pytest.mark.parametrize(("debut", "decalage"), [(4, 2), (5, 1), (6, 0), (1, 5)])
def test_the_three_months_are_moved_to_those_the_engine_reads(tmp_path, debut, decalage):
    mois = [f"2026-{debut + rang:02d}" for rang in range(3)]
    _, lues = un_foyer(tmp_path, f.foyer(f.personne("DEM", "1990-01-01", f.ressources(f.ligne(), mois=mois))))
    assert [(r["de"], r["a"]) for r in lues["revenus"]] == [("2026-06", "2026-08"), ("2026-09", None)]
    assert lues["controle"][0]["decalage"] == decalage


def test_a_neutralised_income_is_lost_for_certain_and_an_exceptional_one_does_not_go_on(tmp_path):
    neutre = f.personne("DEM", "1990-01-01", f.ressources(f.ligne(abaneu="N")))
    prime = f.personne("DEM", "1990-01-01", f.ressources(f.ligne("008")))
    _, lues = un_foyer(tmp_path, f.foyer(neutre), f.foyer(prime, numero="99000000002"))
    perdu = [
        (r["nature"], str(r["interrompu_le"]), r["remplace"]) for r in lues["revenus"] if r["interrompu_le"]
    ]
    assert perdu == [("salaire", "2026-08-31", False)]
    assert [r["a"] for r in lues["revenus"] if r["montant"]] == ["2026-08", "2026-08"]
    assert [c["drapeaux"] for c in lues["controle"]] == ["abattement", ""]


def test_a_business_whose_income_is_not_evaluated_is_unknown(tmp_path):
    foyers = [
        f.foyer(f.personne("DEM", "1980-01-01", f.ressources(f.ligne(nature)), f.activite("ETI")), numero=f"9900000000{n}")
        for n, nature in enumerate(("100", "001", "030"))
    ]  # fmt: skip
    _, lues = un_foyer(tmp_path, *foyers)
    assert [p["revenus_connus"] for p in lues["personnes"]] == [False, False, True]
    assert [(r["nature"], r["de"]) for r in lues["revenus"]] == [("bic", "2026-10")]


def test_codes_that_look_alike_are_told_apart(tmp_path):
    conjoint_collaborateur = f.personne("CJT", "1985-01-01", f.NULLES, f.activite("cjt "))
    retraite_militaire = f.personne("DEM", "1960-01-01", f.NULLES, f.activite("RSA"))
    _, lues = un_foyer(
        tmp_path, f.foyer(retraite_militaire, conjoint_collaborateur, sitfam=" VIM ", organisme="MSA ")
    )
    assert [(p["role"], p["activite"]) for p in lues["personnes"]] == [
        ("demandeur", "retraite"),
        ("conjoint", "independant"),
    ]
    assert lues["menages"][0]["couple.statut"] == "concubinage"
    assert lues["controle"][0]["organisme"] == "msa"


def test_unemployment_benefit_is_the_ass_of_whom_the_activity_says_so(tmp_path):
    foyers = [
        f.foyer(f.personne("DEM", "1980-01-01", f.ressources(f.ligne("010")), f.activite(act)), numero=f"9900000000{n}")
        for n, act in enumerate(("CHO", "ASS"))
    ]  # fmt: skip
    _, lues = un_foyer(tmp_path, *foyers)
    assert {(r["menage"], r["nature"]) for r in lues["revenus"]} == {(0, "are"), (1, "ass")}


def test_who_left_was_stillborn_or_only_holds_the_file_is_no_member(tmp_path):
    foyer = f.foyer(
        f.personne("DEM", "1985-01-01", f.NULLES),
        f.personne("CJT", "1985-01-01", parti="2026-09-30"),
        f.personne("ENF", "2026-03-01", f.activite("MNE")),
        f.personne("RDO", "1950-01-01"),
        sitfam="ISO",
        depuis="2026-10-01",
    )
    lecture, lues = un_foyer(tmp_path, foyer)
    assert [p["role"] for p in lues["personnes"]] == ["demandeur"]
    assert lecture.details["drapeaux"] == {"role": 1}
    assert (lues["menages"][0]["couple.statut"], lues["menages"][0]["couple.depuis"]) == ("separe", "2026-10")


def test_a_dependant_of_another_role_is_a_child_under_25_and_another_adult_after(tmp_path):
    foyer = f.foyer(
        f.personne("DEM", "1970-01-01", f.NULLES), f.personne("AUT", "2004-01-01"), f.personne("AUT", "1999-01-01"),
        prestation=f.droit(enfants="02"),
    )  # fmt: skip
    _, lues = un_foyer(tmp_path, foyer)
    assert [p["role"] for p in lues["personnes"]] == ["demandeur", "enfant", "autre"]
    assert lues["controle"][0]["composition"] == "seul_2"
    assert lues["controle"][0]["drapeaux"] == ""


def test_the_persons_are_believed_against_the_family_state(tmp_path):
    _, lues = un_foyer(tmp_path, f.foyer(f.personne("DEM", "1990-01-01", f.NULLES), sitfam="MAR"))
    assert lues["menages"][0]["couple.statut"] is None
    assert lues["controle"][0]["drapeaux"] == "couple"


@pytest.mark.parametrize(
    ("situation", "fin", "attendu"),
    [
        ("NR", "", ("sans_filiation", None, None)),
        ("DC", "2020-01-01", ("decede", None, None)),
        ("HB", "", ("vivant", None, False)),
        ("OE", "", ("vivant", False, False)),
        ("TP", "", ("vivant", True, None)),
        ("TP", "2025-01-01", ("vivant", None, None)),
        ("AS", "", (None, None, None)),
    ],
)
def test_the_situation_of_the_other_parent(tmp_path, situation, fin, attendu):
    fin = f"<DFASF>{fin}</DFASF>" if fin else ""
    bloc = f"<PensionAlimentaire><Asf><SITASF>{situation}</SITASF><DDASF>2019-01-01</DDASF>{fin}</Asf></PensionAlimentaire>"
    enfant = f.personne("ENF", "2015-01-01", bloc)
    _, lues = un_foyer(tmp_path, f.foyer(f.personne("DEM", "1985-01-01", f.NULLES), enfant))
    p = lues["personnes"][1]
    assert (p["autre_parent"], p["pension_alimentaire.fixee"], p["pension_alimentaire.payee"]) == attendu


@pytest.mark.parametrize(
    ("etat", "motif", "recu", "piste"),
    [
        (
            "4",
            "<SuspensionVersement><MOTISUSVERSRSA>06</MOTISUSVERSRSA></SuspensionVersement>",
            [False],
            "rupture_declaration",
        ),
        (
            "4",
            "<SuspensionVersement><MOTISUSVERSRSA>05</MOTISUSVERSRSA></SuspensionVersement>",
            [False],
            "rupture_sous_seuil",
        ),
        ("4", "<SuspensionVersement><MOTISUSVERSRSA>CG</MOTISUSVERSRSA></SuspensionVersement>", [], ""),
        ("4", "<SuspensionVersement><MOTISUSVERSRSA>36</MOTISUSVERSRSA></SuspensionVersement>", [], ""),
        ("3", "<SuspensionDroit><MOTISUSDRORSA>GL</MOTISUSDRORSA></SuspensionDroit>", [], ""),
        ("5", "<FinDroit><MOTICLORSA>ECH</MOTICLORSA></FinDroit>", [False], "rupture_sans_droit"),
        ("1", "<Refus><MOTIREFURSA>DSD</MOTIREFURSA></Refus>", [False], "rupture_pieces"),
    ],
)
def test_states_that_are_studied(tmp_path, etat, motif, recu, piste):
    lecture, lues = un_foyer(tmp_path, f.foyer(prestation=f.droit(etat, motif)))
    assert lecture.details["hors_champ"] == 0
    assert [p["recu"] for p in lues["prestations"]] == recu
    assert lues["controle"][0]["pistes"] == piste


@pytest.mark.parametrize(
    ("etat", "motif"),
    [
        ("0", ""),
        ("1", "<Refus><MOTIREFURSA>F04</MOTIREFURSA></Refus>"),
        ("5", "<FinDroit><MOTICLORSA>MUT</MOTICLORSA></FinDroit>"),
        ("5", "<FinDroit><MOTICLORSA>PCG</MOTICLORSA></FinDroit>"),
        ("6", "<FinDroitMoisAnterieur><MOTICLORSA>ECH</MOTICLORSA></FinDroitMoisAnterieur>"),
        ("9", ""),
    ],
)
def test_states_that_are_only_counted(tmp_path, etat, motif):
    lecture = lire(f.ecrire(tmp_path, f.foyer(prestation=f.droit(etat, motif))), tmp_path / "s")
    assert (lecture.menages, lecture.ecartes, lecture.details["hors_champ"]) == (0, 0, 1)


def test_the_rsa_received_is_an_amount_for_the_past_and_a_fact_for_the_month(tmp_path):
    _, lues = un_foyer(tmp_path, f.foyer())
    lignes = [(p["recu"], p["montant"], p["de"], p["a"]) for p in lues["prestations"]]
    assert lignes == [(True, 573.49, "2025-01", "2026-09"), (True, None, "2026-10", None)]
    assert lues["controle"][0]["verse"] == 573.49


def test_the_last_of_two_files_of_one_number_is_kept(tmp_path):
    foyers = [f.foyer(adresses=f.adresse("01", commune)) for commune in ("12145", "12202")]
    lecture, lues = un_foyer(tmp_path, *foyers)
    assert (lecture.menages, lecture.details["doublons"]) == (1, 1)
    assert lues["menages"][0]["logement.commune"] == "12202"


def test_no_fixed_address_and_a_commune_that_is_no_more(tmp_path):
    foyer = f.foyer(adresses=f.adresse("01", "12999"), prestation=f.droit(sans_domicile="1"))
    _, lues = un_foyer(tmp_path, foyer)
    assert (lues["menages"][0]["logement.commune"], lues["menages"][0]["logement.statut"]) == (
        None,
        "sans_domicile",
    )


def test_a_file_in_another_encoding_is_read_by_its_declaration(tmp_path):
    fichier = tmp_path / "utf8.xml"
    texte = f.EXEMPLE.read_text("windows-1252").replace("windows-1252", "utf-8")
    fichier.write_text(texte, "utf-8")
    assert lire(fichier, tmp_path / "s").menages == 6


def test_a_flux_is_recognised_by_its_start(tmp_path):
    autre = tmp_path / "autre.xml"
    autre.write_text("<menages/>")
    assert est_flux_rsa(f.EXEMPLE)
    assert not est_flux_rsa(autre)
    assert not est_flux_rsa(tmp_path / "absent.xml")


def test_memory_does_not_grow_with_the_file(tmp_path):
    """20 000 households, one in ten open: the reading holds one household and one lot, never the file."""
    mutation = f.droit("5", "<FinDroit><MOTICLORSA>MUT</MOTICLORSA></FinDroit>")
    bourrage = f"<Controle><LIBCIBCONTRO>{'CANARI ' * 250}</LIBCIBCONTRO></Controle>"
    foyers = (
        f.foyer(numero=f"{n:011d}", prestation=(f.droit() if n % 10 == 0 else mutation) + bourrage) for n in range(20_000)
    )  # fmt: skip
    fichier = tmp_path / "grand.xml"
    with fichier.open("w", encoding="windows-1252") as sortie:
        sortie.write(f.entete())
        sortie.writelines(foyers)
        sortie.write(f.pied(20_000))
    assert fichier.stat().st_size > 60_000_000
    lire(f.EXEMPLE, tmp_path / "chauffe")
    tracemalloc.start()
    try:
        lecture = lire(fichier, tmp_path / "s", taille_lot=500)
        pointe = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (lecture.lots, lecture.menages, lecture.details["hors_champ"]) == (4, 2_000, 18_000)
    # The hashes of 20 000 numbers take 3 MB; the rest is one lot.
    assert pointe < 20_000_000
