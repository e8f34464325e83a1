"""What an explanation answers: conditions, nearest change, account of an amount."""

from datetime import date

from pydantic import Field

from simulations.resultat import Condition, Decision, Reference, Reponse, Versions


class ParametreLu(Reponse):
    """A dated legal value, as it stands at the month."""

    chemin: str
    valeur: float | None = Field(description="null : attendue de l'autorité qui la fixe")
    unite: str | None = None
    depuis: date | None = Field(default=None, description="date de la valeur")
    reference: Reference | None = Field(default=None, description="texte cité par le paramètre lui-même")


class ValeurPersonne(Reponse):
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


class Bascule(Reponse):
    """The nearest change of one fact that opens or closes a droit, everything else unchanged."""

    fait: str = Field(description="salaire, loyer ou age")
    personne: str | None = None
    effet: str = Field(description="ouvre, cesse ou plus_haut")
    valeur: float | None = Field(default=None, description="euros par mois, ou mois d'âge")
    mois: str | None = Field(default=None, description="pour un âge : le mois où il est atteint")
    montant: float | None = Field(default=None, description="montant du droit à ce point")
    phrase: str


class Etape(Reponse):
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
    detail: list["Etape"] = Field(default_factory=list)


class Compte(Reponse):
    """How an amount is found, step by step."""

    lecture: str = Field(description="plein_recours, ou situation_actuelle")
    passe: str = Field(description="quelles prestations passées sont comptées")
    etapes: list[Etape]
    resultat: float
    complet: bool = Field(description="les étapes redonnent le résultat, détail compris")
    partiel: str | None = Field(default=None, description="pourquoi il n'est pas complet")
    non_detaille: str | None = Field(default=None, description="ce que le compte lit sans le décomposer")


class VariableLue(Reponse):
    """A variable of the engine behind the account, for experts."""

    nom: str
    libelle: str | None
    entite: str
    periode: str
    valeur: float | str | None
    references: list[str]
    lit: list[str] = Field(default=[], description="variables qu'elle lit, avec leur période")


class Explication(Reponse):
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


class Explications(Reponse):
    """The explanations of one droit for the household, one per holder."""

    mois: str
    versions: Versions
    droit: str
    libelle: str
    territoire: str | None = Field(default=None, description="pourquoi il n'existe pas là, le cas échéant")
    explications: list[Explication]
