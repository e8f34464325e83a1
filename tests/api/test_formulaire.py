"""Form ↔ situation: nothing that is known is lost, nothing unknown is made up."""

import json
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from annotated_types import Ge, Le
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from api.db.foyers import foyers_livres
from api.pages import champs, libelles
from api.pages.accueil import Ecran
from api.pages.communes import nom_complet, trouver_commune
from api.pages.erreurs import situer
from api.pages.form import document, saisie_de
from api.pages.rendu import environnement
from api.pages.saisie import saisie_du_formulaire, saisie_vide
from api.pages.vue import formulaire
from rules.catalogue import charger_catalogue
from rules.territoire import communes
from rules.vocabulaire import CHAMPS
from simulations.errors import SituationInvalide
from simulations.lecture import lire_situation
from simulations.modalites import Role
from simulations.mois import mois_courant
from simulations.situation import Personne, Situation

MOIS = st.integers(2000, 2030).flatmap(lambda a: st.integers(1, 12).map(lambda m: f"{a}-{m:02d}"))
TEXTES: dict[str, st.SearchStrategy[Any]] = {
    "mois": st.just(mois_courant()),
    "de": MOIS,
    "a": MOIS,
    "depuis": MOIS,
    "droit": st.sampled_from(sorted(charger_catalogue())),
    "commune": st.sampled_from(["12202", "12300", "75056", "2A004"]),
}
IDENTIFIANTS = st.text("abcdefp0123456789_-", min_size=1, max_size=8)


