"""Order of the claims, droits that are not added to each other, and the household once all are in payment."""

import copy
from typing import Any

import pytest

from rules.cartes import Carte, Cumul
from rules.catalogue import charger_catalogue
from simulations.droits import resultats
from simulations.evaluation import evaluer
from simulations.lecture import lire_situation
from simulations.non_recours import gain_mensuel, signaler
from simulations.ordre import Porte, ordonner
from simulations.resultat import (
    Condition,
    Decision,
    Demarche,
    Droit,
    Ecart,
    Effet,
    EtatCondition,
    Recu,
    Resultat,
    StatutRecu,
    TypeEcart,
)
from simulations.tables import tables
from tests.simulations.menages import COUPLE_TROIS_ENFANTS, MERE_SEULE, RETRAITE, SEUL, avec

# Amounts in force in November 2026: RSA of one person, AAH, ASPA of one person per month (12 523.14 € a year),
# monthly basis of family benefits (BMAF).
RSA, AAH, ASPA, BMAF = 651.69, 1041.59, 12523.14 / 12, 478.16


def calculer(*documents: dict[str, Any]) -> list[Resultat]:
    """Answer from the facts alone, without completing what is unknown."""
    return resultats(evaluer(tables([lire_situation(document) for document in documents])))


def par_id(resultat: Resultat) -> dict[str, Droit]:
    return {droit.id: droit for droit in resultat.droits}


def demandeur(base: dict[str, Any], **champs: Any) -> dict[str, Any]:
    menage = avec(base, prestations=[])
    menage["personnes"][0].update(champs)
    return menage


def pension(nature: str, montant: float) -> dict[str, Any]:
    return {"revenus": [{"nature": nature, "montant": montant, "de": "2020-01"}]}


SANS_REVENU = demandeur(MERE_SEULE, activite="sans_activite", revenus=[])
HANDICAPE = {"handicap": {"taux": "80_plus"}}
INVALIDE = demandeur(SEUL, activite="invalide", **pension("pension_invalidite", 400), **HANDICAPE)
AGE_HANDICAPE = demandeur(
    SEUL, date_naissance="1958-02-03", activite="retraite", **pension("retraite", 300), **HANDICAPE
)
COUPLE_AAH = demandeur(SEUL, **HANDICAPE)
COUPLE_AAH["couple"] = {"statut": "mariage"}
COUPLE_AAH["personnes"].append(
    copy.deepcopy(SEUL["personnes"][0])
    | {"id": "p2", "role": "conjoint", "sexe": "f", "activite": "salarie"}
    | {"revenus": [{"nature": "salaire", "montant": 500, "de": "2024-01"}]}
)
RETRAITE_LOCATAIRE = demandeur(RETRAITE)
RETRAITE_LOCATAIRE["logement"] = {"commune": "12202", "statut": "locataire_vide", "loyer": 420}
PEU_DE_SALAIRE = demandeur(COUPLE_TROIS_ENFANTS)
PEU_DE_SALAIRE["personnes"][0]["revenus"][0]["montant"] = 900
# Two readings are not enough: the first ASI is too high, hence an AAH too low in the second.
COUPLE_ASI = copy.deepcopy(COUPLE_AAH)
COUPLE_ASI["personnes"][0] |= {"activite": "invalide", **pension("pension_invalidite", 350)}
COUPLE_ASI["personnes"][1] |= HANDICAPE
FOYERS = {
    "seul": demandeur(SEUL),
    "mère seule": demandeur(MERE_SEULE),
    "mère seule sans revenu": SANS_REVENU,
    "couple, trois enfants": demandeur(COUPLE_TROIS_ENFANTS),
    "couple, trois enfants, 900 €": PEU_DE_SALAIRE,
    "retraitée locataire": RETRAITE_LOCATAIRE,
    "invalide": INVALIDE,
    "âgé et handicapé": AGE_HANDICAPE,
    "couple, AAH": COUPLE_AAH,
    "couple, ASI et deux AAH": COUPLE_ASI,
}


def en_paiement(document: dict[str, Any], resultat: Resultat) -> dict[str, Any]:
    """Write as received, for a long time, every monthly amount that was found due."""
    personnes = {personne["id"] for personne in document["personnes"]}
    recus = [
        {
            "droit": droit.id, "recu": True, "montant": droit.montant, "de": "2023-01",
            "personne": droit.beneficiaire if droit.beneficiaire in personnes else None,
        }
        for droit in resultat.droits
        if droit.periodicite == "mensuel" and droit.montant
    ]  # fmt: skip
    return avec(document, prestations=recus)


