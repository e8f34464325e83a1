"""From situations to results: the one path for one household or ten thousand."""

import gc
from collections.abc import Sequence

from simulations.errors import CalculImpossible
from simulations.lecture import lire_situation
from simulations.mois import mois_courant
from simulations.resultat import Resultat
from simulations.situation import Situation
from simulations.uncertainty import estimer


def simuler(situations: Sequence[Situation], completions: int | None = None) -> list[Resultat]:
    """Simulate households, one vectorised call per month and one for what is unknown, answers in order.

    Args:
        situations: the households.
        completions: possible values tried for what is unknown, by household; the number of the rules when
            None, 0 to stay at the documented default of each fact.

    Raises:
        CalculImpossible: the engine failed; nothing is answered for any household.
    """
    par_mois: dict[str, list[int]] = {}
    for rang, situation in enumerate(situations):
        par_mois.setdefault(situation.mois, []).append(rang)
    trouves: dict[int, Resultat] = {}
    for mois, rangs in par_mois.items():
        try:
            calcules = estimer([situations[rang] for rang in rangs], completions)
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
    # An answer is thousands of small objects that die together: nothing to look for among them so often.
    gc.set_threshold(100_000, 50, 100)
