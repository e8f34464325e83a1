"""The interview on the page, without a browser: next question, ranges, why, what if, months to come."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from starlette.testclient import TestClient

from api.gathering import Moteur
from api.main import creer_application
from api.pages import outils
from api.pages.droits_vus import fourchette, groupe_du_droit, presenter_droit
from api.pages.noms import en_phrase, noms_de
from api.pages.questions import SUIVANTES
from api.settings import Reglages
from rules.versions import versions
from simulations.lecture import lire_situation
from simulations.mois import mois_courant
from simulations.resultat import (
    Decision,
    Demarche,
    Droit,
    Ecart,
    Effet,
    EtatCondition,
    Question,
    Recu,
    Resultat,
    Signalement,
    StatutRecu,
    Totaux,
    TypeEcart,
    Versions,
)
from simulations.resultat_explique import ConditionExpliquee, Explication, Explications, ParametreLu
from simulations.situation import Situation

VERSIONS = Versions.model_validate(versions())
FOYER = {
    "mois": mois_courant(),
    "personnes[0].id": "p1",
    "personnes[0].role": "demandeur",
    "personnes[0].date_naissance": "12/05/1990",
    "personnes[1].id": "p2",
    "personnes[1].role": "enfant",
    "personnes[1].date_naissance": "01/03/2018",
}
EN_DIRECT = {"HX-Request": "true", "HX-Target": "resultats"}


def poser(champs: list[str], question: str, enjeu: float | None = None) -> Question:
    return Question(
        champ=champs[0], champs=champs, question=question, enjeu_mensuel=enjeu, droits=["ppa", "al"]
    )


QUESTIONS = [
    poser(["personnes[0].revenus"], "Quels sont les revenus de p1 ?", 171.25),
    poser(["prestations[al]"], "Le foyer reçoit-il déjà : Aide au logement ?", 130),
    poser(["personnes[1].autre_parent"], "L'autre parent de p2 verse-t-il une pension ?", 52.1),
    poser(["personnes[0].patrimoine.livrets"], "Quelle épargne a p1 ?"),
    poser(["logement.statut", "logement.loyer"], "Quel est le logement ?"),
    poser(["personnes[1].garde_alternee"], "p2 vit-il en résidence alternée ?"),
    poser(["personnes[0].enceinte"], "p1 est-elle enceinte ?"),
]


def droit(identifiant: str = "ppa", **champs: Any) -> Droit:
    base: dict[str, Any] = {
        "id": identifiant, "libelle": identifiant, "beneficiaire": "famille", "organisme": "caf",
        "niveau": "national", "financeur": "etat", "periodicite": "mensuel", "decision": Decision.A_VERIFIER,
        "recu": Recu(statut=StatutRecu.NON), "ecart": Ecart(type=TypeEcart.INCONNU, montant=None),
        "effet": Effet(regle="a_la_demande"), "conditions": [], "demarche": Demarche(ou="Caf", pieces=[]),
        "reperes": [], "hypotheses": [], "limites": [],
    }  # fmt: skip
    return Droit(**(base | champs))


class FauxMoteur:
    """Asks the same questions of every household, and counts its calls."""

    def __init__(self) -> None:
        self.appels = 0
        self.questions = QUESTIONS
        self.droits = [droit(montant=200.0, montant_min=120.2, montant_max=310.4, probabilite=0.72)]

    def simuler(self, situations: list[Situation]) -> list[Resultat]:
        self.appels += 1
        return [
            Resultat(
                mois=situation.mois, versions=VERSIONS, droits=self.droits, signalements=[],
                totaux=Totaux(du_mensuel=0, recu_mensuel=0, non_recours_mensuel=0, a_verifier_mensuel=144.4),
                questions=self.questions, hypotheses=[],
            )
            for situation in situations
        ]  # fmt: skip


@pytest.fixture
def moteur() -> FauxMoteur:
    return FauxMoteur()


@pytest.fixture
def client(moteur: FauxMoteur) -> Iterator[TestClient]:
    app = creer_application(Reglages(), moteur=Moteur(simuler=moteur.simuler, prechauffer=lambda: None))
    with TestClient(app) as ouvert:
        yield ouvert


def soupe(reponse: Any) -> BeautifulSoup:
    return BeautifulSoup(reponse.text, "html.parser")


def texte(noeud: Tag) -> str:
    return " ".join(noeud.get_text(" ").split())


def un(page: BeautifulSoup | Tag, selecteur: str) -> Tag:
    (trouve,) = page.select(selecteur)
    return trouve


class TestQuestions:
    def test_the_next_question_says_its_stake_and_leads_to_its_field(self, client, moteur):
        page = soupe(client.post("/", data=FOYER))
        question = un(page, ".question")
        assert texte(un(question, ".demande")) == "Quels sont les revenus du demandeur ?"
        assert "Jusqu’à 171 € par mois en jeu. Droits : Prime d’activité, Aide au logement" in texte(question)
        assert un(question, ".actions a")["href"] == "#personnes-0-revenus-0-nature"
        assert un(page, "#personnes-0-revenus-0-nature")
        assert moteur.appels == 1

    def test_four_more_are_listed_each_with_its_field(self, client):
        page = soupe(client.post("/", data=FOYER))
        liens = page.select("#questions-suivantes li a")
        assert len(liens) == SUIVANTES
        for lien in liens:
            assert un(page, str(lien["href"])).name in {"input", "select"}
        assert texte(liens[1]) == "L'autre parent de l’enfant 1 verse-t-il une pension ?"
        assert "et 2 autres" in texte(un(page, "#questions-suivantes"))

    @pytest.mark.parametrize("entetes", [{}, EN_DIRECT])
    def test_not_knowing_leads_to_the_following_one_in_one_call(self, client, moteur, entetes):
        donnees = FOYER | {"action": "passer:personnes[0].revenus"}
        page = soupe(client.post("/", data=donnees, headers=entetes))
        assert texte(un(page, ".demande")).startswith("Le foyer reçoit-il déjà : Aide au logement")
        assert un(page, "input[name=passees]")["value"] == "personnes[0].revenus"
        assert un(page, "input[name=passees]")["form"] == "questions"
        assert un(page, "#titre-question").has_attr("autofocus")
        assert moteur.appels == 1

    def test_what_is_passed_over_stays_so_until_taken_up_again(self, client):
        donnees = FOYER | {"passees": "personnes[0].revenus", "action": "passer:prestations[al]"}
        page = soupe(client.post("/", data=donnees))
        assert texte(un(page, ".demande")).startswith("L'autre parent")
        assert "2 passées" in texte(un(page, ".question"))
        donnees = FOYER | {"passees": un(page, "input[name=passees]")["value"], "action": "reprendre"}
        page = soupe(client.post("/", data=donnees))
        assert texte(un(page, ".demande")).startswith("Quels sont les revenus")

    def test_when_all_are_passed_over_it_is_said(self, client, moteur):
        moteur.questions = QUESTIONS[:1]
        donnees = FOYER | {"action": "passer:personnes[0].revenus"}
        question = un(soupe(client.post("/", data=donnees)), ".question")
        assert "Il ne reste que des questions passées" in texte(question)
        moteur.questions = []
        assert "Aucune autre réponse ne changerait ces droits" in texte(
            un(soupe(client.post("/", data=FOYER)), ".question")
        )

    def test_a_person_removed_takes_the_ranks_of_passed_questions_along(self, client):
        donnees = FOYER | {"passees": "personnes[1].autre_parent prestations[al]", "action": "retirer:1"}
        page = soupe(client.post("/", data=donnees))
        assert un(page, "input[name=passees]")["value"] == "prestations[al]"

    def test_passed_questions_survive_a_fault(self, client):
        donnees = FOYER | {"passees": "prestations[al]", "logement.loyer": "cher", "action": "calculer"}
        assert un(soupe(client.post("/", data=donnees)), "input[name=passees]")["value"] == "prestations[al]"


def test_persons_are_named_in_sentences():
    situation = lire_situation(
        {
            "mois": mois_courant(),
            "personnes": [{"id": "p1", "role": "demandeur"}, {"id": "p10", "role": "enfant"}],
        }
    )
    noms = noms_de(situation, ["Demandeur", "Enfant 1"])
    assert en_phrase("Que fait p1 ?", noms) == "Que fait le demandeur ?"
    assert en_phrase("p10 vit-il ici ?", noms) == "L’enfant 1 vit-il ici ?"
    assert en_phrase("revenus de p10 et de p1, sp1", noms) == "revenus de l’enfant 1 et du demandeur, sp1"


class TestFourchettes:
    @pytest.mark.parametrize(
        ("bornes", "dit"),
        [
            ((120.2, 310.4), "entre 120 € et 310 € par mois"),
            ((0.0, 310.4), "jusqu’à 310 € par mois"),
            ((310.1, 310.4), ""),
            ((None, None), ""),
        ],
    )
    def test_a_range_is_written_to_the_euro(self, bornes, dit):
        bas, haut = bornes
        ecrite = fourchette(droit(montant=200.0, montant_min=bas, montant_max=haut))
        assert ecrite.replace("\xa0", " ") == dit

    def test_the_page_never_promises_a_precise_amount_of_a_range(self, client):
        resultats = un(soupe(client.post("/", data=FOYER)), "#resultats")
        carte = texte(un(resultats, "#droit-ppa-famille > summary")).replace("\xa0", " ")
        assert "entre 120 € et 310 € par mois" in carte
        assert "sûr à 72 %" in carte
        assert "200,00" not in texte(resultats)
        assert "À vérifier : environ 144 € par mois" in texte(resultats).replace("\xa0", " ")

    @pytest.mark.parametrize(
        ("part", "dit"),
        [(0.999, "sûr à 99 %"), (0.4, "possible à 40 %"), (0.001, "possible à 1 %"), (1.0, ""), (None, "")],
    )
    def test_a_share_is_never_written_as_a_certainty(self, part, dit):
        assert (
            presenter_droit(droit(probabilite=part), None, mois_courant(), {}).surete.replace("\xa0", " ")
            == dit
        )

    def test_a_flag_too_unlikely_is_not_among_what_to_claim(self, client, moteur):
        rare = {"ecart": Ecart(type=TypeEcart.NON_RECOURS, montant=900.0), "probabilite": 0.02}
        assert groupe_du_droit(droit("aah", **rare)) == "rares"
        assert groupe_du_droit(droit("aah", **(rare | {"probabilite": 0.6}))) == "signales"
        moteur.droits = [droit("aah", **rare)]
        page = soupe(client.post("/", data=FOYER))
        assert un(page, "#repli-rares #droit-aah-famille")
        assert "0 signalement" in texte(un(page, ".chiffres"))

    def test_the_missing_part_of_an_uncertain_flag_is_about(self):
        partiel = droit(
            montant=300.0, montant_min=250.0, montant_max=320.0, decision=Decision.DROIT_PROBABLE,
            recu=Recu(statut=StatutRecu.OUI, montant=200.0),
            ecart=Ecart(type=TypeEcart.SOUS_VERSEMENT, montant=100.0),
        )  # fmt: skip
        flag = Signalement(
            droit="ppa", beneficiaire="famille", type=TypeEcart.SOUS_VERSEMENT, montant=100.0,
            periodicite="mensuel", montant_mensuel=100.0, certitude=0.9, urgence=None, rang=1,
        )  # fmt: skip
        vu = presenter_droit(partiel, flag, mois_courant(), {})
        assert vu.montant.replace("\xa0", " ") == "+ environ 100 € par mois"


def test_local_droits_come_by_authority_folded(client, moteur):
    a_instruire = {"decision": Decision.A_INSTRUIRE, "periodicite": "ponctuel"}
    moteur.droits = [
        droit("dalo", **a_instruire),
        droit("fsl_acces", niveau="departement", **a_instruire),
        droit("ccas_rodez_secours", niveau="commune", **a_instruire),
    ]
    groupe = un(soupe(client.post("/", data=FOYER)), ".groupe.a_instruire")
    assert not [pli for pli in groupe.select("details") if pli.has_attr("open")]
    assert [texte(titre) for titre in groupe.select(".sous-groupe > summary")] == [
        "De la commune 1", "Du département 1", "Logement 1",
    ]  # fmt: skip


class TestOutils:
    def test_a_why_is_a_part_or_a_page_that_leads_back(self, client, monkeypatch):
        demandes = []

        def expliquer(situation: Situation, nom: str) -> Explications:
            demandes.append((situation.personnes[0].id, nom))
            parametre = ParametreLu(chemin="a.b", valeur=15.0, unite="currency", depuis="2026-04-01")
            condition = ConditionExpliquee(
                libelle="Condition <b>",
                etat=EtatCondition.REMPLIE,
                valeur=20.5,
                operateur=">=",
                parametre=parametre,
            )
            une = Explication(
                droit=nom, libelle="Prime", beneficiaire="famille", decision=Decision.DROIT_PROBABLE, montant=200,
                montant_min=120, montant_max=310, periodicite="mensuel", resume="La prime : 200,00 € par mois.",
                conditions=[condition], bascules=[], comptes=[], hypotheses=["revenus de p1 inconnus"], limites=[],
            )  # fmt: skip
            return Explications(
                mois=situation.mois, versions=VERSIONS, droit=nom, libelle="Prime", explications=[une]
            )

        monkeypatch.setattr(outils, "expliquer", expliquer)
        donnees = FOYER | {"beneficiaire": "famille", "passees": "prestations[al]"}
        partie = client.post("/pourquoi/ppa", data=donnees, headers={"HX-Request": "true"})
        assert "<html" not in partie.text
        dit = texte(soupe(partie)).replace("\xa0", " ")
        assert "La prime : entre 120 € et 310 € par mois" in dit
        assert "200,00" not in dit
        assert "Condition <b> dans ce foyer : 20,50 € seuil : 15,00 €, valeur du 1er avril 2026" in dit
        assert "revenus du demandeur inconnus" in dit
        page = soupe(client.post("/pourquoi/ppa", data=donnees))
        assert texte(un(page, "h1")) == "Pourquoi ? Prime d’activité"
        retour = {str(c["name"]): str(c["value"]) for c in page.select("form input[type=hidden]")}
        assert retour == FOYER | {"passees": "prestations[al]"}
        pas = client.post("/pourquoi", data=FOYER | {"peu_probable": "ppa:famille"})
        assert texte(un(soupe(pas), "h1")) == "Pourquoi ? Prime d’activité"
        assert demandes == [("p1", "ppa")] * 3

    def test_an_unknown_droit_is_refused(self, client):
        assert client.post("/pourquoi/zut", data=FOYER).status_code == 404
        assert client.post("/pourquoi", data=FOYER).status_code == 404

    @pytest.mark.parametrize("adresse", ["/pourquoi/ppa", "/et-si", "/calendrier"])
    def test_faults_are_said_in_place_or_on_the_page_of_the_household(self, client, adresse):
        fautif = FOYER | {"logement.loyer": "cher"}
        partie = soupe(client.post(adresse, data=fautif, headers={"HX-Request": "true"}))
        assert un(partie, '.alerte a[href="#logement-loyer"]')
        reponse = client.post(adresse, data=fautif)
        assert reponse.status_code == 422
        assert un(soupe(reponse), '#erreurs a[href="#logement-loyer"]')

    def test_a_change_that_does_not_suit_is_said(self, client):
        donnees = FOYER | {"si.se_separer": "oui", "si.perdre_emploi": "oui", "si.demenager": "oui"}
        dit = texte(soupe(client.post("/et-si", data=donnees, headers={"HX-Request": "true"})))
        assert "Se séparer : ce foyer n’a pas de conjoint" in dit
        assert "Perdre son emploi : indiquez une personne dont un revenu du travail est connu" in dit
        assert "Déménager : indiquez une commune, un loyer" in dit

    def test_nothing_ticked_is_said(self, client):
        assert "Cochez au moins un changement" in texte(soupe(client.post("/et-si", data=FOYER)))


def test_other_benefits_are_added_when_received(client):
    page = soupe(client.post("/", data=FOYER))
    assert not page.select('input[name$=".droit"][value="dalo"]')
    donnees = FOYER | {"prestation_a_ajouter": "dalo", "action": "ajouter_prestation"}
    page = soupe(client.post("/", data=donnees))
    (cache,) = page.select('input[name$=".droit"][value="dalo"]')
    recu = un(page, f'[name="{str(cache["name"]).removesuffix("droit")}recu"]')
    assert un(recu, "option[selected]")["value"] == "oui"
    assert recu.has_attr("autofocus")
    assert un(page, "details:has(#ajouter-prestation)").has_attr("open")


@pytest.fixture(scope="module")
def vrai() -> Iterator[TestClient]:
    with TestClient(creer_application(Reglages())) as ouvert:
        yield ouvert


class TestVraiMoteur:
    REMPLI = FOYER | {
        "personnes[0].nationalite": "fr",
        "personnes[0].revenus[0].nature": "salaire",
        "personnes[0].revenus[0].montant": "1100",
        "logement.commune": "Rodez",
    }

    def test_a_why_shows_values_thresholds_articles_and_the_account(self, vrai):
        page = soupe(vrai.post("/pourquoi/ppa", data=self.REMPLI | {"beneficiaire": "famille"}))
        dit = texte(page).replace("\xa0", " ")
        assert "Demandeur : 36" in dit or "demandeur : 36" in dit
        assert "Code de la sécurité sociale, art. L842-2" in dit
        assert page.select(".etapes .valeur")
        assert "Ce qui changerait la réponse" in dit
        assert "p1" not in dit

    def test_a_birth_and_a_move_are_compared(self, vrai):
        donnees = self.REMPLI | {
            "si.naissance": "oui",
            "si.demenager": "oui",
            "si.demenager.commune": "Millau",
            "si.demenager.montant": "450",
        }
        page = soupe(vrai.post("/et-si", data=donnees))
        assert texte(page.select(".scenario h3")[0]) == "Naissance d’un enfant"
        assert len(page.select(".scenario table")) == 2
        assert "Allocations familiales (AF) 0,00 € par mois" in texte(page).replace("\xa0", " ")

    def test_the_months_to_come_are_a_table(self, vrai):
        page = soupe(vrai.post("/calendrier", data=self.REMPLI))
        assert len(page.select(".calendrier tbody tr")) == 13

    def test_the_page_stays_light(self, vrai):
        for exemple in ("entretien_a_completer", "mere_seule_temps_partiel"):
            assert len(vrai.get("/", params={"exemple": exemple}).content) < 250_000