def test_once_everything_is_paid_nothing_changes():
    """The amounts shown are those of the household when all are in payment: a payer then finds the same."""
    avant = calculer(*FOYERS.values())
    payes = calculer(*[en_paiement(d, r) for d, r in zip(FOYERS.values(), avant, strict=True)])
    for nom, resultat, paye in zip(FOYERS, avant, payes, strict=True):
        ensuite = {(d.id, d.beneficiaire): d for d in paye.droits}
        for droit in resultat.droits:
            if droit.periodicite == "mensuel" and droit.montant is not None:
                suite = ensuite.get((droit.id, droit.beneficiaire))
                attendu = suite.montant_actuel if suite else 0
                assert droit.montant == pytest.approx(attendu, abs=0.01), (nom, droit.id)
        assert not [s for s in paye.signalements if s.type is TypeEcart.TROP_PERCU_POSSIBLE], nom


def test_rsa_and_housing_aid_are_not_added():
    """CASF R262-9: 12 % of the RSA of one person is taken off when housing aid is paid."""
    droits = par_id(calculer(FOYERS["seul"])[0])
    assert droits["rsa"].montant == pytest.approx(RSA * 0.88, abs=0.01)
    assert [lien.droit for lien in droits["al"].reduit] == ["rsa"]


def test_rsa_and_asf_are_not_added():
    """RSA of two persons, 16 % off for housing; the ASF counts up to 22.5 % of the BMAF (CASF R262-10-1)."""
    droits = par_id(calculer(SANS_REVENU)[0])
    assert droits["rsa"].montant == pytest.approx(RSA * 1.5 * 0.84 - BMAF * 0.225, abs=0.02)
    assert droits["asf"].montant > BMAF * 0.225


def somme_des_droits_surs(resultat):
    """A droit to be checked is never added to what is due."""
    mensuels = [d for d in resultat.droits if d.periodicite == "mensuel"]
    return sum(
        d.montant or 0
        for d in mensuels
        if d.decision is Decision.DROIT_PROBABLE or d.recu.statut is StatutRecu.OUI
    )


def test_aah_closes_the_rsa_of_a_couple_that_would_have_had_it_alone():
    resultat = calculer(COUPLE_AAH)[0]
    droits = par_id(resultat)
    assert droits["aah"].montant == AAH
    assert droits["rsa"].montant_actuel > 0
    assert droits["rsa"].montant == 0
    assert {"rsa", "prime_noel"}.isdisjoint(s.droit for s in resultat.signalements)
    assert resultat.totaux.du_mensuel == pytest.approx(somme_des_droits_surs(resultat), abs=0.01)


def test_aah_completes_the_pension_and_the_asi_up_to_its_amount():
    """CSS L821-1: invalidity pension, ASI and AAH together make the AAH."""
    droits = par_id(calculer(INVALIDE)[0])
    assert droits["asi"].montant > 0
    assert 400 + droits["asi"].montant + droits["aah"].montant == pytest.approx(AAH, abs=0.01)
    assert [lien.droit for lien in droits["aah"].avant] == ["asi"]


def test_a_droit_declared_among_incomes_is_received():
    """A pension or an ASS written as an income is no right to claim."""
    invalide, chomeur = INVALIDE, demandeur(SEUL, activite="demandeur_emploi", **pension("ass", 584.4))
    droits = [par_id(resultat) for resultat in calculer(invalide, chomeur)]
    assert droits[0]["pension_invalidite"].recu.statut is StatutRecu.OUI
    assert droits[1]["ass"].recu == Recu(statut=StatutRecu.OUI, montant=584.4)


def test_aah_and_aspa_never_exceed_the_higher_of_the_two():
    droits = par_id(calculer(AGE_HANDICAPE)[0])
    total = 300 + sum(d.montant or 0 for i, d in droits.items() if i in ("aah", "aspa"))
    assert total == pytest.approx(max(AAH, ASPA), abs=0.01)


def test_aspa_and_housing_aid_are_added():
    """CSS R815-22: housing aid is no resource for the ASPA."""
    droits = par_id(calculer(RETRAITE_LOCATAIRE)[0])
    assert droits["aspa"].montant == pytest.approx(ASPA - 640, abs=0.01)
    assert droits["al"].montant > 0


