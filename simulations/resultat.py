"""What a simulation answers: the contract of the API and of `droits simuler --json`.

Amounts are euros in the droit's own unit (`periodicite`); `signalements[].montant_mensuel` is the only
figure put per month, for ranking. An estimate, never a decision.
"""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Decision(StrEnum):
    """How sure the answer is."""

    DROIT_PROBABLE = "droit_probable"
    A_VERIFIER = "a_verifier"
    PEU_PROBABLE = "peu_probable"
    A_INSTRUIRE = "a_instruire"
    NON_CALCULABLE = "non_calculable"


class TypeEcart(StrEnum):
    """Due minus received."""

    NON_RECOURS = "non_recours"
    SOUS_VERSEMENT = "sous_versement"
    AUCUN = "aucun"
    TROP_PERCU_POSSIBLE = "trop_percu_possible"
    INCONNU = "inconnu"


class StatutRecu(StrEnum):
    """What is known of the receipt of a droit in the month."""

    OUI = "oui"
    NON = "non"
    INCONNU = "inconnu"


class EtatCondition(StrEnum):
    """State of one condition of the text.

    `inconnue`: a fact is missing, or only the organisme can tell; `sans_objet`: the condition is about
    situations in which nobody of the household is.
    """

    REMPLIE = "remplie"
    NON_REMPLIE = "non_remplie"
    INCONNUE = "inconnue"
    SANS_OBJET = "sans_objet"


