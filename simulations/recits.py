"""How an amount is computed, told line by line: one YAML account per droit under `rules/recits/`.

An account names variables and parameters, never a figure: the figures come from the run of the engine. A
line that has both a variable and a detail is checked when it is told: the detail must give the variable.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from openfisca_core.periods import DateUnit, Period
from pydantic import BaseModel, ConfigDict, Field, model_validator

from rules.cartes import Reference
from simulations.engine import Demande
from simulations.mois import decaler
from simulations.systeme import systeme

DOSSIER = Path(__file__).parent.parent / "rules" / "recits"
LIBELLES = "libelles"
_ENTRE_ACCOLADES = re.compile(r"\{(\w+)\}")
Operation = Literal["somme", "produit", "quotient", "plus_grand", "plus_petit"]
Signe = Literal["+", "-", "×"]
Groupe = Literal["titulaire", "parents", "enfants", "membres"]


class _Fiche(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ligne(_Fiche):
    """One line of an account.

    Attributes:
        signe: how it counts in the line above.
        variable: where its value comes from; without it nor `parametre` nor `nombre`, from its detail.
        parametre: a dated legal value, by its path; `{variable}` in it is the value of an enumeration.
        nombre: a count that the text itself writes (months of a year, days of a month), never a threshold.
        au_premier_janvier: the parameter is read at the first of January.
        mois: months from the one of the line above (0: the same).
        annee: years from this month, for a yearly variable.
        chaque_mois: told once per month, for these shifts.
        pour: told once per person, for a variable of a person; `enfants_si` keeps the children for whom
            this variable is true.
        ressources: variables of a person told month by month, with who said them.
        si: the line exists only where these variables have these values; `si_positif`, where it is above 0.
        operation: what the detail does; `divise_par` then divides it, `plancher` cuts it at zero, and
            below the parameter `minimum` it is zero.
        information: shown, not counted.
        si_manque: counted only when the detail does not give the value without it.
    """

    libelle: str
    signe: Signe = "+"
    variable: str | None = None
    parametre: str | None = None
    nombre: float | None = None
    au_premier_janvier: bool = False
    mois: int = 0
    annee: int = 0
    chaque_mois: tuple[int, ...] = ()
    pour: Groupe | None = None
    enfants_si: str | None = None
    ressources: tuple[str, ...] = ()
    si: dict[str, float] = {}
    si_positif: str | None = None
    operation: Operation = "somme"
    divise_par: Annotated[int, Field(ge=1)] = 1
    plancher: bool = False
    minimum: str | None = None
    information: bool = False
    si_manque: bool = False
    unite: Literal["EUR", "taux", "nombre", "oui"] = "EUR"
    reference: Reference | None = None
    detail: tuple["Ligne", ...] = ()

    @model_validator(mode="after")
    def _une_valeur(self) -> Self:
        sources = [s for s in (self.variable, self.parametre, self.nombre) if s is not None]
        if len(sources) > 1 or not (sources or self.detail or self.ressources):
            raise ValueError(f"« {self.libelle} » : une variable, un parametre, un nombre ou un detail")
        return self


class Dispense(_Fiche):
    """A rule that opens (a presumption of the law) or closes the droit whatever the account says."""

    variable: str
    libelle: str


class Recit(_Fiche):
    """The account of one droit.

    Attributes:
        nom: the droit with its article, as in a sentence.
        ouvert: variables one of which must be true, of someone, for the account to mean something;
            `conditions` are variables that must all be.
        marge: the account is a margin under a ceiling, not an amount.
        plancher: a negative total is zero.
        seuil: under this legal amount nothing is paid.
        arrondi: the total is cut to the euro.
        dispenses: see `Dispense`; `exclusions` are what closes the droit in the same way.
        non_detaille: what the account reads of the engine without breaking it down.
    """

    droit: str
    nom: str
    ouvert: tuple[str, ...]
    ouvert_a: Groupe = "parents"
    conditions: tuple[str, ...] = ()
    marge: bool = False
    plancher: bool = True
    seuil: str | None = None
    arrondi: bool = False
    dispenses: tuple[Dispense, ...] = ()
    exclusions: tuple[Dispense, ...] = ()
    non_detaille: str | None = None
    etapes: tuple[Ligne, ...]


class Libelle(_Fiche):
    """What a resource is called, and the nature of income of the situation that it comes from."""

    libelle: str
    nature: str | None = None


@dataclass(frozen=True)
class DemandeDatee(Demande):
    """A variable asked some months, or years, from the month of the simulation."""

    decalage: int = 0
    annees: int = 0

    def quand(self, mois: str) -> Period:
        """Give the period to ask for."""
        return super().quand(decaler(mois, self.decalage + 12 * self.annees))


def demander(variable: str, decalage: int = 0, annees: int = 0) -> DemandeDatee:
    """Ask for a variable at its own kind of period."""
    annuelle = systeme().get_variable(variable, check_existence=True).definition_period == DateUnit.YEAR
    return DemandeDatee(variable, "annee" if annuelle else "mois", decalage, annees)


@cache
def recits() -> dict[str, Recit]:
    """Read every account, by droit."""
    fichiers = sorted(f for f in DOSSIER.glob("*.yaml") if f.stem != LIBELLES)
    return {
        f.stem: Recit.model_validate(yaml.safe_load(f.read_text(encoding="utf-8")) | {"droit": f.stem})
        for f in fichiers
    }


@cache
def libelles() -> dict[str, Libelle]:
    """Read what each resource is called."""
    brut = yaml.safe_load((DOSSIER / f"{LIBELLES}.yaml").read_text(encoding="utf-8"))
    return {variable: Libelle.model_validate(dit) for variable, dit in brut.items()}


def demandes_du_recit(recit: Recit) -> list[Demande]:
    """List what an account asks of the engine, besides the cards."""
    voulues = [
        demander(nom)
        for nom in (
            *recit.ouvert,
            *recit.conditions,
            *(dit.variable for dit in (*recit.dispenses, *recit.exclusions)),
        )
    ]
    for ligne in recit.etapes:
        voulues += _demandes(ligne, 0)
    return list(dict.fromkeys(voulues))


def chemin_du_parametre(ligne: Ligne, modalite: Callable[[str], str]) -> str | None:
    """Give the path of the parameter of a line, enumerations read."""
    return ligne.parametre and _ENTRE_ACCOLADES.sub(lambda trouve: modalite(trouve[1]), ligne.parametre)


def mois_de(ligne: Ligne, decalage: int) -> list[int]:
    """Give the months a line is told for, as shifts from the month of the simulation."""
    base = decalage + ligne.mois
    return [base] if ligne.ressources else [base + m for m in ligne.chaque_mois] or [base]


def mois_des_ressources(ligne: Ligne, mois: int) -> list[int]:
    """Give the months of the resources of a line, as shifts from the month of the simulation."""
    return [mois + m for m in ligne.chaque_mois] or [mois]


def _demandes(ligne: Ligne, decalage: int) -> Iterator[DemandeDatee]:
    for mois in mois_de(ligne, decalage):
        if ligne.variable:
            yield demander(ligne.variable, mois, ligne.annee)
        yield from (demander(nom, mois) for nom in _ENTRE_ACCOLADES.findall(ligne.parametre or ""))
        for nom in filter(None, (ligne.enfants_si, ligne.si_positif, *ligne.si)):
            yield demander(nom, mois)
        for quand in mois_des_ressources(ligne, mois) if ligne.ressources else ():
            yield from (demander(nom, quand) for nom in ligne.ressources)
        for sous in ligne.detail:
            yield from _demandes(sous, mois)
