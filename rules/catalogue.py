"""The catalogue: one YAML card per droit in `rules/catalogue/`, read and checked here.

Imports pydantic, yaml and the standard library; never OpenFisca, a household or the web.
A card says what the law asks and how to claim; it holds no amount and no formula.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

DOSSIER = Path(__file__).with_name("catalogue")

FamilleDroits = Literal[
    "minima_sociaux", "famille", "logement", "sante", "energie",
    "autonomie", "education", "jeunesse", "emploi", "epargne",
]  # fmt: skip
Organisme = Literal[
    "caf", "cpam", "carsat", "msa", "france_travail", "departement", "mdph", "education_nationale",
    "crous", "action_logement", "asp", "bailleur_social", "banque", "mission_locale", "etat",
]  # fmt: skip
Financeur = Literal[
    "etat", "departement", "cnsa_departement", "securite_sociale_famille", "fnal", "fsv",
    "fonds_css", "action_logement", "france_travail", "bailleur_social", "banque",
]  # fmt: skip
Mode = Literal["calcule", "a_instruire", "non_calculable"]
Entite = Literal["individu", "famille", "foyer_fiscal", "menage"]
Periode = Literal["mois", "annee"]
Periodicite = Literal["mensuel", "annuel", "ponctuel", "couverture", "reduction"]
RegleEffet = Literal[
    "premier_du_mois_de_la_demande", "mois_suivant_la_demande", "mois_suivant_l_evenement",
    "date_de_decision", "mois_suivant_la_decision", "automatique", "annee_scolaire",
    "campagne_annuelle", "a_la_demande",
]  # fmt: skip
Operateur = Literal["vrai", "faux", ">=", ">", "<=", "<", "=="]
Quantificateur = Literal["un_parent", "demandeur", "chaque", "un_enfant"]
Pour = Literal["menage", "demandeur", "parents", "adultes", "enfants", "beneficiaires"]
Si = Literal[
    "locataire", "accedant", "heberge", "moins_de_25", "etranger_hors_ue", "etranger",
    "enfant_present", "parent_isole", "independant", "etudiant", "demandeur_emploi", "handicap",
    "age_60", "enceinte", "agricole",
]  # fmt: skip
Confiance = Literal["verifie", "secondaire", "a_confirmer"]

_PERSONNE = (
    "id role date_naissance sexe nationalite titre_sejour_depuis activite "
    "inscrit_france_travail_depuis revenus_interrompus enceinte date_accouchement_prevue handicap "
    "handicap.taux handicap.rsdae inapte_travail gir plan_aide_apa scolarite boursier interne "
    "regime a_charge garde_alternee parent_isole_de rattache_foyer_parents autre_parent "
    "pension_alimentaire pension_alimentaire.fixee pension_alimentaire.montant "
    "pension_alimentaire.payee aeeh_categorie ass_condition_activite rsa_jeune_condition_activite "
    "are_fin_droits are_journaliere etudes etudes.annee etudes.formation_habilitee_bourse "
    "etudes.ressources_parents etudes.distance_km etudes.freres_soeurs_a_charge "
    "etudes.freres_soeurs_superieur etudes.orphelin emploi emploi.alternance emploi.debut "
    "emploi.heures_semaine emploi.employeur_prive emploi.secteur_agricole revenus patrimoine "
    "patrimoine.livrets patrimoine.autres_placements patrimoine.immobilier_non_loue "
    "patrimoine.valeur_locative_non_loue"
)
_LOGEMENT = (
    "commune statut loyer charges depuis surface chauffage chambre crous bailleur_proche "
    "participation_frais entree_prevue pret pret.signe_le pret.mensualite pret.conventionne"
)
#: Every path of the situation a card may name.
CHAMPS: frozenset[str] = frozenset(
    {"mois", "couple.statut", "couple.depuis", "prestations"}
    | {"fiscal.rfr_n2", "fiscal.rfr_n1", "fiscal.parts"}
    | {f"personnes[].{nom}" for nom in _PERSONNE.split()}
    | {f"logement.{nom}" for nom in _LOGEMENT.split()}
)


def _champ_connu(chemin: str) -> str:
    if chemin not in CHAMPS:
        raise PydanticCustomError("attendu", "un chemin connu de la situation")
    return chemin


def _https(adresse: str) -> str:
    if not adresse.startswith("https://"):
        raise PydanticCustomError("attendu", "une adresse qui commence par https://")
    return adresse


Identifiant = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
NomVariable = Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*$")]
Texte = Annotated[str, Field(min_length=1)]
Chemin = Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+$")]
Champ = Annotated[str, AfterValidator(_champ_connu)]
Adresse = Annotated[str, AfterValidator(_https)]


class CatalogueInvalide(ValueError):
    """The cards cannot be used; `fautes` lists everything that is wrong, one sentence each."""

    def __init__(self, fautes: Sequence[str]) -> None:
        self.fautes = tuple(fautes)
        super().__init__("\n".join(self.fautes))


class _Fiche(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Reference(_Fiche):
    """A text or an official page.

    `verifie`: its content was read; `secondaire`: known through another source;
    `a_confirmer`: nobody has checked it, and the product must say so.
    """

    titre: Texte
    href: Adresse
    confiance: Confiance


class Forme(_Fiche):
    """A kind of one droit (APL, ALS or ALF): `variable` says which one applies."""

    id: Identifiant
    libelle: Texte
    variable: NomVariable


class Calcul(_Fiche):
    """How the engine answers. Only the mode `calcule` may give an amount.

    Attributes:
        periode: the period the variable is asked with; bourses are monthly with a yearly amount.
        nature: `montant` reads euros; `eligibilite` reads a boolean, or a number above zero.
        crds: the variable is before CRDS and people see the amount after it.
        beneficiaires: for a variable of `individu`, the persons who may hold the droit.
    """

    mode: Mode
    raison: Texte | None
    variable: NomVariable | None
    entite: Entite | None
    periode: Periode | None
    nature: Literal["montant", "eligibilite"]
    crds: bool
    beneficiaires: Literal["adultes", "enfants", "tous"] | None
    formes: tuple[Forme, ...]

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        calcule = self.mode == "calcule"
        if calcule == (self.raison is not None):
            raise PydanticCustomError("attendu", "une raison si et seulement si mode ≠ calcule")
        if self.variable is None and calcule:
            raise PydanticCustomError("attendu", "une variable quand mode vaut calcule")
        if self.variable is not None and self.mode == "non_calculable":
            raise PydanticCustomError("attendu", "variable null quand mode vaut non_calculable")
        if not calcule and (self.nature == "montant" or self.crds or self.formes):
            raise PydanticCustomError("attendu", "ni montant ni formes quand mode ≠ calcule")
        if (self.variable is None) != (self.entite is None) or (self.entite is None) != (
            self.periode is None
        ):
            raise PydanticCustomError("attendu", "variable, entite et periode ensemble")
        if (self.entite == "individu") != (self.beneficiaires is not None):
            raise PydanticCustomError("attendu", "beneficiaires pour les variables d'individu")
        return self


class Parametre(_Fiche):
    """A dated legal value, by its OpenFisca path."""

    parametre: Chemin


class Seuil(_Fiche):
    """What a variable is compared with: exactly one of the four.

    Attributes:
        parametre: a dated legal value, by its OpenFisca path.
        variable: another variable of the same entity and period as the condition.
        modalite: a value of the enumeration of the variable, by its OpenFisca name.
        valeur: zero, the only figure a card may write since every other one is dated.
    """

    parametre: Chemin | None = None
    variable: NomVariable | None = None
    modalite: NomVariable | None = None
    valeur: Literal[0] | None = None

    @model_validator(mode="after")
    def _un_seul(self) -> Self:
        possibles = (self.parametre, self.variable, self.modalite, self.valeur)
        if sum(possible is not None for possible in possibles) != 1:
            raise PydanticCustomError("attendu", "une clé : parametre, variable, modalite, valeur")
        return self


class Effet(_Fiche):
    """From which day a claim counts.

    Attributes:
        rappel_mois: months before the claim that can still be paid.
        perdu_si_attente: a month that passes without a claim is lost.
    """

    regle: RegleEffet
    rappel_mois: Annotated[int, Field(ge=0, le=60)]
    perdu_si_attente: bool
    reference: Reference


class Condition(_Fiche):
    """A condition that decides a yes or a no, evaluated on the run of the engine.

    Attributes:
        variable: None when the engine cannot tell; it is then shown as to be checked.
        seuil: what `variable` is compared with; None for `vrai` and `faux`.
        quantificateur: whose value counts, for a variable of `individu`; `chaque` is each person
            who may hold the droit, judged for themselves.
        champs: facts it depends on; when all are known, a false condition is a firm no. Empty when
            a no of the engine proves nothing (a late ceiling, an exception it cannot see).
        sauf: situations where the law grants an exception the engine ignores: a false condition
            is then no firm no either.
    """

    id: Identifiant
    libelle: Texte
    variable: NomVariable | None
    entite: Entite | None = None
    periode: Periode | None = None
    operateur: Operateur | None = None
    seuil: Seuil | None = None
    quantificateur: Quantificateur | None = None
    champs: tuple[Champ, ...] = ()
    sauf: tuple[Si, ...] = ()
    reference: Reference

    @model_validator(mode="after")
    def _coherente(self) -> Self:
        presents = {self.variable is None, self.entite is None, self.periode is None}
        if presents != {self.operateur is None}:
            raise PydanticCustomError(
                "attendu", "variable, entite, periode et operateur ensemble, ou tous null"
            )
        if (self.operateur in {None, "vrai", "faux"}) != (self.seuil is None):
            raise PydanticCustomError("attendu", "un seuil avec une comparaison, et sans elle null")
        if (self.entite == "individu") != (self.quantificateur is not None):
            raise PydanticCustomError("attendu", "un quantificateur pour les variables d'individu")
        return self


class ChampNecessaire(_Fiche):
    """A fact without which the result is not firm.

    Attributes:
        pour: whose fact; `beneficiaires` are the persons who may hold the droit.
        si: the only situation in which it matters; None when it always does.
    """

    champ: Champ
    pour: Pour
    si: Si | None
    pourquoi: Texte


class Formulaire(_Fiche):
    """The paper form."""

    titre: Texte
    cerfa: Annotated[str, Field(pattern=r"^\d{4,5}(\*\d{2})?$")] | None
    confiance: Confiance


class Demarche(_Fiche):
    """How the droit is claimed."""

    ou: Texte
    en_ligne: Adresse | None
    formulaire: Formulaire | None
    pieces: tuple[Texte, ...]
    delai: Texte | None


class Cumul(_Fiche):
    """Droits to claim before this one, opened by it, lowered by it, or incompatible with it."""

    avant: tuple[Identifiant, ...]
    ouvre: tuple[Identifiant, ...]
    reduit: tuple[Identifiant, ...]
    exclut: tuple[Identifiant, ...]
    note: Texte | None


class Carte(_Fiche):
    """One droit.

    Attributes:
        organisme_agricole: who pays instead when a member belongs to the agricultural scheme.
        seuil_versement: below this legal amount nothing is paid; for information, the variable
            already applies it.
        tolerance: euros, in the period of the droit, beyond which "paid less than due" is
            reported. A convention of this project, not a rule of law.
    """

    id: Identifiant
    libelle: Texte
    resume: Texte
    famille: FamilleDroits
    organisme: Organisme
    organisme_agricole: Literal["msa"] | None = None
    financeur: Financeur
    territoire: Literal["national"]
    calcul: Calcul
    periodicite: Periodicite
    unite: Literal["EUR"] | None
    seuil_versement: Parametre | None
    tolerance: Annotated[float, Field(ge=0)] | None
    effet: Effet
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)]
    champs_necessaires: tuple[ChampNecessaire, ...]
    demarche: Demarche
    cumul: Cumul
    limites: tuple[Texte, ...]
    sources: Annotated[tuple[Reference, ...], Field(min_length=1)]
    verifie_le: date

    @model_validator(mode="after")
    def _montants(self) -> Self:
        en_euros = self.calcul.nature == "montant"
        if (self.unite is not None) != en_euros or (self.tolerance is not None) != en_euros:
            raise PydanticCustomError("attendu", "unite et tolerance si la nature est montant")
        if self.seuil_versement is not None and not en_euros:
            raise PydanticCustomError("attendu", "seuil_versement null sans montant")
        identifiants = [condition.id for condition in self.conditions]
        if len(identifiants) != len(set(identifiants)):
            raise PydanticCustomError("attendu", "des conditions d'identifiants distincts")
        return self


def charger_catalogue(dossier: Path | None = None) -> dict[str, Carte]:
    """Read every card of a folder.

    Args:
        dossier: folder of YAML cards; the catalogue of the project when None, read once.

    Returns:
        The cards by id, in the order of the ids.

    Raises:
        CatalogueInvalide: with every fault of every card.
    """
    return dict(_catalogue_du_projet()) if dossier is None else _charger(dossier)


@cache
def _catalogue_du_projet() -> dict[str, Carte]:
    return _charger(DOSSIER)


def _charger(dossier: Path) -> dict[str, Carte]:
    cartes: dict[str, Carte] = {}
    fautes: list[str] = []
    for chemin in sorted(dossier.glob("*.yaml")):
        try:
            cartes[chemin.stem] = _lire(chemin)
        except CatalogueInvalide as erreur:
            fautes += erreur.fautes
    # A card that cannot be read must not make every card that names it look wrong.
    fautes += _fautes_de_renvois(cartes, connus={p.stem for p in dossier.glob("*.yaml")})
    if fautes:
        raise CatalogueInvalide(fautes)
    if not cartes:
        raise CatalogueInvalide([f"{dossier} : reçu aucune carte, attendu des fichiers .yaml"])
    return cartes


def _lire(chemin: Path) -> Carte:
    try:
        # S506 takes every subclass of SafeLoader for an unsafe loader.
        brut = yaml.load(chemin.read_text(encoding="utf-8"), Loader=_Lecteur)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as erreur:
        recu = " ".join(str(erreur).split())
        raise CatalogueInvalide([_faute(chemin, "", recu, "un YAML bien formé")]) from erreur
    try:
        # Through JSON: strict there still reads lists as tuples and text as dates.
        carte = Carte.model_validate_json(json.dumps(brut, default=str))
    except ValidationError as erreur:
        raise CatalogueInvalide(list(_traduire(chemin, erreur.errors()))) from erreur
    if carte.id != chemin.stem:
        attendu = f"« {chemin.stem} », le nom du fichier"
        raise CatalogueInvalide([_faute(chemin, "id", f"« {carte.id} »", attendu)])
    return carte


class _Lecteur(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice: the second would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        cles = [cle.value for cle, _ in node.value]
        for cle in cles:
            if cles.count(cle) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"clé « {cle} » écrite deux fois", node.start_mark
                )
        return super().construct_mapping(node, deep)


def _fautes_de_renvois(cartes: dict[str, Carte], connus: set[str]) -> Iterator[str]:
    for identifiant, carte in cartes.items():
        chemin = DOSSIER / f"{identifiant}.yaml"
        for lien in ("avant", "ouvre", "reduit", "exclut"):
            for rang, cible in enumerate(getattr(carte.cumul, lien)):
                if cible not in connus or cible == identifiant:
                    champ = f"cumul.{lien}[{rang}]"
                    yield _faute(chemin, champ, f"« {cible} »", "l'identifiant d'une autre carte")
    try:
        TopologicalSorter({i: c.cumul.avant for i, c in cartes.items()}).prepare()
    except CycleError as erreur:
        boucle = erreur.args[1]
        chemin = DOSSIER / f"{boucle[0]}.yaml"
        recu = "la boucle " + " → ".join(boucle)
        yield _faute(chemin, "cumul.avant", recu, "un ordre des demandes sans boucle")


def _faute(chemin: Path, champ: str, recu: str, attendu: str) -> str:
    lieu = f" : champ `{champ}`" if champ else ""
    return f"rules/catalogue/{chemin.name}{lieu} : reçu {recu}, attendu {attendu}"


_ATTENDUS = {
    "missing": "une valeur",
    "extra_forbidden": "une clé du modèle de carte",
    "string_type": "un texte",
    "string_too_short": "un texte non vide",
    "bool_type": "true ou false",
    "int_type": "un nombre entier",
    "float_type": "un nombre",
    "tuple_type": "une liste",
    "too_short": "au moins un élément",
    "model_type": "un groupe de clés",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ",
    "date_parsing": "une date AAAA-MM-JJ",
    "date_type": "une date AAAA-MM-JJ",
    "string_pattern_mismatch": "un texte de la forme {pattern}",
    "string_too_long": "au plus {max_length} caractères",
    "greater_than_equal": "au moins {ge}",
    "less_than_equal": "au plus {le}",
}


def _traduire(chemin: Path, erreurs: Sequence[ErrorDetails]) -> Iterator[str]:
    for erreur in erreurs:
        recu = "rien" if erreur["type"] == "missing" else _abrege(erreur["input"])
        yield _faute(chemin, _position(erreur["loc"]), recu, _attendu(erreur))


def _attendu(erreur: ErrorDetails) -> str:
    contexte = erreur.get("ctx", {})
    if erreur["type"] == "attendu":
        return erreur["msg"]
    if erreur["type"] == "literal_error":
        return "l'une des valeurs " + str(contexte["expected"]).replace(" or ", " ou ")
    modele = _ATTENDUS.get(erreur["type"], "une valeur conforme au modèle de carte")
    return modele.format_map(contexte)


def _abrege(recu: object, longueur: int = 60) -> str:
    if recu is None:
        return "null"
    texte = " ".join(str(recu).split())
    return f"« {texte if len(texte) <= longueur else texte[: longueur - 1] + '…'} »"


def _position(lieu: tuple[int | str, ...]) -> str:
    texte = ""
    for etape in lieu:
        if isinstance(etape, int):
            texte += f"[{etape}]"
        else:
            texte += f".{etape}" if texte else etape
    return texte
