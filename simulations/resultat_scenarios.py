"""What changes of life, the wage sweep and the calendar answer."""

from datetime import date

from pydantic import Field

from simulations.resultat import Decision, Reponse, Versions


class DroitCompare(Reponse):
    """A droit that a change of life changes."""

    id: str
    libelle: str
    beneficiaire: str
    periodicite: str
    avant: float | None
    apres: float | None
    decision_avant: Decision
    decision_apres: Decision


class Scenario(Reponse):
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


class Scenarios(Reponse):
    """Changes of life side by side."""

    mois: str
    versions: Versions
    scenarios: list[Scenario]
    hypotheses: list[str] = Field(description="valeurs supposées là où la réponse manquait")


class PointBalayage(Reponse):
    """One wage of a sweep."""

    salaire: float
    droits: dict[str, float] = Field(description="euros par mois de chaque droit dû")
    ouverts: list[str] = Field(description="droits sans montant ouverts à ce salaire : CSS…")
    disponible: float = Field(description="revenus et droits du mois, avant impôt sur le revenu")
    conserve: float | None = Field(description="part gardée de chaque euro gagné depuis le point précédent")


class BaisseDroit(Reponse):
    """A droit that a wage lowers or closes."""

    droit: str
    libelle: str
    avant: float
    apres: float


class Perte(Reponse):
    """Two neighbouring wages of which the higher leaves less."""

    de: float = Field(description="salaire du point précédent")
    a: float
    perte: float = Field(description="euros par mois de revenu disponible en moins")
    causes: list[BaisseDroit] = Field(description="droits qui baissent, la plus forte baisse d'abord")


class Balayage(Reponse):
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


class EvenementDroit(Reponse):
    """A droit that opens, closes or changes at a month."""

    droit: str
    libelle: str
    beneficiaire: str
    genre: str = Field(description="ouvre, ferme ou change")
    periodicite: str
    avant: float | None
    apres: float | None
    raison: str | None = Field(default=None, description="null : rien de connu ne l'explique")


class Echeance(Reponse):
    """Something to do, and by when."""

    droit: str | None
    beneficiaire: str | None = None
    avant_le: date | None = Field(description="null : date à lire sur le compte de l'organisme")
    phrase: str


class MoisCalendrier(Reponse):
    """One month to come."""

    mois: str
    total_mensuel: float = Field(description="droits mensuels, et annuels au douzième")
    evenements: list[EvenementDroit]
    raisons: list[str] = Field(description="ce qui arrive au foyer ou à la loi ce mois-là")
    a_faire: list[Echeance]


class Calendrier(Reponse):
    """The months to come, if nothing else happens."""

    depuis: str
    versions: Versions
    mois: list[MoisCalendrier]
    hypotheses: list[str]
