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


class _Reponse(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reference(_Reponse):
    """A text: article, decree, official page."""

    titre: str
    href: str | None
    confiance: str = Field(description="verifie, secondaire ou a_confirmer")


class Condition(_Reponse):
    """One condition, in the order of the text."""

    libelle: str
    etat: EtatCondition
    valeur: float | bool | None = None
    seuil: float | None = None
    reference: Reference | None = None


class Recu(_Reponse):
    """What the household receives of this droit in the month."""

    statut: StatutRecu
    montant: float | None = Field(default=None, description="null : inconnu")


class Ecart(_Reponse):
    """Due compared with received."""

    type: TypeEcart
    montant: float | None = Field(default=None, description="null : non chiffrable")


class Effet(_Reponse):
    """From which day a claim made in the month counts."""

    regle: str
    a_partir_de: date | None = None
    rappel_mois: int = Field(default=0, description="mois passés qui peuvent encore être demandés")
    reference: Reference | None = None


class Formulaire(_Reponse):
    """A form."""

    titre: str
    cerfa: str | None = None


class Demarche(_Reponse):
    """How to claim."""

    ou: str
    en_ligne: str | None = None
    formulaire: Formulaire | None = None
    pieces: list[str]
    delai: str | None = None


class Repere(_Reponse):
    """A figure worth quoting that is not the amount of the household: a ceiling, a price, a maximum."""

    libelle: str
    valeur: float | None = Field(description="null : attendue de l'autorité qui la fixe")
    parametre: str = Field(description="chemin du paramètre daté d'où vient la valeur")


class Droit(_Reponse):
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
        default=None, description="dû une fois tous les droits en paiement ; null : sans montant"
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
    conditions: list[Condition]
    demarche: Demarche
    reperes: list[Repere] = Field(description="chiffres de la règle, hors du montant du foyer")
    hypotheses: list[str]
    limites: list[str]


class Signalement(_Reponse):
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


class Question(_Reponse):
    """What to ask next. Empty until the interview measures the stakes of each unknown."""

    champ: str
    question: str
    enjeu_mensuel: float | None = None
    droits: list[str]


class Versions(_Reponse):
    """What the answer was computed with."""

    droits_ouverts: str
    openfisca_france: str
    openfisca_core: str
    parametres: str


class Totaux(_Reponse):
    """Sums over the monthly droits, once every right is in payment."""

    du_mensuel: float
    recu_mensuel: float
    non_recours_mensuel: float


class Resultat(_Reponse):
    """The answer for one household at one month."""

    mois: str
    versions: Versions
    totaux: Totaux
    droits: list[Droit]
    signalements: list[Signalement]
    questions: list[Question]
    hypotheses: list[str] = Field(description="valeurs supposées là où la réponse manquait")
