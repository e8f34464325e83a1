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


class Formulaire(_Reponse):
    """A form."""

    titre: str
    cerfa: str | None = None


class Lieu(_Reponse):
    """A place to go, for the commune of the household."""

    nom: str
    adresse: str | None = None
    telephone: str | None = None
    site: str | None = None
    source: str
    href: str
    vu_le: date
    confiance: str = Field(description="verifie, secondaire ou a_confirmer")


class Demarche(_Reponse):
    """How to claim."""

    ou: str
    lieux: list[Lieu] = Field(
        default=[], description="où aller depuis la commune du foyer, du plus proche au plus large"
    )
    en_ligne: str | None = None
    formulaire: Formulaire | None = None
    pieces: list[str]
    delai: str | None = None


class Repere(_Reponse):
    """A figure worth quoting that is not the amount of the household: a ceiling, a price, a maximum."""

    libelle: str
    valeur: float | None = Field(description="null : attendue de l'autorité qui la fixe")
    unite: str | None = Field(default=None, description="unité du paramètre : currency, year, /1…")
    parametre: str = Field(description="chemin du paramètre daté d'où vient la valeur")


class DroitLie(_Reponse):
    """Another droit of the same household, named by one that comes before it, opens it or lowers it."""

    droit: str
    libelle: str
    beneficiaire: str


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


class Question(_Reponse):
    """What to ask next, from the run over the possible values of what is unknown."""

    champ: str = Field(description="premier fait de la question")
    champs: list[str] = Field(description="tous les faits que la réponse donne")
    question: str
    enjeu_mensuel: float | None = Field(
        default=None, description="euros par mois en doute que la réponse lèverait ; null : moins d'un euro"
    )
    droits: list[str]


class Versions(_Reponse):
    """What the answer was computed with."""

    droits_ouverts: str
    openfisca_france: str
    openfisca_core: str
    parametres: str


class Totaux(_Reponse):
    """Sums over the monthly droits that are probable or received, once every right is in payment."""

    du_mensuel: float
    recu_mensuel: float
    non_recours_mensuel: float
    a_verifier_mensuel: float = Field(
        default=0.0,
        description="droits à vérifier : leurs montants, chacun compté pour sa probabilité ; hors des autres sommes",
    )
    gain_mensuel: float | None = Field(
        default=None,
        description="de plus par mois une fois tout en paiement, baisse des droits déjà reçus comprise ; "
        "null : on ignore si un droit dû est reçu",
    )


class Resultat(_Reponse):
    """The answer for one household at one month."""

    mois: str
    versions: Versions
    totaux: Totaux
    droits: list[Droit]
    signalements: list[Signalement]
    questions: list[Question]
    hypotheses: list[str] = Field(description="valeurs supposées là où la réponse manquait")


class ParametreLu(_Reponse):
    """A dated legal value, as it stands at the month."""

    chemin: str
    valeur: float | None = Field(description="null : attendue de l'autorité qui la fixe")
    unite: str | None = None
    depuis: date | None = Field(default=None, description="date de la valeur")
    reference: Reference | None = Field(default=None, description="texte cité par le paramètre lui-même")


class ValeurPersonne(_Reponse):
    """What was read for one person of the household."""

    personne: str
    valeur: float | bool


class ConditionExpliquee(Condition):
    """A condition with all that decides it."""

    variable: str | None = Field(default=None, description="variable lue ; null : le calcul ne peut pas dire")
    operateur: str | None = None
    variable_seuil: str | None = None
    parametre: ParametreLu | None = None
    valeurs: list[ValeurPersonne] = Field(default=[], description="pour une condition jugée par personne")


class Bascule(_Reponse):
    """The nearest change of one fact that opens or closes a droit, everything else unchanged."""

    fait: str = Field(description="salaire, loyer ou age")
    personne: str | None = None
    effet: str = Field(description="ouvre, cesse ou plus_haut")
    valeur: float | None = Field(default=None, description="euros par mois, ou mois d'âge")
    mois: str | None = Field(default=None, description="pour un âge : le mois où il est atteint")
    montant: float | None = Field(default=None, description="montant du droit à ce point")
    phrase: str


class Etape(_Reponse):
    """One line of an account."""

    signe: str = Field(description="+, −, ×, =, ou vide pour une ligne d'information")
    libelle: str
    valeur: float
    unite: str = Field(description="EUR, taux, nombre, ou oui pour un fait")
    personne: str | None = None
    variable: str | None = Field(default=None, description="variable OpenFisca lue")
    periode: str | None = None
    parametre: ParametreLu | None = None
    source: str | None = Field(default=None, description="qui a donné le fait : declare, justifie…")
    reference: Reference | None = None
    operation: str | None = Field(default=None, description="ce que fait le détail, s'il n'est pas une somme")
    complet: bool = Field(default=True, description="faux : le détail ne redonne pas la valeur")
    detail: list["Etape"] = []


class Compte(_Reponse):
    """How an amount is found, step by step."""

    lecture: str = Field(description="plein_recours, ou situation_actuelle")
    passe: str = Field(description="quelles prestations passées sont comptées")
    etapes: list[Etape]
    resultat: float
    complet: bool = Field(description="les étapes redonnent le résultat, détail compris")
    partiel: str | None = Field(default=None, description="pourquoi il n'est pas complet")
    non_detaille: str | None = Field(default=None, description="ce que le compte lit sans le décomposer")


