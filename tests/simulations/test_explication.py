"""Explanations: accounts that add up to the amounts answered, and changes that flip the answer."""

import copy
import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from rules.catalogue import charger_catalogue
from simulations import cli, comptes, recits
from simulations.bascules import Levier, leviers
from simulations.comptes import Conteur
from simulations.errors import SituationInvalide
from simulations.etapes import TOLERANCE
from simulations.evaluation import evaluer
from simulations.explanation import PASSES, expliquer
from simulations.fichiers import lire_fichiers
from simulations.lecture import lire_situation
from simulations.parametre_lu import parametre_lu
from simulations.population import population
from simulations.porteur import Porteur
from simulations.recits import Recit, chemin_du_parametre, demandes_du_recit
from simulations.resultat import Decision, EtatCondition
from simulations.resume import resumer
from simulations.simulate import simuler
from simulations.tables import tables
from tests.simulations.menages import MERE_SEULE, RETRAITE, SEUL, salaire

RACINE = Path(__file__).parents[2]
FICHIERS = sorted((RACINE / "examples" / "situations").glob("*.json"))
RACONTES = sorted(recits.recits())
POUR_UN_JURISTE = {"rsa", "ppa", "al", "aspa", "css_gratuite", "css_participation", "aah"}


@pytest.fixture(scope="module")
def situations():
    return [lue.situation for lue in lire_fichiers([str(fichier) for fichier in FICHIERS])]


@pytest.fixture(scope="module")
def evaluation(situations):
    """Give every example in one call, with what every account asks."""
    demandees = [demande for recit in recits.recits().values() for demande in demandes_du_recit(recit)]
    return evaluer(tables(situations), demandees)


def _comptes(situations, evaluation):
    """Tell every account of every holder in both readings: droit, household, account, what is due."""
    entites, cartes = evaluation.entites, charger_catalogue()
    premieres = np.searchsorted(entites.menage_de_personne, np.arange(len(situations)))
    for droit, recit in recits.recits().items():
        carte, colonnes = cartes[droit], evaluation.colonnes[droit]
        individuel = carte.calcul.entite == "individu"
        tetes = range(entites.nb_personnes) if individuel else entites.demandeur_de_famille
        for rang, tete in enumerate(tetes):
            menage = int(entites.menage_de_personne[tete])
            porteur = Porteur(situations[menage], entites, int(tete), int(premieres[menage]))
            for lecture, du in zip(evaluation.lectures, (colonnes.du_actuel, colonnes.du), strict=True):
                conteur = Conteur(porteur, lecture, situations[menage].mois)
                compte = conteur.raconter(recit, carte, "plein_recours", "")
                if compte is None:
                    assert not du[rang] > 0, "what nothing opens is due nothing"
                else:
                    yield droit, menage, compte, float(du[rang])


@pytest.fixture(scope="module")
def tous_les_comptes(situations, evaluation):
    return list(_comptes(situations, evaluation))


@pytest.mark.parametrize("droit", RACONTES)
def test_the_steps_of_every_example_add_up_to_its_amount(droit, tous_les_comptes):
    racontes = [(FICHIERS[rang].stem, compte, du) for d, rang, compte, du in tous_les_comptes if d == droit]
    assert racontes or droit == "ass", "no example goes through this account"
    for nom, compte, du in racontes:
        assert compte.complet, (nom, compte.partiel)
        if charger_catalogue()[droit].calcul.nature == "montant":
            assert compte.resultat == pytest.approx(du, abs=TOLERANCE), nom


def test_the_accounts_of_random_households_add_up_or_say_they_do_not():
    demandees = [demande for recit in recits.recits().values() for demande in demandes_du_recit(recit)]
    menages = population(200, 4, "2026-11", recues=False)
    racontes = list(_comptes(menages, evaluer(tables(menages), demandees)))
    for droit, rang, compte, du in racontes:
        if charger_catalogue()[droit].calcul.nature == "montant":
            assert compte.resultat == pytest.approx(du, abs=TOLERANCE), (droit, rang)
        assert compte.complet or compte.partiel
    complets = [compte.complet for _, _, compte, _ in racontes]
    assert len(complets) > 500
    # Couples of an ASPA and an ASI, children whose support is not all paid: known gaps, see docs.
    assert np.mean(complets) > 0.99