def valeurs(annotation: Any, bornes: tuple[Any, ...], nom: str) -> st.SearchStrategy[Any]:
    """Give every value that a field of the contract accepts, whatever field is added to it."""
    if get_origin(annotation) in {Union, UnionType}:
        choix = [a for a in get_args(annotation) if a is not NoneType]
        return valeurs(choix[0], bornes, nom)
    if hasattr(annotation, "__metadata__"):
        sorte, *dits = get_args(annotation)
        return valeurs(sorte, (*bornes, *_deplier(dits)), nom)
    if get_origin(annotation) is list:
        au_plus = 12 if nom == "personnes" else 3
        return st.lists(
            valeurs(get_args(annotation)[0], (), nom), min_size=nom == "personnes", max_size=au_plus
        )
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return objets(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from([valeur.value for valeur in annotation])
    bas = next((b.ge for b in bornes if isinstance(b, Ge)), 0)
    haut = next((b.le for b in bornes if isinstance(b, Le)), 1000)
    simples: dict[Any, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        date: st.dates(date(1920, 1, 1), date(2030, 12, 31)).map(str),
        int: st.integers(bas, haut),
        float: st.floats(bas, haut, allow_nan=False).map(lambda x: round(x, 9) or 0.0),
        str: TEXTES.get(nom, IDENTIFIANTS),
    }
    return simples[annotation]


def _deplier(dits: Any) -> tuple[Any, ...]:
    return tuple(borne for dit in dits for borne in (*getattr(dit, "metadata", ()), dit))


@st.composite
def objets(tirer: Any, modele: type[BaseModel]) -> dict[str, Any]:
    objet = {}
    for nom, champ in modele.model_fields.items():
        if champ.is_required() or tirer(st.integers(0, 2)) == 0:
            objet[nom] = tirer(valeurs(champ.annotation, tuple(champ.metadata), nom))
    if objet.get("de") and objet.get("a"):
        objet["de"], objet["a"] = sorted((objet["de"], objet["a"]))
    return objet


@st.composite
def situations(tirer: Any) -> Situation:
    brut = tirer(objets(Situation))
    for rang, personne in enumerate(brut["personnes"]):
        personne["id"] = f"x{rang}"
    return Situation.model_validate_json(json.dumps(brut))


def faits(objet: Any) -> Any:
    """Keep what is known: an empty group or a benefit without a word says nothing; order means nothing."""
    if isinstance(objet, dict):
        propres = {nom: faits(valeur) for nom, valeur in objet.items()}
        if isinstance(propres.get("prestations"), list):
            dites = [p for p in propres["prestations"] if set(p) - {"droit", "personne"}]
            propres["prestations"] = sorted(dites, key=lambda p: json.dumps(p, sort_keys=True)) or None
        return {nom: valeur for nom, valeur in propres.items() if valeur is not None and valeur != {}}
    return [faits(x) for x in objet] if isinstance(objet, list) else objet


def champs_du_html(html: str) -> dict[str, str]:
    """Give what a browser would send of the form of a page."""
    envoyes = {}
    for controle in BeautifulSoup(html, "html.parser").select("form input, form select"):
        nom = str(controle["name"])
        if controle.name == "select":
            choisi = controle.select_one("option[selected]") or controle.select_one("option")
            envoyes[nom] = str(choisi["value"]) if choisi else ""
        elif controle.get("type") != "checkbox" or controle.has_attr("checked"):
            envoyes[nom] = str(controle.get("value", "on"))
    return envoyes


def page_de(situation: Situation) -> str:
    saisie = saisie_de(situation)
    gabarit = environnement().get_template("_formulaire.html")
    return gabarit.render(ecran=Ecran(saisie), formulaire=formulaire(saisie))


class TestAllerRetour:
    @given(situations())
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def test_what_a_situation_says_comes_back_from_the_form(self, situation):
        rendu = document(saisie_de(situation))
        assert not rendu.erreurs
        assert faits(rendu.document) == faits(situation.model_dump(mode="json", exclude_none=True))

    @given(situations())
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def test_and_so_it_does_from_the_page_a_browser_sends_back(self, situation):
        rendu = document(saisie_du_formulaire(champs_du_html(page_de(situation))))
        assert not rendu.erreurs
        assert faits(rendu.document) == faits(situation.model_dump(mode="json", exclude_none=True))

    @pytest.mark.parametrize("livre", foyers_livres(), ids=lambda livre: livre.cle)
    def test_an_example_comes_back_whole_and_readable(self, livre):
        exemple = lire_situation(livre.situation)
        rendu = document(saisie_du_formulaire(champs_du_html(page_de(exemple))))
        lue = lire_situation(rendu.document)
        assert faits(lue.model_dump(mode="json")) == faits(exemple.model_dump(mode="json"))


class TestInconnu:
    def test_an_empty_form_knows_nothing_but_a_person_and_a_month(self):
        assert document(saisie_vide()).document == {
            "mois": mois_courant(),
            "personnes": [{"id": "p1", "role": "demandeur"}],
        }

    def test_no_income_said_and_nothing_said_are_different(self):
        base = {
            "personnes[0].role": "demandeur",
            "personnes[0].id": "p1",
            "personnes[0].revenus[0].nature": "",
        }
        tue = document(saisie_du_formulaire(base)).document["personnes"][0]
        dite = document(saisie_du_formulaire({**base, "personnes[0].aucun_revenu": "oui"}))
        assert "revenus" not in tue
        assert dite.document["personnes"][0]["revenus"] == []

    def test_saying_no_income_and_an_income_is_a_fault(self):
        saisie = saisie_du_formulaire(
            {
                "personnes[0].role": "demandeur",
                "personnes[0].id": "p1",
                "personnes[0].aucun_revenu": "oui",
                "personnes[0].revenus[0].nature": "salaire",
                "personnes[0].revenus[0].montant": "500",
            }
        )
        traduction = document(saisie)
        (erreur,) = situer(traduction.erreurs, saisie, traduction)
        assert erreur.id == "personnes-0-aucun_revenu"

    @pytest.mark.parametrize(("texte", "valeur"), [("oui", True), ("non", False)])
    def test_yes_and_no_are_explicit(self, texte, valeur):
        saisie = saisie_vide()
        saisie.personnes[0].champs["enceinte"] = texte
        assert document(saisie).document["personnes"][0]["enceinte"] is valeur


class TestEcriture:
    @pytest.mark.parametrize(
        ("texte", "valeur"),
        [
            ("1 250,50 €", 1250.5),
            ("1\N{NARROW NO-BREAK SPACE}250", 1250.0),
            ("0", 0.0),
            ("-3", -3.0),
            ("1e9", "1e9"),
            ("NaN", "NaN"),
            ("12,3,4", "12,3,4"),
            ("", None),
        ],
    )
    def test_an_amount_is_read_as_french_people_write_it(self, texte, valeur):
        saisie = saisie_du_formulaire({"logement.loyer": texte})
        assert document(saisie).document.get("logement", {}).get("loyer") == valeur

    @pytest.mark.parametrize(
        ("texte", "valeur"),
        [
            ("12/05/1990", "1990-05-12"),
            ("1/5/1990", "1990-05-01"),
            ("12051990", "1990-05-12"),
            ("12.05.1990", "1990-05-12"),
            ("1990-05-12", "1990-05-12"),
            ("hier", "hier"),
        ],
    )
    def test_a_date_is_read_as_french_people_write_it(self, texte, valeur):
        saisie = saisie_vide()
        saisie.personnes[0].champs["date_naissance"] = texte
        assert document(saisie).document["personnes"][0]["date_naissance"] == valeur

    @pytest.mark.parametrize("texte", ["Rodez (12202)", "rodez", "RODEZ ", "12202"])
    def test_a_commune_is_found_by_name_or_code(self, texte):
        assert trouver_commune(texte) == "12202"

    @pytest.mark.parametrize("texte", ["12000", "Nulle-Part", "99999"])
    def test_a_doubtful_commune_is_refused(self, texte):
        with pytest.raises(ValueError, match="commune"):
            trouver_commune(texte)

    def test_a_postal_code_says_which_communes_share_it(self):
        with pytest.raises(ValueError, match=r"Le Monastère \(12146\).* ou Rodez \(12202\)"):
            trouver_commune("12000")

    def test_every_commune_is_found_by_what_is_suggested(self):
        assert all(trouver_commune(nom_complet(code)) == code for code in communes())


class TestCouverture:
    def test_every_choice_has_words_for_every_value(self):
        for nom, choix in vars(libelles).items():
            if isinstance(choix, tuple) and nom.isupper() and nom not in {"OUI_NON", "INCONNU"}:
                assert len(choix) == len(dict(choix)), nom
        attendus = {
            "activite": libelles.ACTIVITES,
            "nationalite": libelles.NATIONALITES,
            "sexe": libelles.SEXES,
            "regime": libelles.REGIMES,
            "scolarite": libelles.SCOLARITES,
            "autre_parent": libelles.AUTRES_PARENTS,
        }
        for nom, choix in attendus.items():
            sorte = get_args(Personne.model_fields[nom].annotation)[0]
            assert {valeur for valeur, _ in choix} == {v.value for v in sorte}, nom

    def test_every_fact_a_card_may_name_is_asked_somewhere(self):
        montres = {f"personnes[].{chemin}" for chemin in champs.CHAMPS_PERSONNE} | set(champs.CHAMPS_FOYER)
        assert not {
            chemin
            for chemin in CHAMPS - montres - {"mois", "prestations"}
            if chemin.removeprefix("personnes[].") not in {"id", "role", "revenus", "revenus_interrompus"}
            and not any(montre.startswith(chemin + ".") for montre in montres)
        }

    def test_every_field_of_a_person_is_shown_for_some_role(self):
        montres = {chemin for role in Role for chemin in champs.champs_de_personne(role)}
        assert montres == set(champs.CHAMPS_PERSONNE)


class TestReste:
    @pytest.mark.parametrize(
        "texte",
        ["{", "[]", "3", '{"suite": {}}', '{"autre": {}}', '{"suite": [1]}', "[" * 100_000, "x" * 300_000],
    )
    def test_a_hidden_field_that_was_touched_is_refused(self, texte):
        traduction = document(saisie_du_formulaire({"reste": texte}))
        assert [erreur.chemin for erreur in traduction.erreurs] == ["reste"]

    def test_its_facts_are_checked_with_the_others(self):
        saisie = saisie_du_formulaire(
            {
                "reste": '{"personnes": {"p1": {"boursier": 3, "inconnu": 1}}}',
                "personnes[0].id": "p1",
                "personnes[0].role": "demandeur",
            }
        )
        with pytest.raises(SituationInvalide) as refus:
            lire_situation(document(saisie).document)
        assert {e.chemin for e in refus.value.erreurs} == {"personnes[0].boursier", "personnes[0].inconnu"}
