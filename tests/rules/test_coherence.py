"""Health of our own rules: what a reviewer would ask of each variable and of each parameter."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from openfisca_france import FranceTaxBenefitSystem

from rules.overlay import lire_surcouche, valeurs_reprises

RACINE = Path(__file__).parents[2]
VARIABLES = RACINE / "rules" / "variables"
PARAMETRES = RACINE / "parameters"
SURCOUCHE = PARAMETRES / "national"
CAS = RACINE / "tests" / "rules"
# Values of the whole country; every other root node is that of a local authority, whose values say `vu_le`.
NATIONALES = {"national", "droits_ouverts", "droits_nationaux"}

FICHIERS_VARIABLES = sorted(VARIABLES.rglob("*.py"))
# No parameters of the law, each with its own format and reader (docs/decisions/0008 and 0010).
REGLAGES = {"audit", "completions", "population", "secret_statistique", "taux_publies"}
FICHIERS_PARAMETRES = sorted(
    f for f in PARAMETRES.rglob("*.yaml") if f.name != "index.yaml" and f.parent != PARAMETRES
)
DOSSIERS_PARAMETRES = sorted(d for d in PARAMETRES.rglob("*") if d.is_dir())

# Nothing, one, a couple, a quarter, a year. Any other number is the law's: it has a parameter.
NOMBRES_PERMIS = {0, 1, 2, 3, 12}
NOM = re.compile(r"[a-z][a-z0-9_]*")
FORMULE = re.compile(r"formula(_(?P<annee>\d{4})(_\d{2}){0,2})?")
TEXTE = re.compile(
    r"\b(CSS|CASF|CCH|CGI|CRPA|code d[eu]|décret|arrêté|loi|circulaire|instruction|convention|"
    r"règlement|délibération)\b",
    re.IGNORECASE,
)
FONCTIONS_INTERDITES = {"min", "max", "any", "all", "round", "abs", "bool", "int", "float", "len"}


def _relatif(fichier):
    return fichier.relative_to(RACINE).as_posix()


def _par_fichier(fichiers):
    return pytest.mark.parametrize("fichier", fichiers, ids=_relatif)


def _classes(source):
    return [n for n in ast.parse(source).body if isinstance(n, ast.ClassDef)]


def _attributs(classe):
    return {
        cible.id: noeud.value
        for noeud in classe.body
        if isinstance(noeud, ast.Assign)
        for cible in noeud.targets
        if isinstance(cible, ast.Name)
    }


def _textes(noeud):
    return [n.value for n in ast.walk(noeud) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _formules(classe):
    return [n for n in classe.body if isinstance(n, ast.FunctionDef)]


def _corps(formule):
    """Give the nodes of a formula, its docstring apart."""
    debut = 1 if ast.get_docstring(formule) else 0
    return [noeud for partie in formule.body[debut:] for noeud in ast.walk(partie)]


def _est_nombre(noeud):
    return isinstance(noeud, ast.Constant) and type(noeud.value) in {int, float}


def _noms_constants(iterable):
    """Tell whether a comprehension runs over names written in the file, not over a column."""
    if isinstance(iterable, ast.Tuple | ast.List):
        return all(isinstance(element, ast.Constant) for element in iterable.elts)
    return isinstance(iterable, ast.Name) and iterable.id.isupper()


def _somme_permise(appel):
    compris = appel.args[0] if appel.args else None
    return isinstance(compris, ast.GeneratorExp | ast.ListComp) and all(
        _noms_constants(boucle.iter) for boucle in compris.generators
    )


def _defaut(noeud):
    """Say what a node does that a vectorised formula does not; None when nothing."""
    if isinstance(noeud, ast.If | ast.IfExp | ast.While | ast.Match | ast.Assert):
        return "branchement Python : écrire condition * valeur, ou numpy.where"
    if isinstance(noeud, ast.BoolOp) or (isinstance(noeud, ast.UnaryOp) and isinstance(noeud.op, ast.Not)):
        return "and, or, not : écrire &, |, ~"
    if isinstance(noeud, ast.comprehension) and noeud.ifs:
        return "filtre Python"
    if isinstance(noeud, ast.Compare) and len(noeud.ops) > 1:
        return "comparaison enchaînée : écrire (a <= b) & (b < c)"
    if _est_nombre(noeud) and noeud.value not in NOMBRES_PERMIS:
        return f"nombre {noeud.value} : sa place est dans parameters/"
    if isinstance(noeud, ast.BinOp) and _est_nombre(noeud.left) and _est_nombre(noeud.right):
        return f"nombre déguisé : {ast.unparse(noeud)}"
    if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name):
        nom = noeud.func.id
        if nom in FONCTIONS_INTERDITES or (nom == "sum" and not _somme_permise(noeud)):
            return f"{nom}() de Python sur une colonne"
    return None


def _defauts(source):
    return [
        f"ligne {getattr(noeud, 'lineno', '?')} : {defaut}"
        for classe in _classes(source)
        for formule in _formules(classe)
        for noeud in _corps(formule)
        if (defaut := _defaut(noeud))
    ]


@pytest.fixture(scope="module")
def amont():
    return FranceTaxBenefitSystem()


def test_il_y_a_des_regles():
    assert FICHIERS_VARIABLES
    assert FICHIERS_PARAMETRES


@_par_fichier(FICHIERS_VARIABLES)
def test_un_fichier_est_une_variable_de_son_nom(fichier):
    classes = _classes(fichier.read_text("utf-8"))
    assert [classe.name for classe in classes] == [fichier.stem]
    assert [ast.unparse(base) for base in classes[0].bases] == ["Variable"]
    assert NOM.fullmatch(fichier.stem)


@_par_fichier(FICHIERS_VARIABLES)
def test_une_variable_dit_ce_qu_elle_est_et_d_ou_elle_vient(fichier):
    (classe,) = _classes(fichier.read_text("utf-8"))
    attributs = _attributs(classe)
    assert _textes(attributs["label"])[0].strip()
    references = _textes(attributs["reference"])
    assert references
    assert all(lien.startswith("https://") for lien in references)
    documentees = [bool(ast.get_docstring(formule)) for formule in _formules(classe)]
    assert all(documentees)
    assert documentees or _textes(attributs["documentation"])[0].strip()


@_par_fichier(FICHIERS_VARIABLES)
def test_une_variable_nomme_son_texte(fichier):
    """In the docstring of each formula, or in the documentation of an input."""
    (classe,) = _classes(fichier.read_text("utf-8"))
    textes = [ast.get_docstring(formule) or "" for formule in _formules(classe)]
    if not textes:
        textes = _textes(_attributs(classe)["documentation"])
    assert all(TEXTE.search(texte) for texte in textes)


@_par_fichier(FICHIERS_VARIABLES)
def test_une_formule_est_vectorisee_et_sans_nombre(fichier):
    assert _defauts(fichier.read_text("utf-8")) == []


@_par_fichier(FICHIERS_VARIABLES)
def test_les_formules_sont_datees(fichier):
    """`formula` alone would replace upstream's formulas of every date."""
    (classe,) = _classes(fichier.read_text("utf-8"))
    for formule in _formules(classe):
        trouve = FORMULE.fullmatch(formule.name)
        assert trouve
        assert trouve["annee"]


