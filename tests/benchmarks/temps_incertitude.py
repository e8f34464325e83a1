"""How long an answer with unknowns takes: from an empty form to a form where all is known."""

import statistics
import time

from simulations.population import faits, population, sans, squelette
from simulations.simulate import prechauffer, simuler
from simulations.situation import Situation
from tests.benchmarks.pages import remplacer

MOIS = "2026-11"
FOIS = 15


def mesurer() -> str:
    """Write the table of the times of one household, and of thirty-two together."""
    complet = next(m for m in population(200, 1, MOIS) if len(m.personnes) == 3)
    tous = faits(complet)
    cas = {
        "rien que les rôles, une personne": squelette(("demandeur",), MOIS),
        "rien que les rôles, quatre personnes": squelette(
            ("demandeur", "conjoint", "enfant", "enfant"), MOIS
        ),
        "la moitié des faits": sans(complet, tous[::2]),
        "un fait manque": sans(complet, [("revenus", 0)]),
        "tout est su": complet,
    }
    lignes = [
        "| ce qui est su | un foyer, médiane | un foyer, le plus lent | 32 foyers ensemble |",
        "|---|---|---|---|",
    ]
    for nom, situation in cas.items():
        seul = sorted(_duree([situation]) for _ in range(FOIS))
        ensemble = statistics.median(_duree([situation] * 32) for _ in range(3))
        lignes.append(f"| {nom} | {_s(statistics.median(seul))} | {_s(seul[-1])} | {_s(ensemble)} |")
    return "\n".join(lignes)


def _duree(situations: list[Situation]) -> float:
    debut = time.perf_counter()
    simuler(situations)
    return time.perf_counter() - debut


def _s(duree: float) -> str:
    return f"{duree:.2f} s".replace(".", ",")


if __name__ == "__main__":
    prechauffer()
    tableau = mesurer()
    remplacer("incertitude.md", "temps", tableau)
    print(tableau)
