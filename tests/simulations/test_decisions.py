"""Decisions that must not be firmer than what is known: late ceilings, young adults, moves."""

from typing import Any

import pytest

from simulations.errors import SituationInvalide
from simulations.lecture import lire_situation
from simulations.resultat import Decision, Droit, EtatCondition
from simulations.simulate import simuler
from tests.simulations.menages import SEUL, avec


def droits(*documents: dict[str, Any]) -> list[dict[str, Droit]]:
    """Give the droits of each household by id, or by id and person when they are individual."""
    resultats = simuler([lire_situation(document) for document in documents], completions=0)
    return [
        {d.id: d for d in r.droits} | {f"{d.id} {d.beneficiaire}": d for d in r.droits} for r in resultats
    ]


def etat(droit: Droit, debut: str) -> EtatCondition:
    return next(c.etat for c in droit.conditions if c.libelle.startswith(debut))


def personne(**champs: Any) -> dict[str, Any]:
    menage = avec(SEUL, fiscal={"rfr_n2": 0, "parts": 1})
    menage["personnes"][0].update(champs)
    return menage


def pension(montant: float) -> dict[str, Any]:
    """A pensioner whose yearly resources are twelve times the pension: tenant without housing aid."""
    menage = personne(
        date_naissance="1958-04-02",
        activite="retraite",
        revenus=[{"nature": "retraite", "montant": montant, "de": "2020-01"}],
    )
    menage["logement"]["statut"] = "sans_domicile"
    return menage


def test_css_resources_near_a_ceiling_known_to_the_euro_are_to_be_checked():
    """14 068 € a year from April 2026, one euro more or less: the order was not read.

    A pension above stays a firm no, one below stays a probable droit.
    """
    sous, proche, loin = droits(pension(14_050 / 12), pension(14_072 / 12), pension(14_100 / 12))
    assert sous["css_participation"].decision is Decision.DROIT_PROBABLE
    assert proche["css_participation"].decision is Decision.A_VERIFIER
    assert etat(proche["css_participation"], "Ressources du foyer") is EtatCondition.INCONNUE
    assert loin["css_participation"].decision is Decision.PEU_PROBABLE
    assert etat(loin["css_participation"], "Ressources du foyer") is EtatCondition.NON_REMPLIE


def test_css_ceiling_known_for_the_month_gives_a_firm_no():
    a_temps = pension(14_050 / 12) | {"mois": "2026-02"}
    assert droits(a_temps)[0]["css_participation"].decision is Decision.PEU_PROBABLE


def test_css_free_cover_near_a_ceiling_known_to_the_euro_is_to_be_checked():
    """10 421 € a year from April 2026, one euro more or less: the order was not read."""
    sous, proche, loin = droits(*(paie(annuel / 12) for annuel in (10_410, 10_424, 10_450)))
    assert sous["css_gratuite"].decision is Decision.DROIT_PROBABLE
    assert proche["css_gratuite"].decision is Decision.A_VERIFIER
    assert loin["css_gratuite"].decision is Decision.PEU_PROBABLE


def paie(montant: float) -> dict[str, Any]:
    """An employee above the RSA, whose yearly resources are twelve times the wage."""
    menage = personne(
        activite="salarie", revenus=[{"nature": "salaire", "montant": montant, "de": "2020-01"}]
    )
    menage["logement"]["statut"] = "sans_domicile"
    return menage


def aah(**champs: Any) -> dict[str, Any]:
    menage = personne(handicap={"taux": "80_plus", "rsdae": True}, **champs)
    menage["prestations"] = [
        {"droit": "aah", "recu": True, "montant": 1041.59, "de": "2015-07"},
        {"droit": "mva", "recu": True, "montant": 104.77, "de": "2015-07"},
        {"droit": "al", "recu": True, "montant": 262, "de": "2016-02"},
    ]
    return menage


def test_an_aah_recipient_alone_has_the_css_with_participation():
    """CSS L861-2 (decree of 28 June 2025): presumed under the second ceiling, without recent activity."""
    epargne = {"livrets": 40_000, "autres_placements": 0, "immobilier_non_loue": 0}
    (seul,) = droits(aah(patrimoine=epargne))
    assert seul["css_participation"].decision is Decision.DROIT_PROBABLE
    assert etat(seul["css_participation"], "Ressources du foyer sous") is EtatCondition.REMPLIE


def etudiant(**champs: Any) -> dict[str, Any]:
    menage = personne(date_naissance="2005-02-14", activite="etudiant", scolarite="superieur", **champs)
    menage["logement"] |= {"statut": "locataire_meuble", "depuis": "2024-09"}
    return menage