@_par_fichier(FICHIERS_VARIABLES)
def test_une_variable_a_ses_cas_au_meme_chemin(fichier):
    cas = CAS / fichier.relative_to(VARIABLES).with_suffix(".yaml")
    assert cas.is_file()
    noms = {nom for un in yaml.safe_load(cas.read_text("utf-8")) for nom in _cles(un)}
    assert fichier.stem in noms


def _cles(noeud):
    if isinstance(noeud, dict):
        for cle, valeur in noeud.items():
            yield cle
            yield from _cles(valeur)


def test_pas_de_cas_sans_variable():
    dossiers = {CAS / f.relative_to(VARIABLES).parent for f in FICHIERS_VARIABLES}
    sans_variable = [
        _relatif(cas)
        for dossier in dossiers
        for cas in dossier.rglob("*.yaml")
        if not (VARIABLES / cas.relative_to(CAS)).with_suffix(".py").is_file()
    ]
    assert sans_variable == []


def test_une_correction_garde_la_nature_de_la_variable(amont):
    """A file named after an upstream variable keeps its entity, its period and its type."""
    for fichier in FICHIERS_VARIABLES:
        ancienne = amont.variables.get(fichier.stem)
        if ancienne is None:
            continue
        (classe,) = _classes(fichier.read_text("utf-8"))
        attributs = {nom: ast.unparse(valeur) for nom, valeur in _attributs(classe).items()}
        assert attributs["value_type"] == ancienne.value_type.__name__, fichier.stem
        assert attributs["entity"].lower().replace("foyerfiscal", "foyer_fiscal") == (ancienne.entity.key), (
            fichier.stem
        )
        assert attributs["definition_period"].lower() == str(ancienne.definition_period), fichier.stem


