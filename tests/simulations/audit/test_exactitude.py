"""The RSA recomputed against the RSA paid, and the leads of the flux."""

import polars as pl
import pytest

from simulations.audit.calcul import lire_lot
from simulations.audit.exactitude import (
    bilan,
    comparables,
    exclusion,
    lire_controles,
    mesurer,
    observer,
    plein,
)
from simulations.audit.flux_rsa import lire_flux
from simulations.audit.flux_rsa_controle import SCHEMA
from simulations.audit.pistes import PISTES, forfait_asf, pistes
from simulations.audit.rangees import rangees
from simulations.evaluation import evaluer
from tests.simulations.audit import flux_fictif as f

MOIS = f.MOIS
_LIGNE = {
    "organisme": "caf", "etat": "2", "nature": "RSD", "composition": "seul_0", "personnes": 1, "mois_calcul": MOIS,
    "decalage": 0, "ressources_connues": True, "drapeaux": "", "pistes": "", "forfaitaire": 651.69, "garanti": 651.69,
    "prestations": 0.0, "logement": 78.20, "ressources": 0.0, "cumul": 0.0, "abattements": 0.0, "total": 573.49,
    "verse": 573.49,
}  # fmt: skip


@pytest.fixture(scope="module")
def audit(tmp_path_factory):
    sortie = tmp_path_factory.mktemp("flux")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DROITS_SECRET_FLUX", f.SECRET)
        lire_flux(f.EXEMPLE, MOIS, sortie)
    lot, ids = lire_lot(sortie, 0, MOIS)
    return lire_controles(sortie), lot, ids, rangees(evaluer(lot), ids)


def controles(*lignes):
    rangs = [_LIGNE | {"menage_id": f"m{rang}"} | ligne for rang, ligne in enumerate(lignes)]
    return pl.DataFrame([{nom: rang.get(nom) for nom in SCHEMA} for rang in rangs], schema=SCHEMA)


def mesures(*lignes, calcules=None):
    cadre = controles(*lignes)
    calcules = calcules or cadre["total"].to_list()
    observes = cadre.select(
        "menage_id", forfaitaire_calcule="forfaitaire", ressources_calculees="ressources"
    ).with_columns(calcule=pl.Series(calcules, dtype=pl.Float64))
    resultats = pl.DataFrame({"menage_id": cadre["menage_id"], "du_actuel": calcules})
    return mesurer(cadre, MOIS, observes, resultats)


def test_the_engine_finds_the_published_amounts_in_the_observed_world(audit):
    """Flat amounts, flat rates and family allowances are those Service-Public publishes for April 2026."""
    figures, lot, ids, _ = audit
    en_paiement = figures.filter(pl.col("etat") == "2")
    observes = en_paiement.join(
        observer(lot, ids, en_paiement), on="menage_id", how="left", maintain_order="left"
    )
    # 651.69 − 78.20; 1 173.05 − 152.25 − 193.55 − 300; 977.54 − 156.41 − 150; 836.85: to the cent or so.
    assert observes["calcule"].to_list() == pytest.approx([573.49, 527.25, 671.13, 836.85], abs=0.02)
    assert observes["forfaitaire_calcule"].to_list() == pytest.approx(
        [651.69, 1173.05, 977.54, 836.85], abs=0.02
    )
    assert observes["ressources_calculees"].to_list() == [0.0, 300.0, 150.0, 0.0]


def test_a_household_of_66_is_not_given_the_aspa_in_the_observed_world(audit):
    figures, _, _, resultats = audit
    agriculteurs = figures.filter(pl.col("organisme") == "msa")["menage_id"][0]
    seul = resultats.filter((pl.col("menage_id") == agriculteurs) & (pl.col("droit") == "rsa"))
    assert seul["du_actuel"].to_list() == [0.0], (
        "the engine alone takes the Aspa as asked for: hence the observed world"
    )


def test_no_rsa_in_payment_is_called_an_under_payment(audit):
    _, _, _, resultats = audit
    recus = resultats.filter((pl.col("droit") == "rsa") & (pl.col("statut") == "oui"))
    assert recus["ecart_type"].to_list() == ["inconnu"] * 4


def test_flat_rates_for_housing_are_those_of_service_public():
    assert [plein(MOIS, personnes) for personnes in (1, 3)] == [78.20, 193.55]