def test_droits_that_exclude_each_other_are_never_both_flagged():
    cartes = charger_catalogue()
    for nom, resultat in zip(FOYERS, calculer(*FOYERS.values()), strict=True):
        signales = {s.droit for s in resultat.signalements if s.type is TypeEcart.NON_RECOURS}
        for identifiant in signales:
            assert signales.isdisjoint(cartes[identifiant].cumul.exclut), (nom, identifiant)


def test_what_is_claimed_first_is_ranked_first_and_said():
    resultat = calculer(SANS_REVENU)[0]
    rangs = {s.droit: s.rang for s in resultat.signalements}
    assert rangs["asf"] < rangs["rsa"] < rangs["prime_noel"]
    rsa = next(s for s in resultat.signalements if s.droit == "rsa")
    assert "asf" in [lien.droit for lien in rsa.avant]
    # Not of this household: no second child, no pension of its age.
    assert {"af", "cf", "aspa"}.isdisjoint(lien.droit for lien in rsa.avant)
    assert {"css_gratuite", "prime_noel"} <= {lien.droit for lien in rsa.ouvre}
    assert any("Allocation de soutien familial" in phrase for phrase in par_id(resultat)["rsa"].ordre)


def test_what_an_unpaid_right_explains_is_no_over_payment():
    """RSA paid as if there were neither ASF nor housing aid: it will go down, nothing was overpaid."""
    refuses = [{"droit": droit, "recu": False} for droit in charger_catalogue() if droit != "rsa"]
    recu = {"droit": "rsa", "recu": True, "montant": RSA * 1.5, "de": "2026-01"}
    resultat = calculer(avec(SANS_REVENU, prestations=[recu, *refuses]))[0]
    rsa = par_id(resultat)["rsa"]
    assert rsa.ecart.type is TypeEcart.INCONNU
    assert rsa.baisse_prevue == pytest.approx(RSA * 1.5 * 0.16 + BMAF * 0.225, abs=0.02)
    assert any("Il baissera" in phrase for phrase in rsa.ordre)
    totaux = resultat.totaux
    assert totaux.gain_mensuel == pytest.approx(totaux.non_recours_mensuel - rsa.baisse_prevue, abs=0.01)


def test_an_excess_that_nothing_explains_stays_one():
    recu = {"droit": "rsa", "recu": True, "montant": RSA + 500, "de": "2026-01"}
    refuse = {"droit": "al", "recu": False}
    sans_abri = avec(SEUL, logement={"commune": "12202", "statut": "sans_domicile"})
    resultat = calculer(avec(sans_abri, prestations=[recu, refuse]))[0]
    assert par_id(resultat)["rsa"].ecart.type is TypeEcart.TROP_PERCU_POSSIBLE


def test_the_gain_is_unknown_when_a_receipt_is():
    muet = copy.deepcopy(SANS_REVENU)
    del muet["prestations"]
    assert calculer(muet)[0].totaux.gain_mensuel is None


# Without the engine: two fictitious cards.


def carte(identifiant: str, **cumul: tuple[str, ...]) -> Carte:
    liens = {"avant": (), "ouvre": (), "reduit": (), "exclut": ()} | cumul
    modele = charger_catalogue()["rsa"]
    return modele.model_copy(update={"id": identifiant, "cumul": Cumul(**liens, note=None)})


def faux_droit(identifiant: str, euros: float, qui: str = "p1", **champs: Any) -> Droit:
    type_ecart = TypeEcart.NON_RECOURS if euros > 0 else TypeEcart.AUCUN
    return Droit(
        **{
            "id": identifiant, "libelle": identifiant.upper(), "beneficiaire": qui, "organisme": "caf",
            "niveau": "national", "financeur": "etat", "periodicite": "mensuel",
            "decision": Decision.DROIT_PROBABLE, "montant": euros, "montant_actuel": euros,
            "recu": Recu(statut=StatutRecu.NON, montant=0.0),
            "ecart": Ecart(type=type_ecart, montant=euros),
            "effet": Effet(regle="a_la_demande"), "conditions": [],
            "demarche": Demarche(ou="Caf", pieces=[]), "reperes": [], "hypotheses": [], "limites": [],
        } | champs
    )  # fmt: skip


def ordre(*droits: Droit, cartes: dict[str, Carte], familles: dict[str, int] | None = None) -> list[Droit]:
    portes = [Porte(d, (familles or {}).get(d.beneficiaire, 0), individuel=True) for d in droits]
    return ordonner(portes, cartes)


