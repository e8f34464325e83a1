"""From situations to results: the one path for one household or ten thousand."""

import gc
from collections.abc import Sequence

from simulations.droits import resultats
from simulations.errors import CalculImpossible
from simulations.evaluation import evaluer
from simulations.lecture import lire_situation
from simulations.mois import mois_courant
from simulations.resultat import Resultat
from simulations.situation import Situation
from simulations.tables import tables


def simuler(situations: Sequence[Situation]) -> list[Resultat]:
    """Simulate households, one vectorised call per month, answers in the order given.

    Raises:
        CalculImpossible: the engine failed; nothing is answered for any household.
    """
    par_mois: dict[str, list[int]] = {}
    for rang, situation in enumerate(situations):
        par_mois.setdefault(situation.mois, []).append(rang)
    trouves: dict[int, Resultat] = {}
    for mois, rangs in par_mois.items():
        try:
            calcules = resultats(evaluer(tables([situations[rang] for rang in rangs])))
        except Exception as erreur:
            raise CalculImpossible(f"le calcul de {mois} a échoué") from erreur
        trouves |= dict(zip(rangs, calcules, strict=True))
    return [trouves[rang] for rang in range(len(situations))]


def prechauffer() -> None:
    """Build the law and run one household, so that the first answer is quick.

    The law (some million objects that live as long as the process) is then set aside from the garbage
    collector, which would otherwise go through it again and again: half the time of an answer.
    """
    simuler([lire_situation({"mois": mois_courant(), "personnes": [{"id": "p1", "role": "demandeur"}]})])
    gc.collect()
    gc.freeze()