CSS_LEP = ("css_gratuite", "lep")


@pytest.mark.parametrize(
    ("rattache", "attendue"),
    [
        (False, Decision.DROIT_PROBABLE),
        (True, Decision.PEU_PROBABLE),
        (None, Decision.A_VERIFIER),
    ],
)
def test_a_student_counts_with_their_parents_when_on_their_tax_notice(rattache, attendue):
    """CSS R861-2; the LEP asks for one's own tax notice."""
    (resultat,) = droits(etudiant(rattache_foyer_parents=rattache))
    assert {resultat[d].decision for d in CSS_LEP} == {attendue}


def test_from_25_on_the_tax_notice_of_the_parents_is_not_asked():
    (resultat,) = droits(personne(date_naissance="2001-11-01"))
    assert {resultat[d].decision for d in CSS_LEP} == {Decision.DROIT_PROBABLE}


def test_a_young_person_housed_perhaps_by_their_parents_is_not_promised_the_css():
    heberge = etudiant(rattache_foyer_parents=False)
    heberge["logement"] = {"commune": "12202", "statut": "heberge"}
    (resultat,) = droits(heberge)
    assert resultat["css_gratuite"].decision is Decision.A_VERIFIER
    assert resultat["lep"].decision is Decision.DROIT_PROBABLE


def parents_et_jeune(**champs: Any) -> dict[str, Any]:
    menage = personne(date_naissance="1975-05-12", activite="salarie")
    menage["personnes"][0]["revenus"] = [{"nature": "salaire", "montant": 3900, "de": "2020-01"}]
    menage["fiscal"] = {"rfr_n2": 42_000, "parts": 2}
    jeune = {"id": "p2", "role": "enfant", "date_naissance": "2006-04-01", "sexe": "f", "revenus": []}
    menage["personnes"].append(jeune | {"nationalite": "fr", "scolarite": "superieur"} | champs)
    return menage


def test_the_lep_of_a_grown_child_at_home_depends_on_their_own_tax_notice():
    """A notice of their own is not that of the parents, too rich for the LEP."""
    attache, detache, inconnu = droits(
        parents_et_jeune(rattache_foyer_parents=True),
        parents_et_jeune(rattache_foyer_parents=False),
        parents_et_jeune(),
    )
    assert "lep p2" not in attache  # droits are listed for those who may have them
    assert detache["lep p2"].decision is Decision.DROIT_PROBABLE
    assert inconnu["lep p2"].decision is Decision.A_VERIFIER
    assert "lep p1" not in inconnu


def test_the_css_of_the_parents_does_not_ask_the_tax_notice_of_their_child():
    (resultat,) = droits(parents_et_jeune())
    assert resultat["css_participation"].decision is Decision.PEU_PROBABLE


def demenage(**champs: Any) -> dict[str, Any]:
    menage = personne(date_naissance="2000-05-12", activite="salarie", emploi={"employeur_prive": True})
    menage["personnes"][0]["revenus"] = [{"nature": "salaire", "montant": 1400, "de": "2020-01"}]
    menage["logement"] |= {"depuis": "2020-03"} | champs
    return menage


AIDES_A_L_ENTREE = (("visale", "Demander avant"), ("locapass", "Demander au plus tard"))


@pytest.mark.parametrize(
    ("champs", "decision", "condition"),
    [
        ({"demenagement_prevu": False}, Decision.PEU_PROBABLE, EtatCondition.NON_REMPLIE),
        ({}, Decision.A_VERIFIER, EtatCondition.INCONNUE),
        ({"demenagement_prevu": True}, Decision.A_VERIFIER, EtatCondition.INCONNUE),
        ({"entree_prevue": "2027-01-04"}, Decision.DROIT_PROBABLE, EtatCondition.REMPLIE),
        (
            {"demenagement_prevu": True, "entree_prevue": "2027-01-04"},
            Decision.DROIT_PROBABLE,
            EtatCondition.REMPLIE,
        ),
    ],
)
def test_visale_and_locapass_depend_on_a_planned_move(champs, decision, condition):
    (resultat,) = droits(demenage(**champs))
    for aide, libelle in AIDES_A_L_ENTREE:
        assert resultat[aide].decision is decision, aide
        assert etat(resultat[aide], libelle) is condition, aide


def test_the_locapass_can_still_be_asked_two_months_after_the_entry():
    (resultat,) = droits(demenage(demenagement_prevu=False, depuis="2026-10"))
    assert resultat["locapass"].decision is Decision.DROIT_PROBABLE
    assert resultat["visale"].decision is Decision.PEU_PROBABLE