@pytest.mark.parametrize(
    ("change", "motif"),
    [
        ({}, None),
        ({"etat": "4"}, "pas_en_paiement"),
        ({"total": None}, "montants_absents"),
        ({"fin_calcul": "2026-09"}, "calcul_termine"),
        ({"fin_calcul": "2026-10"}, None),
        ({"mois_calcul": "2026-04"}, None),
        ({"mois_calcul": "2026-03"}, "autre_bareme"),
        ({"drapeaux": "abattement enfants"}, "abattement"),
        ({"drapeaux": "non_salarie"}, "non_salarie"),
        ({"drapeaux": "placements"}, "ressource_non_interpretee"),
        ({"drapeaux": "couple"}, "composition_incertaine"),
        ({"ressources_connues": False}, "ressources_inconnues"),
        ({"decalage": 2}, None),
        ({"decalage": 3}, "fenetre"),
    ],
)
def test_only_what_can_be_compared_is(change, motif):
    assert controles(change).select(exclusion(MOIS)).to_series().to_list() == [motif]


def test_shares_within_one_five_euros_and_ten_percent_and_the_median():
    totaux = [100.0, 100.0, 100.0, 100.0]
    lignes = [{"garanti": 100.0, "logement": 0.0, "total": total} for total in totaux]
    chiffres = bilan(mesures(*lignes, calcules=[100.5, 104.0, 92.0, 150.0]))
    assert chiffres["total"] == {
        "foyers": 4, "1_euro": 0.25, "5_euro": 0.5, "10_pour_cent": 0.75, "ecart_median": 2.25,
        "ecart_absolu_median": 6.0,
    }  # fmt: skip
    assert (chiffres["eligibles"], chiffres["a_relire"]) == (4, 2)


def test_households_that_the_adopted_identity_does_not_close_are_left_out():
    justes, coupe = [{}] * 39, [{"total": 473.49}]
    cadre, identite = comparables(mesures(*justes, *coupe))
    assert (cadre.height, identite) == (39, "I1")
    cadre, identite = comparables(mesures(*[{}] * 9, *coupe))
    assert (cadre.height, identite) == (10, None), "nine in ten is not enough to adopt it"


def test_the_identity_with_the_cumulation_is_told_from_the_first():
    _, identite = comparables(mesures(*[{"cumul": 50.0, "total": 623.49}] * 20))
    assert identite == "I2"


def test_a_group_under_eleven_households_gives_no_figure():
    par = bilan(mesures(*[{}] * 11, *[{"organisme": "msa"}] * 10))["par"]["organisme"]
    assert par[0]["organisme"] == "caf"
    assert par[0]["1_euro"] == 1.0
    assert par[1] == {"organisme": "msa", "foyers": None}


def test_a_flux_without_any_household_to_compare_has_a_summary():
    chiffres = bilan(mesures({"etat": "4"}))
    assert (chiffres["eligibles"], chiffres["identite_retenue"], chiffres["total"]["1_euro"]) == (
        0,
        None,
        None,
    )


def test_the_leads_of_the_example(audit):
    figures, _, ids, resultats = audit
    trouvees = pistes(figures, resultats).select("menage_id", "piste", "personne").rows()
    rangs = sorted((ids.index(menage), piste, personne) for menage, piste, personne in trouvees if personne)
    assert rangs == [
        (1, "aripa", "p2"), (1, "aripa", "p3"), (1, "asf", "p2"), (1, "asf", "p3"), (2, "aspa", "p1"),
        (2, "retraite", "p1"),
    ]  # fmt: skip
    foyers = sorted((ids.index(menage), piste) for menage, piste, personne in trouvees if personne is None)
    assert foyers == [
        (1, "ppa"),
        (2, "ppa"),
        (3, "al"),
        (4, "rupture_declaration"),
        (5, "rupture_sans_droit"),
    ]


def test_an_end_for_lack_of_right_is_a_lead_only_when_the_rsa_is_due_again():
    figures = controles({"pistes": "rupture_sans_droit"}, {"pistes": "rupture_sans_droit"})
    resultats = pl.DataFrame(
        {
            "menage_id": ["m0", "m1"],
            "droit": ["rsa", "rsa"],
            "decision": ["a_verifier"] * 2,
            "du_actuel": [300.0, 0.0],
        }
    )
    assert pistes(figures, resultats)["menage_id"].to_list() == ["m0"]


def test_family_benefits_too_small_for_an_asf_say_that_none_is_counted():
    assert forfait_asf(MOIS) == pytest.approx(107.59, abs=0.01)  # 22.5 % of 478.16 € (BMAF of April 2026)
    figures = controles({"pistes": "asf:p2", "prestations": 0.0}, {"pistes": "asf:p2", "prestations": 152.25})
    resultats = pl.DataFrame(
        schema={"menage_id": pl.String, "droit": pl.String, "decision": pl.String, "du_actuel": pl.Float64}
    )
    assert pistes(figures, resultats)["certitude"].to_list() == ["aucune_asf_comptee", "a_verifier"]


def test_every_lead_is_about_a_droit_of_the_catalogue():
    from rules.catalogue import charger_catalogue

    assert {droit for droit, _, _ in PISTES.values()} <= set(charger_catalogue())
