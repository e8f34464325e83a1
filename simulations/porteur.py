"""Who holds a droit, and where the values of the household are in the arrays of the engine."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulations.encoding import Entites
from simulations.recits import Groupe
from simulations.situation import Situation
from simulations.systeme import systeme

_GROUPES = {"famille": "famille", "foyer_fiscal": "foyer_fiscal", "menage": "logement"}


@dataclass(frozen=True)
class Porteur:
    """The holder of a droit in one household of an evaluation.

    Attributes:
        personne: rank of the person who holds it, or leads the famille.
        premiere: rank of the first person of the household, whose persons follow in order.
    """

    situation: Situation
    entites: Entites
    personne: int
    premiere: int

    @cached_property
    def famille(self) -> int:
        """Give the rank of the famille."""
        return int(self.entites.famille.de_personne[self.personne])

    def rang(self, variable: str, personne: int) -> int:
        """Give the place of a person, or of the group they are in, in the array of a variable."""
        cle = systeme().get_variable(variable).entity.key
        if cle == "individu":
            return personne
        return int(getattr(self.entites, _GROUPES[cle]).de_personne[personne])

    def personnes(self, groupe: Groupe) -> list[int]:
        """List the members of the famille that a line is about."""
        if groupe == "titulaire":
            return [self.personne]
        famille = self.entites.famille
        membres = np.flatnonzero(famille.de_personne == self.famille)
        enfant = famille.role[membres] == "enfant"
        gardes = {"parents": ~enfant, "enfants": enfant, "membres": np.ones(len(membres), dtype=bool)}
        return [int(rang) for rang in membres[gardes[groupe]]]

    def est_enfant(self, personne: int) -> bool:
        """Tell whether a person is a child of the famille."""
        return bool(self.entites.famille.role[personne] == "enfant")

    def nom(self, personne: int) -> str:
        """Give the id of a person in the situation."""
        return self.situation.personnes[personne - self.premiere].id
