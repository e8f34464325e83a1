"""Speeds as ratios against plain openfisca-france in the same run; prints a Markdown table.

Plain means: the same rights, asked of openfisca-france as published, of the same households, with only the
facts the person gave (births, roles, wages, pensions, benefits and housing over the months given).
"""

import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from openfisca_core import periods
from openfisca_core.errors import VariableNotFoundError
from openfisca_core.periods import Instant, Period
from openfisca_core.simulations import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

from simulations.encoding import encoder
from simulations.evaluation import evaluer
from simulations.lecture import lire_situation
from simulations.lectures import demandes
from simulations.simulate import prechauffer, simuler
from simulations.tables import Tables, tables
from tests.benchmarks.menages_varies import documents

# What a person says, as front-ends send it: no taxable or gross amounts, no past benefits.
DITS = (
    "date_naissance", "salaire_net", "chomage_net", "retraite_nette", "statut_occupation_logement", "loyer",
    "depcom", "nationalite", "activite", "statut_marital", "rfr",
)  # fmt: skip


# Upstream's own date arithmetic, before `simulations.systeme` remembers it: plain must stay plain.
_AMONT = (Instant.offset, Period.get_subperiods, periods.period)


@contextmanager
def comme_en_amont() -> Iterator[None]:
    """Put upstream's date arithmetic back for the time of a measure."""
    ici = (Instant.offset, Period.get_subperiods, periods.period)
    Instant.offset, Period.get_subperiods, periods.period = _AMONT
    try:
        yield
    finally:
        Instant.offset, Period.get_subperiods, periods.period = ici


def chrono(tache: Callable[[], Any], fois: int) -> float:
    """Give the median of several runs, seconds."""
    durees = []
    for _ in range(fois):
        debut = time.perf_counter()
        tache()
        durees.append(time.perf_counter() - debut)
    return statistics.median(durees)


def amont(systeme: Any, cadres: Tables) -> None:
    """Ask openfisca-france itself for the same rights, with what the person said only."""
    entrees = encoder(cadres)
    constructeur, groupes = SimulationBuilder(), entrees.entites
    constructeur.create_entities(systeme)
    constructeur.declare_person_entity("individu", np.arange(groupes.nb_personnes))
    for nom, groupe in (
        ("famille", groupes.famille), ("foyer_fiscal", groupes.foyer_fiscal), ("menage", groupes.logement),
    ):  # fmt: skip
        instance = constructeur.declare_entity(nom, np.arange(groupe.nombre))
        constructeur.join_with_persons(instance, groupe.de_personne, groupe.role)
    simulation = constructeur.build(systeme)
    for (variable, quand), valeurs in entrees.valeurs.items():
        if variable in DITS:
            simulation.set_input(variable, quand, valeurs)
    for demande in demandes():
        try:
            simulation.calculate(demande.variable, demande.quand(entrees.mois))
        except VariableNotFoundError:
            continue


def mesurer(grand: int = 10_000) -> dict[str, float]:
    """Measure one household, `grand` households, and 64 together."""
    prechauffer()
    petits = [lire_situation(document) for document in documents(64)]
    beaucoup = tables([lire_situation(document) for document in documents(grand)])
    evaluer(beaucoup)
    mesures = {
        "un_nous": chrono(lambda: simuler(petits[:1]), 15),
        "soixante_quatre": chrono(lambda: simuler(petits), 5),
        "grand_nous": chrono(lambda: evaluer(beaucoup), 3),
        "memoire_mo": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    systeme, un = FranceTaxBenefitSystem(), tables(petits[:1])
    # The garbage collector leaves this law alone too.
    gc.collect()
    gc.freeze()
    with comme_en_amont():
        amont(systeme, un)
        mesures["un_amont"] = chrono(lambda: amont(systeme, un), 3)
        mesures["grand_amont"] = chrono(lambda: amont(systeme, beaucoup), 1)
    return mesures | {"grand": float(grand)}


def tableau(m: dict[str, float]) -> str:
    """Write the table of docs/performance.md."""
    n = int(m["grand"])
    un = ("un ménage, tout le catalogue, deux lectures (médiane)", f"{m['un_nous']:.3f} s")
    grand = (f"{n} ménages, deux lectures, en colonnes", f"{m['grand_nous']:.2f} s")
    par_menage = f"{1000 * m['grand_nous'] / n:.2f} ms"
    lignes = [
        "| mesure | ici | openfisca-france seul | rapport |",
        "|---|---|---|---|",
        f"| {un[0]} | {un[1]} | {m['un_amont']:.2f} s | {m['un_amont'] / m['un_nous']:.1f} × |",
        f"| {grand[0]} | {grand[1]} | {m['grand_amont']:.1f} s | {m['grand_amont'] / m['grand_nous']:.1f} × |",
        f"| par ménage, sur {n} | {par_menage} | {1000 * m['grand_amont'] / n:.2f} ms | |",
        f"| 64 ménages ensemble | {m['soixante_quatre']:.3f} s | — | {m['soixante_quatre'] / m['un_nous']:.1f} × un |",
        f"| mémoire du processus après {n} ménages | {m['memoire_mo']:.0f} Mo | — | — |",
    ]
    return "\n".join(lignes)


if __name__ == "__main__":
    resultat = mesurer(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    sys.stdout.write(tableau(resultat) + "\n" + json.dumps(resultat) + "\n")