def test_the_check_of_an_account_can_fail(evaluation, situations):
    recit = recits.recits()["rsa"]
    sans_logement = recit.model_copy(
        update={"etapes": tuple(e for e in recit.etapes if e.variable != "rsa_forfait_logement")}
    )
    rang = next(i for i, f in enumerate(FICHIERS) if f.stem == "celibataire_sans_revenu")
    premiere = int(np.searchsorted(evaluation.entites.menage_de_personne, rang))
    porteur = Porteur(situations[rang], evaluation.entites, premiere, premiere)
    conteur = Conteur(porteur, evaluation.lectures[1], situations[rang].mois)
    compte = conteur.raconter(sans_logement, charger_catalogue()["rsa"], "plein_recours", "")
    assert not compte.complet
    assert "ne redonnent pas" in compte.partiel


def test_a_detail_that_does_not_give_its_line_makes_the_account_partial(evaluation, situations):
    recit = recits.recits()["rsa"]
    ressources = next(e for e in recit.etapes if e.variable == "rsa_base_ressources")
    etapes = [
        e if e is not ressources else e.model_copy(update={"detail": e.detail[2:]}) for e in recit.etapes
    ]
    rang = next(i for i, f in enumerate(FICHIERS) if f.stem == "celibataire_sans_revenu")
    premiere = int(np.searchsorted(evaluation.entites.menage_de_personne, rang))
    porteur = Porteur(situations[rang], evaluation.entites, premiere, premiere)
    conteur = Conteur(porteur, evaluation.lectures[1], situations[rang].mois)
    coupe = recit.model_copy(update={"etapes": tuple(etapes)})
    assert not conteur.raconter(coupe, charger_catalogue()["rsa"], "plein_recours", "").complet


def test_an_account_asks_the_engine_for_no_month_it_would_not_compute(situations, evaluation):
    sans = evaluer(tables(situations), [])
    assert evaluation.moteur.calcules_avant() == sans.moteur.calcules_avant()


@pytest.mark.parametrize("menage", [SEUL, MERE_SEULE, RETRAITE], ids=["seul", "mere_seule", "retraite"])
def test_the_amounts_explained_are_the_amounts_answered(menage):
    situation = lire_situation(menage)
    (resultat,) = simuler([situation])
    for droit in RACONTES:
        repondus = {d.beneficiaire: d for d in resultat.droits if d.id == droit}
        expliques = {e.beneficiaire: e for e in expliquer(situation, droit).explications}
        assert expliques.keys() == repondus.keys()
        for qui, explique in expliques.items():
            repondu = repondus[qui]
            assert explique.decision == repondu.decision, droit
            assert explique.montant == repondu.montant, droit
            assert explique.montant_actuel == repondu.montant_actuel, droit
            assert explique.probabilite in (None, repondu.probabilite)
            etats = [condition.etat for condition in explique.conditions]
            assert etats == [condition.etat for condition in repondu.conditions]


def test_a_droit_without_account_is_explained_by_its_conditions():
    (explication,) = expliquer(lire_situation(SEUL), "visale").explications
    assert explication.conditions
    assert explication.comptes == []


def test_conditions_bear_the_dated_parameter_and_the_article():
    (explication,) = expliquer(lire_situation(MERE_SEULE), "ppa").explications
    carte = charger_catalogue()["ppa"]
    assert [c.libelle for c in explication.conditions] == [c.libelle for c in carte.conditions]
    age = explication.conditions[0]
    # CSS L842-2: eighteen years, since the prime d'activité exists.
    assert (age.etat, age.parametre.valeur, age.operateur) == (EtatCondition.REMPLIE, 18, ">=")
    assert age.parametre.depuis.isoformat() <= "2016-01-01"
    assert age.reference.titre == "Code de la sécurité sociale, art. L842-2"
    assert [(v.personne, v.valeur) for v in age.valeurs] == [("p1", 34)]


def test_the_resources_are_told_month_by_month_with_who_said_them():
    menage = salaire(500)
    menage["personnes"][0]["revenus"][0]["source"] = "justifie"
    (explication,) = expliquer(lire_situation(menage), "rsa").explications

    def parcourir(etapes):
        for etape in etapes:
            yield etape
            yield from parcourir(etape.detail)

    compte = next(c for c in explication.comptes if c.lecture == "plein_recours")
    assert compte.passe == PASSES["plein_recours"]
    salaires = [e for e in parcourir(compte.etapes) if e.variable == "salaire_net"]
    # Decree 2025-185: the fourth, third and second months before the month of the droit.
    assert [e.periode for e in salaires] == ["2026-07", "2026-08", "2026-09"]
    assert {(round(e.valeur, 2), e.source) for e in salaires} == {(500, "justifie")}


