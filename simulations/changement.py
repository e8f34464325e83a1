"""One change of life, as it is asked, and what every change needs to be applied to a document.

`changements` lists those that exist; `changements_travail` and `changements_foyer` say what each does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from simulations.errors import ErreurChamp, SituationInvalide
from simulations.modalites import StatutLogement
from simulations.mois import decaler
from simulations.situation import Identifiant, MontantMensuel

Document = dict[str, Any]
REVENUS_DU_TRAVAIL = frozenset(
    {"salaire", "bic", "bnc", "benefice_agricole", "ca_auto_entrepreneur_ventes",
     "ca_auto_entrepreneur_services", "ca_auto_entrepreneur_liberal"}
)  # fmt: skip
CHOMAGE = frozenset({"are", "ass"})


class IdChangement(StrEnum):
    """The changes of life that can be asked."""

    PRENDRE_EMPLOI = "prendre_emploi"
    PERDRE_EMPLOI = "perdre_emploi"
    PARTIR_EN_RETRAITE = "partir_en_retraite"
    SE_SEPARER = "se_separer"
    VIVRE_A_DEUX = "vivre_a_deux"
    NAISSANCE = "naissance"
    AVOIR_UN_AGE = "avoir_un_age"
    DEMENAGER = "demenager"
    OBTENIR_AAH = "obtenir_aah"
    DEMANDER = "demander"


class Horizon(StrEnum):
    """How long a change of income has lasted when the droits are read."""

    PREMIER_MOIS = "premier_mois"
    INSTALLE = "installe"


LECTURES = {
    Horizon.PREMIER_MOIS: "premier mois : les droits lisent encore les revenus d’avant",
    Horizon.INSTALLE: (
        "situation installée : les mêmes revenus depuis deux ans, avis d’impôt compris ; les premiers mois "
        "sont différents"
    ),
}


class Changement(BaseModel):
    """A named change and its figures; what a change does not use is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: Annotated[IdChangement, Field(strict=False)]
    personne: Identifiant | None = Field(default=None, description="qui change ; absent : le demandeur")
    montant: MontantMensuel | None = Field(
        default=None, description="euros par mois : salaire net, allocation, pension ou loyer"
    )
    heures: Annotated[float, Field(gt=0, le=60, allow_inf_nan=False)] | None = Field(
        default=None, description="heures de travail par semaine, payées au SMIC"
    )
    age: Annotated[int, Field(ge=0, le=120)] | None = Field(
        default=None, description="âge atteint, en années"
    )
    commune: Annotated[str, Field(pattern=r"^(2[AB]|\d{2})\d{3}$")] | None = Field(
        default=None, description="code Insee de la nouvelle commune"
    )
    logement: Annotated[StatutLogement | None, Field(strict=False)] = Field(
        default=None, description="statut dans le nouveau logement"
    )
    taux: Annotated[str, Field(max_length=10)] | None = Field(
        default=None, description="taux d'incapacité reconnu : 50_79 ou 80_plus"
    )
    droit: Annotated[str, Field(max_length=40)] | None = Field(default=None, description="droit demandé")
    horizon: Annotated[Horizon | None, Field(strict=False)] = Field(
        default=None, description="premier_mois ou installe, pour un changement de revenus"
    )


@dataclass(frozen=True)
class Genre:
    """One kind of change.

    Attributes:
        libelle: says the change in French, from its figures.
        appliquer: changes the document in place and says what it supposed.
        champs: figures it may be given, besides `id`.
        lecture: when the droits are read, for a change that does not depend on a horizon.
        horizon: default horizon of a change of income.
    """

    libelle: Callable[[Changement], str]
    appliquer: Callable[[Document, Changement], list[str]]
    champs: frozenset[str]
    lecture: str = ""
    horizon: Horizon | None = None


def faute(champ: str, recu: object, attendu: str) -> SituationInvalide:
    """Build the error of one figure of a change."""
    return SituationInvalide([ErreurChamp(champ, "rien" if recu is None else f'"{recu}"', attendu)])


def trouver(document: Document, changement: Changement) -> Document:
    """Give the person whose life changes: the one named, else the demandeur.

    Raises:
        SituationInvalide: nobody has this id.
    """
    for personne in document["personnes"]:
        nomme = changement.personne == personne["id"]
        if nomme or (changement.personne is None and personne["role"] == "demandeur"):
            trouvee: Document = personne
            return trouvee
    raise faute("personne", changement.personne, "l’identifiant d’une personne du foyer")


def debut(mois: str, horizon: Horizon | None) -> str:
    """Give the first month of the new incomes: once settled, January of N-2, the first any rule reads."""
    return mois if horizon is Horizon.PREMIER_MOIS else f"{int(mois[:4]) - 2}-01"


def clore(personne: Document, depuis: str, natures: frozenset[str]) -> list[str]:
    """End the incomes of these natures before a month; say what is supposed when incomes are unknown."""
    connus = personne.get("revenus")
    gardes = []
    for revenu in connus or []:
        if revenu["nature"] not in natures or (revenu.get("a") or "9999") < depuis:
            gardes.append(revenu)
        elif (revenu.get("de") or "0000") < depuis:
            gardes.append(revenu | {"a": decaler(depuis, -1)})
    personne["revenus"] = gardes
    if connus is None:
        return [f"autres revenus de {personne['id']} inconnus : aucun compté"]
    return []


def libre(document: Document, souhaite: str) -> str:
    """Give an id nobody has."""
    pris = {personne["id"] for personne in document["personnes"]}
    nom, rang = souhaite[:37], 1
    while nom in pris:
        rang += 1
        nom = f"{souhaite[:37]}_{rang}"
    return nom


def euros(montant: float | None) -> str:
    """Write an amount of a label, to the euro."""
    return f"{montant or 0:,.0f} €".replace(",", " ")
