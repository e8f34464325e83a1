"""The page at `/`, without a browser: labels, faults, fragments, words, and no fact in an address."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from jinja2 import UndefinedError
from starlette.testclient import TestClient

from api.db.foyers import foyers_livres
from api.gathering import Moteur
from api.main import creer_application
from api.pages.rendu import environnement
from api.settings import Reglages
from rules.catalogue import charger_catalogue
from rules.territoire import couvre
from rules.versions import versions
from simulations.errors import CalculImpossible
from simulations.hypotheses import supposition
from simulations.lecture import lire_situation
from simulations.mois import mois_courant
from simulations.resultat import (
    Condition,
    Decision,
    Demarche,
    Droit,
    DroitLie,
    Ecart,
    Effet,
    EtatCondition,
    Formulaire,
    Lieu,
    Recu,
    Reference,
    Repere,
    Resultat,
    Signalement,
    StatutRecu,
    Totaux,
    TypeEcart,
    Versions,
)
from simulations.situation import Situation

REFERENCE = Reference(
    titre="Article fictif L1", href="https://www.legifrance.gouv.fr/", confiance="a_confirmer"
)
#: One droit of each kind: id, decision, received, ecart, amount due, its own amount received.
SORTES: list[tuple[str, Decision, StatutRecu, TypeEcart, float | None, float | None]] = [
    ("ppa", Decision.DROIT_PROBABLE, StatutRecu.NON, TypeEcart.NON_RECOURS, 231.4, None),
    ("rsa", Decision.A_VERIFIER, StatutRecu.NON, TypeEcart.NON_RECOURS, 100.0, None),
    ("al", Decision.DROIT_PROBABLE, StatutRecu.OUI, TypeEcart.SOUS_VERSEMENT, 300.0, 200.0),
    ("css_gratuite", Decision.DROIT_PROBABLE, StatutRecu.INCONNU, TypeEcart.INCONNU, None, None),
    ("ars", Decision.A_VERIFIER, StatutRecu.INCONNU, TypeEcart.INCONNU, 426.87, None),
    ("af", Decision.DROIT_PROBABLE, StatutRecu.OUI, TypeEcart.AUCUN, 152.25, 152.25),
    ("aah", Decision.PEU_PROBABLE, StatutRecu.OUI, TypeEcart.TROP_PERCU_POSSIBLE, 0.0, 900.0),
    ("pch", Decision.A_INSTRUIRE, StatutRecu.INCONNU, TypeEcart.INCONNU, None, None),
    ("cmg", Decision.NON_CALCULABLE, StatutRecu.INCONNU, TypeEcart.INCONNU, None, None),
    ("aspa", Decision.PEU_PROBABLE, StatutRecu.INCONNU, TypeEcart.INCONNU, 0.0, None),
]


LIEU = Lieu(
    nom="Maison fictive",
    adresse="1 rue <i>Fictive</i>",
    telephone="05 00 00 00 00",
    source="Source fictive",
    href="https://example.org",
    vu_le=date(2026, 11, 24),
    confiance="a_confirmer",
)


def droit(sorte: tuple[str, Decision, StatutRecu, TypeEcart, float | None, float | None]) -> Droit:
    identifiant, decision, statut, ecart, du, recu = sorte
    carte = charger_catalogue()[identifiant]
    etats = tuple(EtatCondition)
    return Droit(
        id=identifiant,
        libelle=carte.libelle,
        beneficiaire="p1" if identifiant == "aah" else "famille",
        organisme=carte.organisme,
        niveau="national",
        financeur=carte.financeur,
        periodicite=carte.periodicite,
        decision=decision,
        montant=du,
        recu=Recu(statut=statut, montant=recu),
        ecart=Ecart(type=ecart, montant=abs((du or 0) - (recu or 0)) if du is not None else None),
        effet=Effet(
            regle="premier_du_mois_de_la_demande", a_partir_de=date(2026, 11, 1), reference=REFERENCE
        ),
        conditions=[
            Condition(libelle=f"Condition {etat.value}", etat=etat, reference=REFERENCE) for etat in etats
        ],
        demarche=Demarche(
            ou="Caf ou MSA",
            en_ligne="https://www.caf.fr/",
            formulaire=Formulaire(titre="Demande fictive", cerfa="12345*01"),
            pieces=["Pièce fictive"],
            lieux=[LIEU],
        ),
        reperes=[
            Repere(libelle="Plafond fictif", valeur=1234.5, unite="currency", parametre="a.b"),
            Repere(libelle="Plafond attendu", valeur=None, unite="currency", parametre="a.c"),
        ],
        hypotheses=[supposition("personnes[].revenus", ["p1"])] if decision is Decision.A_VERIFIER else [],
        limites=["Limite fictive <b>"],
    )


def repondre(situation: Situation) -> Resultat:
    droits = [droit(sorte) for sorte in SORTES]
    a_signaler = [d for d in droits if d.ecart.type not in {TypeEcart.AUCUN, TypeEcart.INCONNU}]
    return Resultat(
        mois=situation.mois,
        versions=Versions.model_validate(versions()),
        totaux=Totaux(
            du_mensuel=783.65, recu_mensuel=1252.25, non_recours_mensuel=331.4, a_verifier_mensuel=100.6
        ),
        droits=droits,
        signalements=[
            Signalement(
                droit=d.id,
                beneficiaire=d.beneficiaire,
                type=d.ecart.type,
                montant=d.ecart.montant,
                periodicite=d.periodicite,
                montant_mensuel=d.ecart.montant,
                certitude=0.9,
                urgence="avant le 30/11" if d.ecart.type is TypeEcart.NON_RECOURS else None,
                rang=rang,
            )
            for rang, d in enumerate(a_signaler, start=1)
        ],
        questions=[],
        hypotheses=[],
    )


class FauxMoteur:
    """Answers every household alike, and remembers them."""

    def __init__(self) -> None:
        self.vues: list[Situation] = []
        self.en_panne = False
        self.change: dict[str, Any] = {}

    def simuler(self, situations: Sequence[Situation]) -> list[Resultat]:
        if self.en_panne:
            raise CalculImpossible("panne voulue par le test")
        self.vues += situations
        return [repondre(situation).model_copy(update=self.change) for situation in situations]


@pytest.fixture
def moteur() -> FauxMoteur:
    return FauxMoteur()


@pytest.fixture
def client(moteur: FauxMoteur) -> Iterator[TestClient]:
    app = creer_application(Reglages(), moteur=Moteur(simuler=moteur.simuler, prechauffer=lambda: None))
    with TestClient(app) as ouvert:
        yield ouvert


P1 = {"id": "p1", "role": "demandeur"}
REMPLI = {
    "mois": mois_courant(),
    "personnes[0].id": "p1",
    "personnes[0].role": "demandeur",
    "personnes[0].date_naissance": "12/05/1990",
    "personnes[0].revenus[0].nature": "salaire",
    "personnes[0].revenus[0].montant": "620",
    "logement.commune": "rodez",
    "action": "calculer",
}


def foyer(*roles: str) -> dict[str, str]:
    """Give a form where nothing is said but who is there."""
    personnes = {f"personnes[{rang}].role": role for rang, role in enumerate(roles)}
    ids = {f"personnes[{rang}].id": f"p{rang + 1}" for rang in range(len(roles))}
    return {"mois": mois_courant(), "action": "calculer", **personnes, **ids}


def soupe(reponse: Any) -> BeautifulSoup:
    assert reponse.headers["content-type"] == "text/html; charset=utf-8"
    return BeautifulSoup(reponse.text, "html.parser")


def un(page: BeautifulSoup | Tag, selecteur: str) -> Tag:
    (trouve,) = page.select(selecteur)
    return trouve


def texte(noeud: Tag) -> str:
    return " ".join(noeud.get_text(" ").split())


def champs(page: BeautifulSoup) -> dict[str, str]:
    envoyes = {}
    for controle in page.select("form input:not([type=checkbox]), form select"):
        choisi = controle.select_one("option[selected]") or controle.select_one("option") or controle
        envoyes[str(controle["name"])] = str(choisi.get("value", ""))
    return envoyes


@pytest.fixture(params=["vide", "rempli", "fautes", "neuf", "exemple"])
def page(request: pytest.FixtureRequest, client: TestClient) -> BeautifulSoup:
    """Give the page in each of its states."""
    if request.param == "vide":
        return soupe(client.get("/"))
    if request.param == "exemple":
        return soupe(client.get("/", params={"exemple": foyers_livres()[0].cle}))
    if request.param == "neuf":
        return soupe(client.post("/", data=foyer("demandeur", "conjoint", *("enfant",) * 4, *("autre",) * 3)))
    fautes = {"personnes[0].date_naissance": "31/02/1990"} if request.param == "fautes" else {}
    return soupe(client.post("/", data={**REMPLI, **fautes}))


class TestAccessibilite:
    def test_every_control_has_one_label(self, page):
        etiquettes = Counter(str(etiquette["for"]) for etiquette in page.select("label") if texte(etiquette))
        for controle in page.select("input:not([type=hidden]), select, textarea"):
            assert etiquettes[str(controle["id"])] == 1 or controle.get("aria-label"), controle

    def test_ids_are_unique_and_every_reference_leads_somewhere(self, page):
        ids = Counter(str(noeud["id"]) for noeud in page.select("[id]"))
        assert set(ids.values()) == {1}
        for attribut in ("aria-describedby", "aria-labelledby", "for", "list"):
            for noeud in page.select(f"[{attribut}]"):
                assert noeud[attribut] in ids, noeud
        for lien in page.select('a[href^="#"]'):
            assert str(lien["href"])[1:] in ids, lien

    def test_every_button_says_what_it_does_and_to_whom(self, page):
        noms = [texte(bouton) for bouton in page.select("button")]
        sans_le_principal = [nom for nom in noms if nom != "Voir les droits"]
        assert all(sans_le_principal)
        assert len(sans_le_principal) == len(set(sans_le_principal))

    def test_headings_do_not_skip_a_level(self, page):
        niveaux = [int(titre.name[1]) for titre in page.select("h1, h2, h3, h4")]
        assert niveaux[0] == 1
        assert niveaux.count(1) == 1
        assert all(suivant <= avant + 1 for avant, suivant in zip(niveaux, niveaux[1:], strict=False))

    def test_the_policy_of_content_needs_no_exception(self, page):
        assert not page.select("[style], style, script:not([src]), [onclick], [onchange]")
        assert all(str(s["src"]).startswith("/static/") for s in page.select("script"))
        assert un(page, "html")["lang"] == "fr"


class TestPage:
    def test_the_empty_page_knows_the_month_and_offers_the_examples(self, client):
        page = soupe(client.get("/"))
        assert un(page, "#mois option[selected]")["value"] == mois_courant()
        liens = {str(lien["href"]): texte(lien) for lien in page.select(".exemples a")}
        assert liens == {f"/?exemple={foyer.cle}": foyer.titre for foyer in foyers_livres()}
        assert len(liens) >= 12

    def test_an_unknown_example_gives_the_empty_page(self, client):
        assert un(soupe(client.get("/?exemple=../../pyproject")), "#resultats .exemples")

    def test_answers_reach_the_engine_as_they_were_given(self, client, moteur):
        assert client.post("/", data=REMPLI).status_code == 200
        (situation,) = moteur.vues
        assert situation.model_dump(mode="json", exclude_none=True) == {
            "mois": mois_courant(),
            "personnes": [
                {
                    "id": "p1",
                    "role": "demandeur",
                    "date_naissance": "1990-05-12",
                    "revenus": [{"nature": "salaire", "montant": 620.0}],
                }
            ],
            "logement": {"commune": "12202"},
        }

    def test_what_was_typed_is_still_there(self, client):
        renvoye = champs(soupe(client.post("/", data=REMPLI)))
        attendu = {**REMPLI, "logement.commune": "rodez"}
        del attendu["action"]
        assert {nom: renvoye[nom] for nom in attendu} == attendu

    def test_the_form_posts_so_that_no_fact_enters_an_address(self, client):
        reponse = client.post("/", data=REMPLI, follow_redirects=False)
        page = soupe(reponse)
        assert reponse.status_code == 200
        assert reponse.headers["cache-control"] == "no-store"
        assert un(page, "form")["method"] == "post"
        assert un(page, "form")["action"] == "/"
        adresses = [
            str(noeud[a]) for a in ("href", "action", "hx-post", "src") for noeud in page.select(f"[{a}]")
        ]
        assert not [adresse for adresse in adresses if "1990" in adresse or "620" in adresse]
        assert not page.select("[hx-get], [hx-push-url], form[method=get]")
        assert {str(b["formaction"]).split("/")[1] for b in page.select("[formaction]")} == {
            "pourquoi",
            "et-si",
            "calendrier",
        }

    def test_the_tax_year_follows_the_month(self, client):
        page = soupe(client.post("/", data={**REMPLI, "mois": "2025-03"}))
        assert texte(un(page, "#libelle-fiscal-rfr_n2")).startswith(
            "Revenu fiscal de référence 2023 avis reçu en 2024"
        )

    def test_the_source_code_is_linked_when_known(self, moteur):
        reglages = Reglages(code_source="https://example.org/droits")
        app = creer_application(reglages, moteur=Moteur(simuler=moteur.simuler, prechauffer=lambda: None))
        with TestClient(app) as client:
            assert un(soupe(client.get("/")), 'footer a[href^="https://example.org/droits"]')

    def test_without_an_address_the_source_code_is_said_to_be_in_the_licence(self, client):
        pied = un(soupe(client.get("/")), "footer")
        assert "code source : voir la licence" in texte(pied)
        assert un(pied, "a")["href"] == "https://www.gnu.org/licenses/agpl-3.0.html"

    def test_an_example_says_who_is_described_and_that_it_is_made_up(self, client):
        livre = foyers_livres()[0]
        page = soupe(client.get("/", params={"exemple": livre.cle}))
        assert f"exemple fictif : {livre.titre}" in texte(un(page, "h1"))
        assert livre.description in texte(un(page, "main"))

    def test_a_failure_of_the_engine_keeps_the_answers(self, client, moteur):
        moteur.en_panne = True
        reponse = client.post("/", data=REMPLI)
        assert reponse.status_code == 500
        page = soupe(reponse)
        assert "Le calcul n’a pas abouti" in texte(un(page, "#a-corriger"))
        assert champs(page)["personnes[0].date_naissance"] == "12/05/1990"

    def test_text_typed_by_people_is_never_markup(self, client):
        piege = '"><script>alert(1)</script>'
        reponse = client.post("/", data={**REMPLI, "logement.commune": piege, "personnes[0].id": piege})
        assert "<script>alert" not in reponse.text
        assert un(soupe(reponse), "#logement-commune")["value"] == piege

    def test_a_name_the_template_does_not_know_is_a_failure(self):
        with pytest.raises(UndefinedError):
            environnement().get_template("_resultats.html").render()


class TestBoutons:
    def test_adding_and_removing_people(self, client):
        page = soupe(client.post("/", data={**REMPLI, "action": "ajouter:enfant"}))
        assert [texte(legende) for legende in page.select(".personne legend")] == ["Demandeur", "Enfant 1"]
        assert un(page, "[autofocus]")["id"] == "personnes-1-date_naissance"
        donnees = champs(page)
        assert donnees["personnes[0].revenus[0].montant"] == "620"
        page = soupe(client.post("/", data={**donnees, "action": "retirer:1"}))
        assert len(page.select(".personne")) == 1

    def test_there_is_one_conjoint_and_nine_people_at_most(self, client):
        huit = foyer("demandeur", *("autre",) * 7)
        page = soupe(client.post("/", data={**huit, "action": "ajouter:autre"}))
        assert len(page.select(".personne")) == 9
        assert not page.select("#ajouter-enfant")
        page = soupe(client.post("/", data={**champs(page), "action": "ajouter:autre"}))
        assert len(page.select(".personne")) == 9
        page = soupe(client.post("/", data={**REMPLI, "action": "ajouter:conjoint"}))
        page = soupe(client.post("/", data={**champs(page), "action": "ajouter:conjoint"}))
        assert len(page.select(".personne.conjoint")) == 1
        assert not page.select("#ajouter-conjoint")

    def test_who_is_removed_is_forgotten_everywhere(self, client, moteur):
        page = soupe(client.post("/", data={**REMPLI, "action": "ajouter:autre"}))
        page = soupe(client.post("/", data={**champs(page), "action": "ajouter:enfant"}))
        donnees = champs(page) | {"personnes[2].parent_isole_de": champs(page)["personnes[1].id"]}
        page = soupe(client.post("/", data={**donnees, "action": "retirer:1"}))
        client.post("/", data={**champs(page), "action": "calculer"})
        assert [p.role for p in moteur.vues[-1].personnes] == ["demandeur", "enfant"]
        assert moteur.vues[-1].personnes[1].parent_isole_de is None

    def test_lines_of_income(self, client):
        page = soupe(client.post("/", data={**REMPLI, "action": "ajouter_revenu:0"}))
        assert un(page, "[autofocus]")["id"] == "personnes-0-revenus-1-nature"
        page = soupe(client.post("/", data={**champs(page), "action": "retirer_revenu:0:0"}))
        assert champs(page)["personnes[0].revenus[0].montant"] == ""
        assert "personnes[0].revenus[1].montant" not in champs(page)

    def test_a_fault_does_not_prevent_adding_somebody(self, client):
        reponse = client.post("/", data={**REMPLI, "logement.loyer": "cher", "action": "ajouter:enfant"})
        page = soupe(reponse)
        assert reponse.status_code == 200
        assert len(page.select(".personne")) == 2
        assert champs(page)["logement.loyer"] == "cher"

    @pytest.mark.parametrize(
        "action",
        ["retirer:0", "retirer:7", "retirer_revenu:0:9", "ajouter:demandeur", "ajouter_x:0", "zut", "::"],
    )
    def test_a_strange_action_changes_nothing(self, client, action):
        page = soupe(client.post("/", data={**REMPLI, "action": action}))
        assert len(page.select(".personne")) == 1
        assert champs(page)["personnes[0].revenus[0].montant"] == "620"


FAUTES = [
    ({"personnes[0].date_naissance": "31/02/1990"}, "personnes-0-date_naissance", "12/05/1990"),
    ({"personnes[0].date_naissance": "01/01/2099"}, "personnes-0-date_naissance", "« Grossesse en cours »"),
    ({"personnes[0].revenus[0].montant": "beaucoup"}, "personnes-0-revenus-0-montant", "« beaucoup »"),
    ({"personnes[0].revenus[0].montant": ""}, "personnes-0-revenus-0-montant", "à indiquer"),
    (
        {"personnes[0].revenus[0].de": "05/2026", "personnes[0].revenus[0].a": "01/2026"},
        "personnes-0-revenus-0-a",
        "mai 2026",
    ),
    ({"personnes[0].gir": "9"}, "personnes-0-gir", "au plus 6"),
    ({"logement.commune": "12000"}, "logement-commune", "Le Monastère (12146)"),
    ({"logement.loyer": "-5"}, "logement-loyer", "au moins 0"),
    ({"couple.depuis": "13/2025"}, "couple-depuis", "09/2025"),
    ({"prestations[0].recu": "oui", "prestations[0].montant": "x", "prestations[0].droit": "rsa"},
     "prestations-0-montant", "RSA"),
    ({"mois": "1999-01"}, "mois", "janvier 2024"),
]  # fmt: skip


class TestFautes:
    @pytest.mark.parametrize(("change", "cible", "mots"), FAUTES)
    def test_a_fault_is_said_at_the_top_and_on_its_field(self, client, moteur, change, cible, mots):
        reponse = client.post("/", data={**REMPLI, **change})
        page = soupe(reponse)
        assert reponse.status_code == 422
        assert texte(un(page, "title")).startswith("Erreur : ")
        resume = un(page, "#erreurs")
        assert un(resume, "h2").has_attr("autofocus")
        assert un(resume, f'a[href="#{cible}"]')
        assert mots in texte(resume)
        champ = un(page, f"#{cible}")
        assert champ["aria-invalid"] == "true"
        assert texte(un(page, f"#{champ['aria-describedby']}"))
        assert len(page.select("[aria-invalid]")) == 1
        assert not page.select("#titre-resultats")
        assert not moteur.vues

    def test_several_faults_come_in_the_order_of_the_screen(self, client):
        change = {"logement.loyer": "x", "personnes[0].date_naissance": "y"}
        liens = soupe(client.post("/", data={**REMPLI, **change})).select("#erreurs a")
        assert [lien["href"] for lien in liens] == ["#personnes-0-date_naissance", "#logement-loyer"]

    def test_a_fault_folded_away_is_unfolded(self, client):
        page = soupe(client.post("/", data={**REMPLI, "personnes[0].gir": "9"}))
        assert un(page, "details:has(#personnes-0-gir)").has_attr("open")

    def test_no_fault_speaks_the_language_of_the_machine(self, client):
        for change, _, _ in FAUTES:
            resume = texte(un(soupe(client.post("/", data={**REMPLI, **change})), "#erreurs"))
            assert not [mot for mot in ("AAAA", "personnes[", "_", "true", "null") if mot in resume], resume


class TestResultats:
    @pytest.fixture
    def resultats(self, client: TestClient) -> Tag:
        return un(soupe(client.post("/", data=REMPLI)), "#resultats")

    @pytest.mark.parametrize(
        ("groupe", "droits"),
        [
            ("signales", ["ppa", "rsa", "al"]),
            ("probables", ["css_gratuite"]),
            ("a_verifier", ["ars"]),
            ("recus", ["af"]),
            ("prudence", ["aah"]),
            ("a_instruire", ["cmg", "pch"]),
        ],
    )
    def test_each_droit_is_in_its_group(self, resultats, groupe, droits):
        ids = [str(d["id"]).split("-")[1] for d in resultats.select(f".groupe.{groupe} [id^=droit-]")]
        assert sorted(ids) == sorted(droits)

    def test_the_headline_says_what_is_not_claimed_and_what_is_in_doubt(self, resultats):
        assert texte(un(resultats, ".total")) == "331,40 € par mois non demandés"
        assert (
            texte(un(resultats, ".doute")).replace("\xa0", " ")
            == "À vérifier en plus : environ 101 € par mois"
        )
        assert "4 signalements" in texte(un(resultats, ".chiffres"))
        assert "Estimation : seule la décision de l’organisme fait foi." in texte(resultats)

    def test_there_is_no_headline_amount_when_nothing_is_missing(self, moteur, client):
        moteur.change = {"totaux": Totaux(du_mensuel=0, recu_mensuel=0, non_recours_mensuel=0)}
        assert not soupe(client.post("/", data=REMPLI)).select(".total")

    def test_a_flag_says_amount_certainty_and_urgency(self, resultats):
        ppa = texte(un(resultats, "#droit-ppa-famille > summary"))
        assert (
            ppa
            == "Prime d’activité 231,40 € par mois non demandé, presque sûr demander avant le 30 novembre 2026"
        )
        rsa = texte(un(resultats, "#droit-rsa-famille > summary"))
        assert "à vérifier : revenus (Demandeur) inconnus" in rsa
        assert "+ 100,00 € par mois" in texte(un(resultats, "#droit-al-famille > summary"))

    def test_a_droit_tells_why_how_and_from_when(self, resultats):
        corps = texte(un(resultats, "#droit-ppa-famille .corps"))
        for mots in (
            "✓ Remplie Condition remplie", "✗ Non remplie", "? À vérifier", "– Sans objet", "Article fictif L1",
            "source à confirmer", "Caf ou MSA", "cerfa n° 12345*01", "Pièce fictive",
            "Compte à partir du 1er novembre 2026", "Limite fictive <b>",
        ):  # fmt: skip
            assert mots in corps
        lien = un(resultats, "#droit-ppa-famille .conditions li.remplie a")
        assert lien["href"] == REFERENCE.href
        assert lien["rel"] == ["noopener", "noreferrer"]

    def test_a_droit_says_where_to_go_and_what_its_place_is_worth(self, resultats):
        (lieu,) = [li for li in un(resultats, "#droit-ppa-famille").select("li") if "Maison" in texte(li)]
        assert un(lieu, "a")["href"] == "tel:0500000000"
        assert "1 rue <i>Fictive</i>" in texte(lieu), "typed text is never markup"
        assert "à confirmer" in texte(lieu)

    def test_a_droit_shows_the_figures_of_the_rule_and_those_awaited(self, resultats):
        montants = texte(un(resultats, "#droit-ppa-famille"))
        assert "Plafond fictif 1 234,50 €" in montants.replace("\u202f", " ").replace("\xa0", " ")
        assert "Plafond attendu à demander à l’organisme" in montants

    def test_a_droit_says_how_it_stands_with_the_others(self, moteur, client):
        resultat = repondre(lire_situation({"mois": mois_courant(), "personnes": [P1]}))
        phrase = "À demander d’abord ou en même temps : droit <b>fictif</b>."
        rappel = {"rappel": "5 mois passés fictifs.", "rappel_montant": 761.25}
        droits = [
            d.model_copy(update={"ordre": (phrase,), "effet": d.effet.model_copy(update=rappel)})
            if d.id == "ppa"
            else d
            for d in resultat.droits
        ]
        moteur.change = {"droits": droits}
        corps = texte(un(soupe(client.post("/", data=REMPLI)), "#droit-ppa-famille .corps"))
        assert phrase in corps, "typed text is never markup"
        assert "Compte à partir du 1er novembre 2026 si la demande est faite ce mois-ci. 5 mois" in corps
        assert "Rappel possible, au plus 761,25 €" in corps.replace("\xa0", " ")

    def test_a_droit_that_is_not_added_to_another_is_apart(self, moteur, client):
        resultat = repondre(lire_situation({"mois": mois_courant(), "personnes": [P1]}))
        retenu = DroitLie(droit="rsa", libelle="RSA", beneficiaire="famille")
        ecarte = {
            "montant": 0.0, "montant_actuel": 231.4, "ecart": Ecart(type=TypeEcart.AUCUN, montant=0.0),
            "retenu_a_la_place": retenu,
        }  # fmt: skip
        droits = [d.model_copy(update=ecarte) if d.id == "ppa" else d for d in resultat.droits]
        moteur.change = {"droits": droits, "signalements": resultat.signalements[1:]}
        choix = texte(un(soupe(client.post("/", data=REMPLI)), ".groupe.choix"))
        assert "l’un ou l’autre" in choix
        assert "S’il était demandé à la place 231,40 € par mois" in choix.replace("\xa0", " ")

    @pytest.mark.parametrize(("gain", "dit"), [(223.82, True), (331.4, False), (None, False)])
    def test_the_headline_says_the_gain_when_other_rights_change(self, moteur, client, gain, dit):
        moteur.change = {
            "totaux": Totaux(du_mensuel=0, recu_mensuel=0, non_recours_mensuel=331.4, gain_mensuel=gain)
        }
        chiffres = texte(un(soupe(client.post("/", data=REMPLI)), ".chiffres")).replace("\xa0", " ")
        assert ("Soit 223,82 € de plus par mois" in chiffres) is dit
        assert ("de plus par mois" in chiffres) is dit

    def test_an_apparent_overpayment_is_worded_to_protect(self, resultats):
        prudence = texte(un(resultats, ".groupe.prudence"))
        assert "À vérifier pour éviter une dette" in prudence
        assert "Demandeur" in prudence
        assert not [mot for mot in ("fraude", "indu", "trop-perçu", "trop perçu") if mot in prudence.lower()]

    def test_what_is_unlikely_is_folded_with_its_count(self, resultats):
        repli = un(resultats, "#repli-peu_probables")
        assert not repli.has_attr("open")
        assert texte(un(repli, ":scope > summary")) == "Peu probables 1"
        assert [o["value"] for o in repli.select("option")] == ["aspa:famille"]


class TestEnDirect:
    ENTETES = {"HX-Request": "true", "HX-Target": "resultats"}  # noqa: RUF012

    def test_the_fragment_is_the_one_of_the_full_page(self, client):
        entiere = soupe(client.post("/", data={**REMPLI, "action": ""}))
        direct = soupe(client.post("/", data=REMPLI, headers=self.ENTETES))
        assert str(un(direct, "#resultats")) == str(un(entiere, "#resultats"))
        assert un(direct, "#annonce").decode_contents() == un(entiere, "#annonce").decode_contents()

    def test_one_sentence_is_said_aloud_in_a_region_that_stays(self, client):
        page = soupe(client.get("/"))
        assert un(page, "#annonce")["aria-live"] == "polite"
        assert not page.select("#resultats #annonce")
        direct = soupe(client.post("/", data=REMPLI, headers=self.ENTETES))
        assert texte(un(direct, "#annonce")).replace("\xa0", " ") == (
            "3 droits à réclamer, 331,40 € par mois non demandés. À vérifier : environ 101 € par mois. Voir"
        )

    def test_it_never_takes_the_focus_nor_touches_the_form(self, client):
        direct = soupe(client.post("/", data=REMPLI, headers=self.ENTETES))
        assert not direct.select("[autofocus], input:not([form]), select:not([form]), form")

    def test_a_fault_leaves_the_last_results_and_names_the_field(self, client):
        reponse = client.post("/", data={**REMPLI, "logement.loyer": "x"}, headers=self.ENTETES)
        direct = soupe(reponse)
        assert reponse.status_code == 200
        assert reponse.headers["HX-Reswap"] == "none"
        assert not direct.select("#resultats")
        assert un(direct, '#a-corriger a[href="#logement-loyer"]')
        assert "Loyer" in texte(un(direct, "#annonce"))


@pytest.mark.parametrize("nom", ["mere_seule_temps_partiel", "entretien_a_completer"])
def test_an_example_is_answered_by_the_real_engine(nom):
    with TestClient(creer_application(Reglages())) as client:
        page = soupe(client.get("/", params={"exemple": nom}))
    commune = "12300" if nom == "mere_seule_temps_partiel" else "12133"
    ici = [
        c for c in charger_catalogue().values() if c.territoire == "national" or couvre(c.territoire, commune)
    ]
    assert len(page.select("#resultats [id^=droit-], #peu-probable option")) >= len(ici)
    assert un(page, ".groupe.signales")