class VariableLue(_Reponse):
    """A variable of the engine behind the account, for experts."""

    nom: str
    libelle: str | None
    entite: str
    periode: str
    valeur: float | str | None
    references: list[str]
    lit: list[str] = Field(default=[], description="variables qu'elle lit, avec leur période")


class Explication(_Reponse):
    """Why one droit is due or not to one holder, and how its amount is found."""

    droit: str
    libelle: str
    beneficiaire: str
    decision: Decision
    probabilite: float | None = Field(default=None, description="comme dans une simulation")
    montant: float | None = Field(description="celui d'une simulation")
    montant_min: float | None = None
    montant_max: float | None = None
    montant_actuel: float | None = None
    montant_suppose: float | None = Field(
        default=None,
        description="celui que le compte raconte, quand un fait manque et que le compte suit une supposition",
    )
    unite: str | None = None
    periodicite: str
    resume: str
    conditions: list[ConditionExpliquee]
    bascules: list[Bascule]
    comptes: list[Compte]
    variables: list[VariableLue] = Field(default=[], description="pour experts seulement")
    hypotheses: list[str]
    limites: list[str]


class Explications(_Reponse):
    """The explanations of one droit for the household, one per holder."""

    mois: str
    versions: Versions
    droit: str
    libelle: str
    territoire: str | None = Field(default=None, description="pourquoi il n'existe pas là, le cas échéant")
    explications: list[Explication]


class DroitCompare(_Reponse):
    """A droit that a change of life changes."""

    id: str
    libelle: str
    beneficiaire: str
    periodicite: str
    avant: float | None
    apres: float | None
    decision_avant: Decision
    decision_apres: Decision


class Scenario(_Reponse):
    """A change of life beside today, once every right is in payment."""

    id: str
    libelle: str
    lecture: str = Field(description="quand les droits sont lus : premier mois, ou situation installée")
    hypotheses: list[str] = Field(description="ce que le changement suppose")
    droits: list[DroitCompare] = Field(description="les droits qui changent")
    revenus_avant: float = Field(description="revenus du mois, hors prestations")
    revenus_apres: float
    droits_mensuels_avant: float = Field(description="droits mensuels, et annuels au douzième")
    droits_mensuels_apres: float
    ecart_mensuel: float = Field(description="revenus et droits, après moins avant, avant impôt")


class Scenarios(_Reponse):
    """Changes of life side by side."""

    mois: str
    versions: Versions
    scenarios: list[Scenario]
    hypotheses: list[str] = Field(description="valeurs supposées là où la réponse manquait")


class PointBalayage(_Reponse):
    """One wage of a sweep."""

    salaire: float
    droits: dict[str, float] = Field(description="euros par mois de chaque droit dû")
    ouverts: list[str] = Field(description="droits sans montant ouverts à ce salaire : CSS…")
    disponible: float = Field(description="revenus et droits du mois, avant impôt sur le revenu")
    conserve: float | None = Field(description="part gardée de chaque euro gagné depuis le point précédent")


class BaisseDroit(_Reponse):
    """A droit that a wage lowers or closes."""

    droit: str
    libelle: str
    avant: float
    apres: float


class Perte(_Reponse):
    """Two neighbouring wages of which the higher leaves less."""

    de: float = Field(description="salaire du point précédent")
    a: float
    perte: float = Field(description="euros par mois de revenu disponible en moins")
    causes: list[BaisseDroit] = Field(description="droits qui baissent, la plus forte baisse d'abord")


class Balayage(_Reponse):
    """A wage swept from nothing to twice the net SMIC."""

    mois: str
    versions: Versions
    personne: str
    smic_net: float
    lecture: str
    libelles: dict[str, str] = Field(description="nom de chaque droit des points")
    points: list[PointBalayage]
    pertes: list[Perte] = Field(description="où gagner plus laisse moins, et pourquoi")
    hypotheses: list[str]


class EvenementDroit(_Reponse):
    """A droit that opens, closes or changes at a month."""

    droit: str
    libelle: str
    beneficiaire: str
    genre: str = Field(description="ouvre, ferme ou change")
    periodicite: str
    avant: float | None
    apres: float | None
    raison: str | None = Field(default=None, description="null : rien de connu ne l'explique")


class Echeance(_Reponse):
    """Something to do, and by when."""

    droit: str | None
    beneficiaire: str | None = None
    avant_le: date | None = Field(description="null : date à lire sur le compte de l'organisme")
    phrase: str


class MoisCalendrier(_Reponse):
    """One month to come."""

    mois: str
    total_mensuel: float = Field(description="droits mensuels, et annuels au douzième")
    evenements: list[EvenementDroit]
    raisons: list[str] = Field(description="ce qui arrive au foyer ou à la loi ce mois-là")
    a_faire: list[Echeance]


class Calendrier(_Reponse):
    """The months to come, if nothing else happens."""

    depuis: str
    versions: Versions
    mois: list[MoisCalendrier]
    hypotheses: list[str]
