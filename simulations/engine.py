"""Runs OpenFisca on encoded households: readings of the past, one vectorised call each.

*Situation actuelle*: the past benefits are those the household receives, what a payer computes today.
*Plein recours*: the past benefits are what the reading before found due where nothing is received, until
nothing changes: the regular state once every right is in payment. Every past is explicit, so that no result
depends on the order in which rights are asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import Period, period
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.tracers import SimpleTracer

from simulations.encoding.ecriture import Entrees
from simulations.encoding.entites import Groupe
from simulations.encoding.fermeture import PRESTATIONS_PASSEES
from simulations.systeme import systeme

Cle = tuple[str, Period]


@dataclass(frozen=True)
class Demande:
    """A variable asked of the engine, at the month or at the year of the simulation."""

    variable: str
    periode: str

    def quand(self, mois: str) -> Period:
        """Give the period to ask for."""
        return _periode(mois if self.periode == "mois" else mois[:4])


@lru_cache(maxsize=1000)
def _periode(texte: str) -> Period:
    """Read a month or a year; the same few are asked again for every variable."""
    return period(texte)


class TraceurDependances(SimpleTracer):  # type: ignore[misc]
    """Remembers which value was read to compute which, to know what a new past makes stale."""

    def __init__(self) -> None:
        super().__init__()
        self.lecteurs: dict[Cle, set[Cle]] = {}

    def record_calculation_start(self, variable: str, period: Period) -> None:
        """Record the reader of a value, then stack it as upstream does."""
        self.noter_lecteur(variable, period)
        self._stack.append({"name": variable, "period": period})

    def noter_lecteur(self, variable: str, period: Period) -> None:
        """Record who reads a value."""
        if self._stack:
            lecteur = self._stack[-1]
            self.lecteurs.setdefault((variable, period), set()).add((lecteur["name"], lecteur["period"]))

    def en_aval(self, departs: Iterable[Cle]) -> set[Cle]:
        """Give every value computed, directly or not, from these ones."""
        atteints: set[Cle] = set()
        a_voir = list(departs)
        while a_voir:
            for lecteur in self.lecteurs.get(a_voir.pop(), ()):
                if lecteur not in atteints:
                    atteints.add(lecteur)
                    a_voir.append(lecteur)
        return atteints


class Moteur:
    """One batch of households in OpenFisca; asked several times, each with another past."""

    def __init__(self, entrees: Entrees) -> None:
        self.entrees = entrees
        self.simulation = _construire(entrees)
        self.traceur = TraceurDependances()
        self._converties: dict[tuple[int, Any], Any] = {}
        self._gardees: list[Any] = []
        self._passe: dict[Cle, Any] = {}
        self._porteurs: dict[str, Any] = {}
        self.simulation.tracer = self.traceur
        self._en_amont = self.simulation.calculate
        self.simulation.calculate = self._calculer
        for (variable, quand), valeurs in entrees.valeurs.items():
            self._ecrire(variable, quand, valeurs)

    def lire(
        self, passe: Mapping[str, Mapping[Period, Any]], demandes: Iterable[Demande]
    ) -> dict[Demande, Any]:
        """Compute what is asked, with this past; only what a changed past makes stale is computed again.

        Args:
            passe: amounts by benefit and month, in the order of the entity of the benefit.
            demandes: what is asked.

        Returns:
            One array per demand, over the entity of its variable.
        """
        ecrits = [
            (variable, quand)
            for variable, mois in passe.items()
            for quand, valeurs in mois.items()
            if not self._deja(variable, quand, valeurs)
        ]
        for variable, quand in self.traceur.en_aval(ecrits):
            self.simulation.get_holder(variable).delete_arrays(quand)
        for variable, quand in ecrits:
            self._passe[variable, quand] = passe[variable][quand]
            self._ecrire(variable, quand, passe[variable][quand])
        return {
            demande: self.simulation.calculate(demande.variable, demande.quand(self.entrees.mois))
            for demande in demandes
        }

    def _calculer(self, variable: str, quand: Any) -> Any:
        """Calculate as upstream does; a value that is already there, four times out of five, comes at once.

        It was checked when it was stored: its period is one of the variable.
        """
        porteur = self._porteurs.get(variable)
        if porteur is None:
            porteur = self._porteurs[variable] = self.simulation.get_holder(variable)
        connue = porteur._memory_storage._arrays.get(quand)
        if connue is None:
            return self._en_amont(variable, quand)
        self.traceur.noter_lecteur(variable, quand)
        return connue

    def calcules_avant(self) -> set[Cle]:
        """List what formulas computed for another period than the month of the simulation."""
        maintenant = period(self.entrees.mois)
        donnees = set(self.entrees.valeurs) | {
            (nom, mois) for nom in PRESTATIONS_PASSEES for mois in self.entrees.passe
        }
        return {
            (nom, quand)
            for population in self.simulation.populations.values()
            for nom, porteur in population._holders.items()
            for quand in porteur.get_known_periods()
            if quand != maintenant and (nom, quand) not in donnees
        }

    def _deja(self, variable: str, quand: Period, valeurs: Any) -> bool:
        connues = self._passe.get((variable, quand))
        return connues is not None and np.array_equal(connues, valeurs)

    def _ecrire(self, variable: str, quand: Period, valeurs: Any) -> None:
        """Store an input; one array written for many months is cast once and shared by them."""
        porteur = self.simulation.get_holder(variable)
        cle = (id(valeurs), _genre(porteur.variable))
        converties = self._converties.get(cle)
        if converties is None:
            converties = self._converties[cle] = porteur._to_array(valeurs)
            # Kept so that no other array can take its identity.
            self._gardees.append(valeurs)
        # The periods are already those of the variable: no need of `set_input`'s casting.
        porteur._memory_storage.put(converties, quand)


def _genre(variable: Any) -> Any:
    """Tell which arrays a variable stores: its enumeration, or its numeric type."""
    return variable.possible_values if variable.value_type is Enum else str(variable.dtype)


def _construire(entrees: Entrees) -> Simulation:
    groupes, constructeur = entrees.entites, SimulationBuilder()
    constructeur.create_entities(systeme())
    constructeur.declare_person_entity("individu", np.arange(groupes.nb_personnes))
    _joindre(constructeur, "famille", groupes.famille)
    _joindre(constructeur, "foyer_fiscal", groupes.foyer_fiscal)
    _joindre(constructeur, "menage", groupes.logement)
    simulation: Simulation = constructeur.build(systeme())
    return simulation


def _joindre(constructeur: SimulationBuilder, nom: str, groupe: Groupe) -> None:
    instance = constructeur.declare_entity(nom, np.arange(groupe.nombre))
    constructeur.join_with_persons(instance, groupe.de_personne, groupe.role)