def test_a_housed_employee_who_moves_is_not_refused_the_locapass():
    """The home that counts is the one to come, which nobody knows yet to be rented."""
    menage = demenage(demenagement_prevu=True, entree_prevue="2027-01-04")
    menage["logement"]["statut"] = "heberge"
    assert droits(menage)[0]["locapass"].decision is Decision.A_VERIFIER


def test_visale_after_30_is_for_modest_employees_of_a_private_employer():
    """Since 6 January 2026: 1 710 € net a month; who does not say by whom they are employed may be."""
    prive, aise, inconnu = (demenage(entree_prevue="2027-01-04") for _ in range(3))
    for menage, montant in ((prive, 1710), (aise, 1711), (inconnu, 1500)):
        personne = menage["personnes"][0]
        personne |= {
            "date_naissance": "1985-01-01",
            "activite": "salarie",
            "emploi": {"employeur_prive": True},
        }
        personne["revenus"] = [{"nature": "salaire", "montant": montant, "de": "2024-01"}]
    del inconnu["personnes"][0]["emploi"]
    decisions = [trouves["visale"].decision for trouves in droits(prive, aise, inconnu)]
    assert decisions == [Decision.DROIT_PROBABLE, Decision.A_VERIFIER, Decision.A_VERIFIER]


def test_no_move_and_a_date_of_entry_contradict_each_other():
    with pytest.raises(SituationInvalide) as info:
        lire_situation(demenage(demenagement_prevu=False, entree_prevue="2027-01-04"))
    (erreur,) = info.value.erreurs
    assert erreur.chemin == "logement.demenagement_prevu"
    assert "entree_prevue" in erreur.attendu


def invalide(montant: float) -> dict[str, Any]:
    return personne(
        activite="invalide",
        revenus=[{"nature": "pension_invalidite", "montant": montant, "de": "2020-01"}],
        handicap={"taux": "50_79"},
    )


def test_the_aspa_of_an_unfit_person_starts_at_62():
    """CSS R815-1 and D351-1-14: 62 years when unfit for work, 65 otherwise."""
    inapte, apte, jeune = droits(
        personne(date_naissance="1964-05-12", inapte_travail=True),
        personne(date_naissance="1964-05-12", inapte_travail=False),
        personne(date_naissance="1965-05-12", inapte_travail=True),
    )
    assert inapte["aspa"].decision is Decision.DROIT_PROBABLE
    assert apte["aspa"].decision is Decision.PEU_PROBABLE
    assert jeune["aspa"].decision is not Decision.DROIT_PROBABLE


def test_the_aah_that_the_aspa_replaces_is_to_be_checked():
    """CSS L821-1: the ASPA need not be claimed first."""
    pension = [{"nature": "retraite", "montant": 500, "de": "2020-01"}]
    handicap = {"taux": "80_plus"}
    (trouves,) = droits(
        personne(date_naissance="1960-05-12", activite="retraite", revenus=pension, handicap=handicap)
    )
    assert trouves["aah"].decision is Decision.A_VERIFIER


def test_the_prime_de_noel_is_not_firm_before_its_decree():
    noel, juin, passe = (personne() for _ in range(3))
    juin["mois"], passe["mois"] = "2026-06", "2025-12"
    vus = [
        (trouves["prime_noel"].decision, trouves["prime_noel"].montant)
        for trouves in droits(noel, juin, passe)
    ]
    assert vus == [
        (Decision.A_VERIFIER, 152.45),
        (Decision.A_VERIFIER, 0),
        (Decision.DROIT_PROBABLE, 152.45),
    ]


def test_a_student_from_outside_the_union_without_a_grant_has_a_doubtful_housing_aid():
    """CCH L822-2 I 3°, since July 2026; the kind of permit is not asked."""
    menages = [personne(activite="etudiant", nationalite="autre", boursier=b) for b in (True, False)]
    for menage in menages:
        menage["personnes"][0] |= {"titre_sejour_depuis": "2024-09-01", "scolarite": "superieur"}
    avec, sans = (trouves["al"].decision for trouves in droits(*menages))
    assert (avec, sans) == (Decision.DROIT_PROBABLE, Decision.A_VERIFIER)


def test_the_asi_near_its_late_ceiling_is_to_be_checked():
    """914.85 € a month in April 2025 (Cnav circular 2025-13); the ceiling of April 2026 is not known."""
    sous, proche, loin = droits(invalide(900), invalide(920), invalide(960))
    assert sous["asi"].decision is Decision.DROIT_PROBABLE
    assert proche["asi"].decision is Decision.A_VERIFIER
    assert loin["asi"].decision is Decision.PEU_PROBABLE