def test_the_wage_at_which_the_rsa_stops_is_what_the_law_gives():
    menage = copy.deepcopy(SEUL)
    menage["logement"] = {"commune": "12202", "statut": "sans_domicile"}
    (explication,) = expliquer(lire_situation(menage), "rsa").explications
    (cesse,) = [b for b in explication.bascules if b.fait == "salaire"]
    # Montant forfaitaire of April 2026 (décret 2026-220), nothing paid under 6 € (CASF R262-39).
    assert (cesse.effet, cesse.valeur) == ("cesse", int(651.69 - 6))
    assert "645" in cesse.phrase


@pytest.mark.parametrize(
    ("menage", "droit"), [(salaire(0), "ppa"), (MERE_SEULE, "al"), (MERE_SEULE, "css_gratuite")]
)
def test_a_flip_point_is_exact_to_the_euro(menage, droit):
    situation, carte = lire_situation(menage), charger_catalogue()[droit]
    (explication,) = expliquer(situation, droit).explications
    par_fait = {(lev.fait, lev.personne): lev for lev in leviers(situation, carte)}
    bornes = [b for b in explication.bascules if b.fait in ("salaire", "loyer") and b.effet != "plus_haut"]
    assert bornes
    for borne in bornes:
        levier = par_fait[borne.fait, 0 if borne.personne else None]
        n = int(borne.valeur)
        avant, apres = (n - 1, n) if borne.effet == "ouvre" else (n, n + 1)
        colonnes = evaluer(tables([levier.appliquer(situation, v) for v in (avant, apres)])).colonnes[droit]
        ouverts = [bool(valeur > 0) for valeur in colonnes.du[:2]]
        assert ouverts == ([False, True] if borne.effet == "ouvre" else [True, False]), borne.phrase


def test_an_age_to_come_opens_the_rsa():
    menage = copy.deepcopy(SEUL)
    menage["personnes"][0] |= {"date_naissance": "2002-05-12", "rsa_jeune_condition_activite": False}
    (explication,) = expliquer(lire_situation(menage), "rsa").explications
    (age,) = [b for b in explication.bascules if b.fait == "age"]
    # CASF L262-4: 25 years, reached on 12 May 2027; ages are read on the first of the month.
    assert (age.effet, age.mois, age.valeur) == ("ouvre", "2027-06", 25 * 12)
    assert age.phrase == "Le RSA s’ouvre en juin 2027, quand p1 a 25 ans, si rien d’autre ne change."


def test_only_what_may_change_is_moved():
    carte = charger_catalogue()["aspa"]
    assert not [lev for lev in leviers(lire_situation(RETRAITE), carte) if lev.fait == "salaire"]
    carte = charger_catalogue()["al"]
    assert not [lev for lev in leviers(lire_situation(RETRAITE), carte) if lev.fait == "loyer"]


def test_a_moved_wage_replaces_those_of_the_months_that_count_only():
    situation = lire_situation(salaire(900))
    bouge = Levier("salaire", 0, 900, (0,)).appliquer(situation, 100)
    vus = [(r.montant, r.de, r.a) for r in bouge.personnes[0].revenus]
    assert vus == [(900, "2024-01", "2025-08"), (100, "2025-09", None)]
    assert situation.personnes[0].revenus[0].montant == 900


def test_the_variables_are_listed_for_experts_only():
    situation = lire_situation(SEUL)
    assert expliquer(situation, "rsa").explications[0].variables == []
    (explication,) = expliquer(situation, "rsa", expert=True).explications
    par_nom = {variable.nom: variable for variable in explication.variables}
    assert par_nom["rsa_socle"].valeur == pytest.approx(651.69, abs=0.01)
    assert par_nom["rsa_base_ressources"].periode == "2026-11"
    assert any(lue.startswith("rsa_base_ressources_individu") for lue in par_nom["rsa_base_ressources"].lit)
    assert any(v.references for v in explication.variables)