class Reponse(BaseModel):
    """An answer: nothing more than its fields, never changed once built."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reference(Reponse):
    """A text: article, decree, official page."""

    titre: str
    href: str | None
    confiance: str = Field(description="verifie, secondaire ou a_confirmer")


class Condition(Reponse):
    """One condition, in the order of the text."""

    libelle: str
    etat: EtatCondition
    valeur: float | bool | None = None
    seuil: float | None = None
    reference: Reference | None = None


class Recu(Reponse):
    """What the household receives of this droit in the month."""

    statut: StatutRecu
    montant: float | None = Field(default=None, description="null : inconnu")


class Ecart(Reponse):
    """Due compared with received."""

    type: TypeEcart
    montant: float | None = Field(default=None, description="null : non chiffrable")


class Effet(Reponse):
    """From which day a claim made in the month counts, for this household."""

    regle: str
    a_partir_de: date | None = Field(
        default=None,
        description="premier mois payé pour une demande faite ce mois-ci ; null : date inconnue",
    )
    rappel_mois: int = Field(default=0, description="mois passés que le texte permet de demander, au plus")
    mois_a_rappeler: int | None = Field(
        default=None,
        description="mois passés que ce foyer peut encore demander ; null : déjà reçu, ou date inconnue",
    )
    rappel_montant: float | None = Field(
        default=None,
        description="au plus, si la situation était la même ces mois-là ; null : à calculer par la caisse",
    )
    rappel: str | None = Field(default=None, description="ce qui peut être dit des mois passés")
    reference: Reference | None = None


class Formulaire(Reponse):
    """A form."""

    titre: str
    cerfa: str | None = None


class Lieu(Reponse):
    """A place to go, for the commune of the household."""

    nom: str
    adresse: str | None = None
    telephone: str | None = None
    site: str | None = None
    source: str
    href: str
    vu_le: date
    confiance: str = Field(description="verifie, secondaire ou a_confirmer")


class Demarche(Reponse):
    """How to claim."""

    ou: str
    lieux: list[Lieu] = Field(
        default=[], description="où aller depuis la commune du foyer, du plus proche au plus large"
    )
    en_ligne: str | None = None
    formulaire: Formulaire | None = None
    pieces: list[str]
    delai: str | None = None


class Repere(Reponse):
    """A figure worth quoting that is not the amount of the household: a ceiling, a price, a maximum."""

    libelle: str
    valeur: float | None = Field(description="null : attendue de l'autorité qui la fixe")
    unite: str | None = Field(default=None, description="unité du paramètre : currency, year, /1…")
    parametre: str = Field(description="chemin du paramètre daté d'où vient la valeur")


class DroitLie(Reponse):
    """Another droit of the same household, named by one that comes before it, opens it or lowers it."""

    droit: str
    libelle: str
    beneficiaire: str


class Droit(Reponse):
    """One droit of the catalogue for this household, or for one person of it."""

    id: str
    libelle: str
    forme: str | None = Field(default=None, description="APL, ALS, ALF ; RSA majoré…")
    beneficiaire: str = Field(description="« famille », « menage », « foyer_fiscal » ou une personne")
    organisme: str
    niveau: str = Field(description="national, ou region, departement, epci, commune pour un droit local")
    financeur: str
    periodicite: str
    decision: Decision
    probabilite: float | None = Field(
        default=None, description="1 ou 0 quand tout est connu ; null tant que rien ne la mesure"
    )
    montant: float | None = Field(
        default=None,
        description="dû une fois tous les droits en paiement ; 0 si un autre est retenu à sa place ; "
        "null : sans montant",
    )
    montant_min: float | None = None
    montant_max: float | None = None
    montant_actuel: float | None = Field(
        default=None, description="dû aujourd'hui, avec les seules prestations déjà reçues"
    )
    unite: str | None = None
    recu: Recu
    ecart: Ecart
    effet: Effet
    avant: tuple[DroitLie, ...] = Field(
        default=(), description="à demander d'abord : non reçus, et probables ou à vérifier"
    )
    ouvre: tuple[DroitLie, ...] = Field(default=(), description="droits non reçus qu'il ouvre ou facilite")
    reduit: tuple[DroitLie, ...] = Field(
        default=(), description="droits qu'il fait baisser ; les montants en tiennent compte"
    )
    exclut: tuple[DroitLie, ...] = Field(default=(), description="droits possibles qui ne s'y ajoutent pas")
    retenu_a_la_place: DroitLie | None = Field(
        default=None, description="droit signalé à sa place, car les deux ne s'ajoutent pas"
    )
    baisse_prevue: float | None = Field(
        default=None,
        description="de combien le montant reçu baissera quand des droits dus, non versés, le seront",
    )
    ordre: tuple[str, ...] = Field(default=(), description="les mêmes liens, en phrases")
    conditions: list[Condition]
    demarche: Demarche
    reperes: list[Repere] = Field(description="chiffres de la règle, hors du montant du foyer")
    hypotheses: list[str]
    limites: list[str]


class Signalement(Reponse):
    """An ecart worth acting on, most pressing first."""

    droit: str
    beneficiaire: str
    type: TypeEcart
    montant: float | None
    periodicite: str
    montant_mensuel: float | None = Field(description="pour le classement ; null : sans montant")
    certitude: float
    urgence: str | None
    rang: int
    avant: tuple[DroitLie, ...] = Field(default=(), description="à demander d'abord")
    ouvre: tuple[DroitLie, ...] = Field(default=(), description="droits non reçus qu'il ouvre ou facilite")
    reduit: tuple[DroitLie, ...] = Field(default=(), description="droits qu'il fait baisser")
    mois_a_rappeler: int | None = Field(
        default=None, description="mois passés qui peuvent encore être demandés ; null : date inconnue"
    )
    rappel_montant: float | None = Field(
        default=None,
        description="au plus, si la situation était la même ces mois-là ; null : à calculer par la caisse",
    )


class Question(Reponse):
    """What to ask next, from the run over the possible values of what is unknown."""

    champ: str = Field(description="premier fait de la question")
    champs: list[str] = Field(description="tous les faits que la réponse donne")
    question: str
    enjeu_mensuel: float | None = Field(
        default=None, description="euros par mois en doute que la réponse lèverait ; null : moins d'un euro"
    )
    droits: list[str]


class Versions(Reponse):
    """What the answer was computed with."""

    droits_ouverts: str
    openfisca_france: str
    openfisca_core: str
    parametres: str


class Totaux(Reponse):
    """Sums over the monthly droits that are probable or received, once every right is in payment."""

    du_mensuel: float
    recu_mensuel: float
    non_recours_mensuel: float
    a_verifier_mensuel: float = Field(
        default=0.0,
        description="droits à vérifier : montants comptés chacun pour sa probabilité, hors des autres sommes",
    )
    gain_mensuel: float | None = Field(
        default=None,
        description="de plus par mois une fois tout en paiement, baisse des droits déjà reçus comprise ; "
        "null : on ignore si un droit dû est reçu",
    )


class Resultat(Reponse):
    """The answer for one household at one month."""

    mois: str
    versions: Versions
    totaux: Totaux
    droits: list[Droit]
    signalements: list[Signalement]
    questions: list[Question]
    hypotheses: list[str] = Field(description="valeurs supposées là où la réponse manquait")
