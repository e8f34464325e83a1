"""The catalogue: every card can be read, every name it uses exists, every fault is told."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from openfisca_core.parameters import Parameter

from rules import CountryTaxBenefitSystem
from rules.cartes import Carte
from rules.catalogue import DOSSIER, CatalogueInvalide, charger_catalogue
from rules.vocabulaire import CHAMPS

DROITS = {
    "rsa", "ppa", "aah", "mva", "aspa", "asi", "ass", "prime_noel", "al", "af", "cf", "asf",
    "paje_base", "prime_naissance", "cmg", "prepare", "aeeh", "ars", "css_gratuite",
    "css_participation", "cheque_energie", "bourse_college", "bourse_lycee", "bourse_crous",
    "apa_domicile", "pch", "lep", "visale", "locapass", "mobili_jeune", "logement_social", "cej",
    "aide_mobilite", "aide_garde_enfant", "aide_permis", "pass_sport", "pass_culture",
    "repas_crous",
}  # fmt: skip
PERIODES = {"month": "mois", "year": "annee"}
MOIS = "2026-11-01"

CATALOGUE = charger_catalogue()
CARTES = [pytest.param(carte, id=identifiant) for identifiant, carte in CATALOGUE.items()]


@pytest.fixture(scope="module")
def systeme():
    return CountryTaxBenefitSystem()


def _textes(noeud):
    if isinstance(noeud, dict):
        for cle, valeur in noeud.items():
            if cle != "href":
                yield from _textes(valeur)
    elif isinstance(noeud, list | tuple):
        for valeur in noeud:
            yield from _textes(valeur)
    elif isinstance(noeud, str):
        yield noeud


def _references(noeud):
    if isinstance(noeud, dict):
        if "href" in noeud:
            yield noeud
        for valeur in noeud.values():
            yield from _references(valeur)
    elif isinstance(noeud, list | tuple):
        for valeur in noeud:
            yield from _references(valeur)


def _variables(carte: Carte):
    """Every variable of a card with the entity and the period the card gives it."""
    calcul = carte.calcul
    if calcul.variable:
        yield calcul.variable, calcul.entite, calcul.periode
    for forme in calcul.formes:
        yield forme.variable, calcul.entite, calcul.periode
    for condition in carte.conditions:
        if condition.variable:
            yield condition.variable, condition.entite, condition.periode
        for autre in filter(None, (condition.ou, condition.doute)):
            yield autre, condition.entite, condition.periode
        if condition.seuil and condition.seuil.variable:
            yield condition.seuil.variable, condition.entite, condition.periode


def _parametres(carte: Carte):
    if carte.seuil_versement:
        yield carte.seuil_versement.parametre
    for condition in carte.conditions:
        if condition.seuil and condition.seuil.parametre:
            yield condition.seuil.parametre
    for repere in carte.reperes:
        yield repere.parametre


def test_the_catalogue_holds_the_droits_of_the_design_in_order():
    assert set(CATALOGUE) >= DROITS
    assert list(CATALOGUE) == sorted(CATALOGUE)


def test_the_caller_cannot_damage_the_catalogue_of_the_project():
    charger_catalogue().clear()
    assert set(charger_catalogue()) >= DROITS


@pytest.mark.parametrize("carte", CARTES)
def test_each_card_is_named_as_its_file(carte):
    (fichier,) = DOSSIER.rglob(f"{carte.id}.yaml")
    assert (fichier.parent.name == "national") == (carte.territoire == "national")
    assert CATALOGUE[carte.id] is carte


@pytest.mark.parametrize("carte", CARTES)
def test_each_variable_exists_with_its_entity_and_its_period(carte, systeme):
    for nom, entite, periode in _variables(carte):
        variable = systeme.variables[nom]
        assert (variable.entity.key, PERIODES[variable.definition_period]) == (entite, periode)
        assert variable.end is None or variable.end >= date.fromisoformat(MOIS), f"{nom} has ended"


@pytest.mark.parametrize("carte", CARTES)
def test_each_comparison_suits_the_type_of_its_variable(carte, systeme):
    for condition in carte.conditions:
        if condition.variable is None:
            continue
        variable = systeme.variables[condition.variable]
        booleenne = condition.operateur in {"vrai", "faux"}
        assert booleenne == (variable.value_type is bool), condition.id
        if condition.seuil and condition.seuil.modalite:
            assert condition.seuil.modalite in variable.possible_values.__members__


@pytest.mark.parametrize("carte", CARTES)
def test_each_parameter_can_be_read_at_the_month(carte, systeme):
    for chemin in _parametres(carte):
        parametre = systeme.parameters
        for etape in chemin.split("."):
            parametre = getattr(parametre, etape)
        assert isinstance(parametre, Parameter), chemin
        lue = parametre(MOIS)
        assert isinstance(lue, int | float) or (lue is None and carte.territoire != "national"), chemin


@pytest.mark.parametrize("carte", CARTES)
def test_each_reference_leads_to_a_page(carte):
    references = list(_references(carte.model_dump()))
    assert references
    assert all(r["href"].startswith("https://") and r["titre"] for r in references)


@pytest.mark.parametrize("carte", CARTES)
def test_each_fact_is_a_path_of_the_situation(carte):
    assert carte.champs_necessaires
    assert {necessaire.champ for necessaire in carte.champs_necessaires} <= CHAMPS
    assert {champ for condition in carte.conditions for champ in condition.champs} <= CHAMPS


@pytest.mark.parametrize("carte", CARTES)
def test_each_card_says_when_it_was_checked(carte):
    assert date(2026, 1, 1) <= carte.verifie_le


@pytest.mark.parametrize("carte", CARTES)
def test_what_is_not_calculated_has_a_reason_and_no_amount(carte):
    if carte.calcul.mode == "calcule":
        assert carte.calcul.raison is None
        return
    assert carte.calcul.raison
    assert carte.unite is None
    assert carte.tolerance is None
    assert carte.seuil_versement is None
    assert carte.calcul.nature == "eligibilite"


@pytest.mark.parametrize("carte", CARTES)
def test_the_words_are_french_and_speak_to_no_one_in_particular(carte):
    for texte in _textes(carte.model_dump(exclude={"sources"})):
        assert not re.search(r"\b(vous|votre|vos|tu|ton|tes)\b", texte, re.IGNORECASE), texte
    assert len(carte.resume) <= 160
    assert carte.resume.endswith(".")
    assert carte.resume.count(". ") == 0
    assert 2 <= len(carte.conditions) <= 6


def test_an_incompatibility_is_written_on_both_cards_when_it_is_mutual():
    unilateraux = {("cej", "rsa")}
    liens = {(c.id, autre) for c in CATALOGUE.values() for autre in c.cumul.exclut}
    assert {(a, b) for a, b in liens if (b, a) not in liens} == unilateraux


def test_the_champs_are_paths_of_the_situation_model():
    situation = pytest.importorskip("simulations.situation")
    racines = {
        "personnes[]": situation.Personne,
        "couple": situation.Couple,
        "logement": situation.Logement,
        "fiscal": situation.Fiscal,
        "evenements": situation.Evenements,
    }
    for chemin in CHAMPS - {"mois", "prestations"}:
        racine, *suite = chemin.split(".")
        modele = racines[racine]
        for etape in suite:
            assert etape in modele.model_fields, chemin
            modele = _modele_de(modele.model_fields[etape].annotation)


def _modele_de(annotation):
    candidats = getattr(annotation, "__args__", (annotation,))
    return next((c for c in candidats if hasattr(c, "model_fields")), None)


# One card, broken in one way at a time.


def _ecrire(dossier: Path, carte: dict, nom: str = "af") -> None:
    texte = yaml.safe_dump(carte, allow_unicode=True, sort_keys=False)
    (dossier / f"{nom}.yaml").write_text(texte, encoding="utf-8")


@pytest.fixture
def carte():
    brut = yaml.safe_load((DOSSIER / "national" / "af.yaml").read_text(encoding="utf-8"))
    brut["cumul"] = {"avant": [], "ouvre": [], "reduit": [], "exclut": [], "note": None}
    return brut


def _fautes(dossier: Path) -> str:
    with pytest.raises(CatalogueInvalide) as info:
        charger_catalogue(dossier)
    assert str(info.value) == "\n".join(info.value.fautes)
    return str(info.value)


def test_the_card_used_below_is_right(tmp_path, carte):
    _ecrire(tmp_path, carte)
    assert list(charger_catalogue(tmp_path)) == ["af"]


@pytest.mark.parametrize(
    ("changer", "champ", "attendu"),
    [
        (lambda c: c.pop("libelle"), "libelle", "reçu rien, attendu une valeur"),
        (lambda c: c.update(couleur="bleu"), "couleur", "attendu une clé du modèle"),
        (lambda c: c.update(famille="divers"), "famille", "reçu « divers », attendu l'une des"),
        (lambda c: c.update(verifie_le="hier"), "verifie_le", "attendu une date"),
        (lambda c: c.update(verifie_le=None), "verifie_le", "reçu null"),
        (lambda c: c.update(tolerance="cinq"), "tolerance", "attendu un nombre"),
        (lambda c: c.update(tolerance=-1.0), "tolerance", "attendu au moins 0"),
        (lambda c: c.update(resume=""), "resume", "attendu un texte non vide"),
        (lambda c: c.update(sources=[]), "sources", "attendu au moins un élément"),
        (lambda c: c["sources"][0].update(href="http://a.fr"), "sources[0].href", "https://"),
        (lambda c: c["effet"].update(regle="demain"), "effet.regle", "reçu « demain »"),
        (lambda c: c["effet"].update(rappel_mois="24"), "effet.rappel_mois", "un nombre entier"),
        (lambda c: c["calcul"].update(crds="oui"), "calcul.crds", "attendu true ou false"),
        (lambda c: c["calcul"].update(mode="a_instruire"), "calcul", "une raison"),
        (
            lambda c: c["calcul"].update(mode="a_instruire", raison="à voir"),
            "calcul",
            "ni montant ni formes",
        ),
        (lambda c: c["calcul"].update(variable=None), "calcul", "une variable"),
        (lambda c: c["calcul"].update(entite="individu"), "calcul", "beneficiaires"),
        (
            lambda c: c["conditions"][0].update(champs=["personnes[].age"]),
            "conditions[0].champs[0]",
            "reçu « personnes[].age », attendu un chemin connu de la situation",
        ),
        (lambda c: c["conditions"][0].update(seuil=None), "conditions[0]", "un seuil"),
        (
            lambda c: c["conditions"][0].update(seuil={"valeur": 3}),
            "conditions[0].seuil.valeur",
            "reçu « 3 »",
        ),
        (
            lambda c: c["conditions"][0].update(seuil={"valeur": 0, "variable": "rsa"}),
            "conditions[0].seuil",
            "une clé",
        ),
        (lambda c: c["conditions"][0].pop("entite"), "conditions[0]", "ensemble"),
        (
            lambda c: c["conditions"][0].update(entite="individu"),
            "conditions[0]",
            "un quantificateur",
        ),
        (
            lambda c: c["champs_necessaires"][0].update(champ="revenus"),
            "champs_necessaires[0].champ",
            "un chemin connu de la situation",
        ),
        (lambda c: c["cumul"].update(ouvre=["nuage"]), "cumul.ouvre[0]", "reçu « nuage »"),
        (lambda c: c["cumul"].update(avant=["af"]), "cumul.avant[0]", "d'une autre carte"),
        (lambda c: c.update(id="cf"), "id", "reçu « cf », attendu « af »"),
    ],
)
def test_a_broken_card_names_its_file_and_its_field(tmp_path, carte, changer, champ, attendu):
    changer(carte)
    _ecrire(tmp_path, carte)
    fautes = _fautes(tmp_path)
    assert f"rules/catalogue/af.yaml : champ `{champ}` : reçu " in fautes
    assert attendu in fautes


def test_every_fault_is_listed_at_once(tmp_path, carte):
    _ecrire(tmp_path, {**carte, "id": "asf", "libelle": 3, "unite": "USD"}, "asf")
    _ecrire(tmp_path, {**carte, "territoire": "lune"})
    fautes = _fautes(tmp_path)
    for lieu in ("asf.yaml : champ `libelle`", "asf.yaml : champ `unite`", "af.yaml : champ"):
        assert lieu in fautes


def test_a_card_that_cannot_be_read_does_not_blame_those_that_name_it(tmp_path, carte):
    _ecrire(tmp_path, {**carte, "cumul": {**carte["cumul"], "ouvre": ["asf"]}})
    _ecrire(tmp_path, {**carte, "id": "asf", "libelle": 3}, "asf")
    assert "af.yaml : champ `cumul" not in _fautes(tmp_path)


def test_a_loop_of_claims_is_refused(tmp_path, carte):
    _ecrire(tmp_path, {**carte, "cumul": {**carte["cumul"], "avant": ["asf"]}})
    _ecrire(tmp_path, {**carte, "id": "asf", "cumul": {**carte["cumul"], "avant": ["af"]}}, "asf")
    assert "champ `cumul.avant` : reçu la boucle" in _fautes(tmp_path)


def test_a_key_written_twice_is_refused(tmp_path):
    (tmp_path / "af.yaml").write_text("id: af\nid: af\n", encoding="utf-8")
    assert "af.yaml : reçu clé « id » écrite deux fois" in _fautes(tmp_path).replace("while ", "")


def test_what_is_no_yaml_is_refused(tmp_path):
    (tmp_path / "af.yaml").write_text("id: [", encoding="utf-8")
    assert "attendu un YAML bien formé" in _fautes(tmp_path)


def test_an_empty_card_is_refused(tmp_path):
    (tmp_path / "af.yaml").write_text("", encoding="utf-8")
    assert "rules/catalogue/af.yaml : reçu null, attendu un groupe de clés" in _fautes(tmp_path)


def test_a_folder_without_cards_is_refused(tmp_path):
    assert "reçu aucune carte" in _fautes(tmp_path)