@pytest.mark.parametrize("droit", ["rsa", "ppa"])
def test_the_summary_says_the_range_of_the_simulation(droit):
    couple = copy.deepcopy(SEUL)
    couple["personnes"].append({"id": "p2", "role": "conjoint", "date_naissance": "1990-01-01"})
    couple["couple"] = {"statut": "mariage"}
    situation = lire_situation(couple)
    (explication,) = expliquer(situation, droit).explications
    (repondu,) = [d for d in simuler([situation])[0].droits if d.id == droit]
    assert repondu.montant_min < repondu.montant_max
    ecrits = [f"{m:.2f}".replace(".", ",") for m in (repondu.montant_max, explication.montant_suppose or 0)]
    resume = re.sub(r"[\u202f\xa0](?=\d)", "", explication.resume)
    assert f"{ecrits[0]}\xa0€ par mois selon les réponses qui manquent" in resume
    assert ("suppositions ci-dessous" in resume) == (explication.montant_suppose is not None)


@pytest.mark.parametrize(
    ("bornes", "attendu"),
    [
        (
            (120.0, 310.5),
            ", entre 120,00\xa0€ et 310,50\xa0€ par mois selon les réponses qui manquent (200,00",
        ),
        ((0.0, 310.5), ", jusqu’à 310,50\xa0€ par mois selon"),
        ((200.0, 200.0), ", 200,00\xa0€ par mois."),
        ((None, None), ", 200,00\xa0€ par mois."),
    ],
)
def test_a_range_is_written_in_the_summary(bornes, attendu):
    assert attendu in resumer("mensuel", "le RSA", Decision.A_VERIFIER, 200.0, [], bornes=bornes)


def test_someone_who_is_not_in_the_household_is_refused():
    with pytest.raises(SituationInvalide, match="p1"):
        expliquer(lire_situation(SEUL), "rsa", "p9")


def test_a_droit_of_a_person_is_explained_for_the_one_asked():
    menage = copy.deepcopy(MERE_SEULE)
    menage["personnes"].append({"id": "p3", "role": "autre", "date_naissance": "1960-01-01", "revenus": []})
    lue = expliquer(lire_situation(menage), "aah", "p3")
    assert [e.beneficiaire for e in lue.explications] == ["p3"]


def test_the_jurist_has_the_accounts_asked_for():
    assert set(RACONTES) >= POUR_UN_JURISTE


@pytest.mark.parametrize("droit", RACONTES)
def test_an_account_writes_no_figure_of_its_own(droit):
    recit = recits.recits()[droit]

    def lignes(etapes):
        for ligne in etapes:
            yield ligne
            yield from lignes(ligne.detail)

    assert isinstance(recit, Recit)
    for ligne in lignes(recit.etapes):
        assert not re.search(r"\d+ ?[€%]|\d{3}", ligne.libelle), ligne.libelle
        chemin = chemin_du_parametre(ligne, lambda nom: {"zone_apl": "zone_3"}[nom])
        if chemin:
            assert parametre_lu(chemin, "2026-11").valeur is not None
    if recit.seuil:
        assert parametre_lu(recit.seuil, "2026-11").depuis is not None
    assert comptes.CRDS


def test_the_command_explains(tmp_path):
    fichier = str(RACINE / "examples" / "situations" / "celibataire_sans_revenu.json")
    rendu = CliRunner().invoke(cli.app, ["expliquer", fichier, "--droit", "rsa", "--expert"])
    assert rendu.exit_code == 0, rendu.output
    for attendu in (
        "Conditions, dans l’ordre du texte",
        "Forfait logement",
        "= Montant dû",
        "rsa_socle 2026-11",
    ):
        assert attendu in rendu.stdout
    assert not [ligne for ligne in rendu.stdout.splitlines() if ligne != ligne.rstrip()]


@pytest.mark.parametrize(
    "options", [["--droit", "inconnu"], ["--droit", "rsa", "--personne", "p9"], []],
)  # fmt: skip
def test_the_command_says_what_is_wrong(options):
    fichier = str(RACINE / "examples" / "situations" / "celibataire_sans_revenu.json")
    rendu = CliRunner().invoke(cli.app, ["expliquer", fichier, *options])
    assert rendu.exit_code == 2


def test_the_answer_of_the_command_in_json_is_the_explanation():
    fichier = str(RACINE / "examples" / "situations" / "sans_domicile.json")
    rendu = CliRunner().invoke(cli.app, ["expliquer", fichier, "--droit", "rsa", "--json"])
    assert f'"decision":"{Decision.DROIT_PROBABLE}"' in rendu.stdout