@_par_fichier(FICHIERS_PARAMETRES)
def test_un_parametre_est_documente_a_chaque_date(fichier):
    assert NOM.fullmatch(fichier.stem)
    parametre = yaml.safe_load(fichier.read_text("utf-8"))
    assert parametre["description"].strip()
    metadonnees = parametre["metadata"]
    assert metadonnees["unit"]
    nationale = fichier.relative_to(PARAMETRES).parts[0] in NATIONALES
    if nationale and isinstance(metadonnees["reference"], dict):
        assert date.fromisoformat(str(metadonnees["last_value_still_valid_on"]))
        references = {str(jour): liste for jour, liste in metadonnees["reference"].items()}
    else:
        references = _references_vues(parametre)
    assert parametre["values"]
    for jour in map(str, parametre["values"]):
        assert date.fromisoformat(jour)
        liste = references[jour] if isinstance(references[jour], list) else [references[jour]]
        assert liste, jour
        for reference in liste:
            assert reference["title"].strip()
            assert reference["href"].startswith("https://")


def _references_vues(parametre):
    """Check a value seen once: when it was, how far it is trusted, whether it is still awaited."""
    metadonnees = parametre["metadata"]
    assert date.fromisoformat(str(metadonnees["vu_le"]))
    assert metadonnees["confiance"] in {"verifie", "secondaire", "a_confirmer"}
    derniere = parametre["values"][max(parametre["values"], key=str)]
    attendue = derniere["value"] is None
    assert metadonnees.get("a_confirmer", False) == attendue
    assert not (attendue and metadonnees["confiance"] != "a_confirmer")
    return {str(jour): metadonnees["reference"] for jour in parametre["values"]}


@_par_fichier(DOSSIERS_PARAMETRES)
def test_un_dossier_de_parametres_ne_porte_que_des_donnees(fichier):
    assert NOM.fullmatch(fichier.name)
    assert {f.suffix for f in fichier.iterdir() if f.is_file()} <= {".yaml"}


@_par_fichier([dossier for dossier in DOSSIERS_PARAMETRES if dossier.parent == PARAMETRES])
def test_une_racine_de_parametres_est_decrite(fichier):
    index = yaml.safe_load((fichier / "index.yaml").read_text("utf-8"))
    assert index["description"].strip()


def test_la_surcouche_n_est_pas_reprise_par_l_amont(amont):
    """A value that openfisca-france now carries is to be deleted from parameters/national/."""
    assert valeurs_reprises(amont.parameters, SURCOUCHE) == []


def test_une_valeur_reprise_serait_vue(amont, tmp_path):
    chemin = "prestations_sociales.prestations_familiales.bmaf.bmaf"
    fichier = tmp_path.joinpath(*chemin.split(".")).with_suffix(".yaml")
    fichier.parent.mkdir(parents=True)
    fichier.write_text("description: BMAF\nvalues: {2026-04-01: {value: 478.16}}\n", "utf-8")
    assert [p.name for p in lire_surcouche(tmp_path)] == [chemin]
    assert valeurs_reprises(amont.parameters, tmp_path) == [f"{chemin} au 2026-04-01"]


@_par_fichier(sorted((CAS / "baremes").glob("*.yaml")))
def test_un_bareme_cite_ses_sources(fichier):
    texte = fichier.read_text("utf-8")
    assert "https://" in texte.split("\n- name", 1)[0]
    assert all(un["name"].strip() for un in yaml.safe_load(texte))


@pytest.mark.parametrize(
    ("instruction", "defaut"),
    [
        ("return where(age >= 25, 1, 0)", "25"),
        ("return 1 if age else 0", "branchement"),
        ("return max(age, 0)", "max()"),
        ("return sum(membres('rsa', period))", "sum()"),
        ("return sum(r for r in revenus)", "sum()"),
        ("return (age > 0) and (age < 3)", "and, or, not"),
        ("return 0 < age < 3", "enchaînée"),
        ("return enfants >= 1 + 1", "déguisé"),
        ("return age * 0.5", "0.5"),
    ],
)
def test_un_defaut_serait_vu(instruction, defaut):
    source = f"class x(Variable):\n    def formula(individu, period):\n        {instruction}\n"
    assert any(defaut in trouve for trouve in _defauts(source))


@pytest.mark.parametrize(
    "instruction",
    [
        "return sum(individu(r, period) for r in REVENUS) / 3",
        "return (age >= p.age) * p.montant * 12",
        '"""CSS L842-3 : 59,85 % au-delà de 25 ans."""',
    ],
)
def test_une_bonne_formule_n_a_pas_de_defaut(instruction):
    source = f"class x(Variable):\n    def formula(individu, period):\n        {instruction}\n"
    assert _defauts(source) == []


def test_ce_qui_n_est_pas_la_loi_est_a_la_racine_et_nomme():
    assert {fichier.stem for fichier in PARAMETRES.glob("*.yaml")} == REGLAGES