EXCLUSIFS = {"a": carte("a", exclut=("b",)), "b": carte("b")}


def test_of_two_exclusive_droits_the_better_is_flagged_and_the_other_only_compared():
    petit, grand = ordre(faux_droit("a", 300), faux_droit("b", 500), cartes=EXCLUSIFS)
    assert [s.droit for s in signaler([petit, grand], "2026-11", [])] == ["b"]
    assert petit.montant == 0
    assert petit.montant_actuel == 300
    assert petit.retenu_a_la_place.droit == "b"
    assert [lien.droit for lien in grand.exclut] == ["a"]
    assert gain_mensuel([petit, grand]) == 500


def test_certainty_counts_in_the_choice():
    douteux = faux_droit("b", 500, decision=Decision.A_VERIFIER)
    sur, ecarte = ordre(faux_droit("a", 300), douteux, cartes=EXCLUSIFS)
    assert ecarte.retenu_a_la_place.droit == "a"
    assert sur.retenu_a_la_place is None


def test_a_droit_set_aside_for_one_in_doubt_may_still_be_the_one_due():
    en_doute = {"probabilite": 0.3, "montant_min": 0.0}
    petit, grand = ordre(
        faux_droit("a", 300, montant_max=400.0, **en_doute),
        faux_droit("b", 500, montant_max=600.0, **en_doute),
        cartes=EXCLUSIFS,
    )
    assert petit.retenu_a_la_place.droit == "b"
    assert (petit.montant, petit.montant_min, petit.montant_max) == (0, 0, 400)
    assert grand.montant_max == 600


def test_a_droit_set_aside_for_a_certain_one_has_nothing_left():
    sur = {"probabilite": 1.0}
    petit, _ = ordre(
        faux_droit("a", 300, montant_min=0.0, montant_max=400.0, probabilite=0.5),
        faux_droit("b", 500, montant_min=450.0, montant_max=600.0, **sur),
        cartes=EXCLUSIFS,
    )
    assert (petit.montant, petit.montant_max) == (0, 0)


def test_what_is_received_stands():
    recu = faux_droit("a", 100, recu=Recu(statut=StatutRecu.OUI, montant=100), ecart=Ecart(type="aucun"))
    autre = ordre(recu, faux_droit("b", 500), cartes=EXCLUSIFS)[1]
    assert autre.retenu_a_la_place.droit == "a"


def test_two_persons_may_each_have_one_of_them():
    droits = ordre(faux_droit("a", 300), faux_droit("b", 500, qui="p2"), cartes=EXCLUSIFS)
    assert [d.ecart.type for d in droits] == [TypeEcart.NON_RECOURS] * 2


SUBSIDIAIRE = {"a": carte("a"), "b": carte("b", avant=("a",))}


@pytest.mark.parametrize(
    ("champs", "nomme"),
    [
        ({}, True),
        ({"decision": Decision.A_VERIFIER, "montant": 0.0, "ecart": Ecart(type="aucun")}, True),
        ({"decision": Decision.PEU_PROBABLE, "montant": 0.0, "ecart": Ecart(type="aucun")}, False),
        ({"recu": Recu(statut=StatutRecu.OUI, montant=50), "ecart": Ecart(type="aucun")}, False),
        ({"decision": Decision.A_INSTRUIRE, "montant": None, "ecart": Ecart(type="inconnu")}, False),
        (
            {
                "decision": Decision.A_INSTRUIRE, "montant": None, "ecart": Ecart(type="inconnu"),
                "conditions": [Condition(libelle="veuf", etat=EtatCondition.REMPLIE)],
            },
            True,
        ),
    ],
)  # fmt: skip
def test_only_what_concerns_the_household_is_to_claim_first(champs, nomme):
    second = ordre(faux_droit("a", 50, **champs), faux_droit("b", 500), cartes=SUBSIDIAIRE)[1]
    assert [lien.droit for lien in second.avant] == (["a"] if nomme else [])


def test_small_sums_to_claim_first_come_before_the_larger_one_that_waits_for_them():
    droits = ordre(
        faux_droit("b", 500), faux_droit("c", 200), faux_droit("a", 50),
        cartes=SUBSIDIAIRE | {"c": carte("c")},
    )  # fmt: skip
    assert [s.droit for s in signaler(droits, "2026-11", [])] == ["a", "b", "c"]
