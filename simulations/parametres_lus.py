"""Which dated parameters each droit reads: a calculation of the examples, with every reading recorded.

For documentation and tests only; a simulation never goes through here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from openfisca_core.parameters import ParameterNodeAtInstant, VectorialParameterNodeAtInstant
from openfisca_core.periods import Period
from openfisca_core.tracers import TracingParameterNodeAtInstant

from rules.cartes import Carte
from rules.catalogue import charger_catalogue
from simulations.encoding import encoder
from simulations.engine import Moteur, TraceurDependances
from simulations.lectures import demandes
from simulations.ledger import ledger
from simulations.recus import passe_recu
from simulations.situation import Situation
from simulations.tables import tables

#: Steps of a droit that other droits read instead of its amount: what they read of the law is its own.
_ETAPES = {"aide_logement_montant": "al"}


@dataclass(frozen=True)
class Lectures:
    """What one droit reads.

    Attributes:
        parametres: paths of the parameters, those of the card included.
        droits: other droits whose amount it reads; their parameters are theirs.
    """

    parametres: frozenset[str]
    droits: tuple[str, ...]


class _TraceurParametres(TraceurDependances):
    """Remembers, besides, which parameters each variable read."""

    def __init__(self) -> None:
        super().__init__()
        self.parametres: dict[str, set[str]] = {}

    def noter(self, chemin: str) -> None:
        pile = self._stack
        if pile:
            self.parametres.setdefault(pile[-1]["name"], set()).add(chemin)

    def lus_par(self) -> dict[str, set[str]]:
        """Give the variables read by each variable, at any period."""
        lus: dict[str, set[str]] = {}
        for (lu, _), lecteurs in self.lecteurs.items():
            for lecteur, _ in lecteurs:
                lus.setdefault(lecteur, set()).add(lu)
        return lus


class _NoeudTrace(TracingParameterNodeAtInstant):  # type: ignore[misc]
    """A node of the law that notes every leaf taken from it, scales included.

    Upstream's own notes neither scales nor which leaves an index by array chooses: all of them are noted.
    """

    def get_traced_child(self, child: Any, key: Any) -> Any:
        """Wrap a node; note a leaf and give it as it is."""
        if isinstance(child, ParameterNodeAtInstant | VectorialParameterNodeAtInstant):
            return _NoeudTrace(child, self.tracer)
        for chemin in _feuilles(self.parameter_node_at_instant, key):
            self.tracer.noter(chemin)
        return child


def _feuilles(noeud: Any, cle: Any) -> Iterator[str]:
    vecteur = noeud.vector if isinstance(noeud, VectorialParameterNodeAtInstant) else [noeud]
    for un in {id(un): un for un in vecteur}.values():
        if isinstance(un, ParameterNodeAtInstant):
            for nom in [cle] if isinstance(cle, str) else un._children:
                yield f"{un._name}.{nom}"


def lectures(situations: Iterable[Situation]) -> dict[str, Lectures]:
    """Calculate these households and give what every droit of the catalogue reads, by id.

    Args:
        situations: households of one month, varied enough to go through every branch.
    """
    traceur = _calculer(list(situations))
    lus, cartes = traceur.lus_par(), charger_catalogue()
    tetes = _ETAPES | {v: carte.id for carte in cartes.values() for v in _variables_propres(carte)}
    return {carte.id: _lectures(carte, traceur, lus, tetes) for carte in cartes.values()}


def _calculer(situations: list[Situation]) -> _TraceurParametres:
    table = tables(situations)
    entrees = encoder(table)
    moteur, traceur = Moteur(entrees), _TraceurParametres()
    simulation = moteur.simulation
    simulation.trace = True
    simulation.tracer = moteur.traceur = traceur

    def loi(moment: Period) -> _NoeudTrace:
        return _NoeudTrace(simulation.tax_benefit_system.get_parameters_at_instant(moment), traceur)

    simulation.trace_parameters_at_instant = loi
    passe, _, _ = passe_recu(table, entrees.entites, ledger(table), entrees.passe)
    moteur.lire(passe, demandes())
    return traceur


def _variables_propres(carte: Carte) -> list[str]:
    """List the variables that are this droit, its kinds included."""
    if carte.calcul.mode != "calcule" or carte.calcul.variable is None:
        return []
    return [carte.calcul.variable, *(forme.variable for forme in carte.calcul.formes)]


def _depart(carte: Carte) -> set[str]:
    depart = set(_variables_propres(carte))
    for condition in carte.conditions:
        seuil = condition.seuil.variable if condition.seuil else None
        depart |= {v for v in (condition.variable, condition.ou, condition.doute, seuil) if v}
    return depart


def _lectures(
    carte: Carte, traceur: _TraceurParametres, lus: dict[str, set[str]], tetes: dict[str, str]
) -> Lectures:
    vues: set[str] = set()
    droits: set[str] = set()
    a_voir = list(_depart(carte))
    while a_voir:
        variable = a_voir.pop()
        autre = tetes.get(variable, carte.id)
        if autre != carte.id:
            droits.add(autre)
        elif variable not in vues:
            vues.add(variable)
            a_voir += lus.get(variable, ())
    parametres = set(_parametres_de_carte(carte))
    for variable in vues:
        parametres |= traceur.parametres.get(variable, set())
    return Lectures(frozenset(parametres), tuple(sorted(droits)))


def _parametres_de_carte(carte: Carte) -> Iterator[str]:
    if carte.seuil_versement:
        yield carte.seuil_versement.parametre
    yield from (repere.parametre for repere in carte.reperes)
    for condition in carte.conditions:
        if condition.seuil and condition.seuil.parametre:
            yield condition.seuil.parametre
