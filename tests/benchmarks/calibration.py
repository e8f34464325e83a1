"""Coverage of the ranges and calibration of the probabilities, on households whose facts are hidden at random.

Each fictitious household is calculated with all its facts, then with some hidden; the true amount of a droit must
lie in the range given without them, and droits given as due in a share of the cases must be due as often.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from simulations.population import faits, population, sans
from simulations.regles_completion import regles
from simulations.resultat import Decision, Droit, Resultat
from simulations.simulate import prechauffer, simuler
from simulations.situation import Situation
from simulations.uncertainty import estimer
from tests.benchmarks.pages import remplacer

MOIS = "2026-11"
CENTIME = 0.011
BORNES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
_LOT = 128


@dataclass
class Comptes:
    """What was counted: by droit, pairs and covered ones; shares announced, and whether it was due."""

    total: dict[str, int] = field(default_factory=dict)
    doutes: dict[str, int] = field(default_factory=dict)
    manques: dict[str, int] = field(default_factory=dict)
    annonces: list[tuple[float, bool]] = field(default_factory=list)
    fautes: list[tuple[int, str, float, Droit]] = field(default_factory=list)

    @property
    def couverture(self) -> float:
        """Give the share of all pairs whose true amount is in the range."""
        return 1 - sum(self.manques.values()) / sum(self.total.values())

    @property
    def couverture_en_doute(self) -> float:
        """Give the same share over the pairs that hidden facts leave in doubt."""
        return 1 - sum(self.manques.values()) / max(1, sum(self.doutes.values()))


def cacher(menages: Sequence[Situation], graine: int) -> list[Situation]:
    """Hide facts at random: from a tenth to nine tenths of them, household by household."""
    caches = []
    for rang, menage in enumerate(menages):
        hasard = np.random.default_rng([graine, rang])
        part = hasard.uniform(0.1, 0.9)
        caches.append(sans(menage, [fait for fait in faits(menage) if hasard.random() < part]))
    return caches


def mesurer(nombre: int, graine: int = 1) -> Comptes:
    """Count over this many households."""
    comptes = Comptes()
    menages = population(nombre, graine, MOIS)
    caches = cacher(menages, graine)
    for debut in range(0, nombre, _LOT):
        vrais = simuler(menages[debut : debut + _LOT])
        estimes = estimer(caches[debut : debut + _LOT])
        for rang, (vrai, estime) in enumerate(zip(vrais, estimes, strict=True), start=debut):
            _compter(comptes, rang, vrai, estime)
    return comptes


def _compter(comptes: Comptes, rang: int, vrai: Resultat, estime: Resultat) -> None:
    vrais = {(d.id, d.beneficiaire): d for d in vrai.droits}
    for droit in estime.droits:
        juste = vrais.get((droit.id, droit.beneficiaire))
        if droit.probabilite is None or (juste and juste.decision not in _FERMES):
            continue
        du = juste is not None and juste.decision is Decision.DROIT_PROBABLE
        montant = (juste.montant or 0.0) if du and juste else 0.0
        bas, haut = _fourchette(droit)
        vu = montant if droit.montant_min is not None else float(du)
        couvert = bas - CENTIME <= vu <= haut + CENTIME
        nom = droit.id
        comptes.total[nom] = comptes.total.get(nom, 0) + 1
        comptes.annonces.append((droit.probabilite, du))
        if bas < haut or not couvert:
            comptes.doutes[nom] = comptes.doutes.get(nom, 0) + 1
        if not couvert:
            comptes.manques[nom] = comptes.manques.get(nom, 0) + 1
            comptes.fautes.append((rang, nom, vu, droit))


_FERMES = (Decision.DROIT_PROBABLE, Decision.PEU_PROBABLE)


def _fourchette(droit: Droit) -> tuple[float, float]:
    """Give the range of a droit: euros, or 0 and 1 for one without amount."""
    if droit.montant_min is not None and droit.montant_max is not None:
        return droit.montant_min, droit.montant_max
    return float(droit.probabilite == 1), float((droit.probabilite or 0) > 0)


def tableau_fiabilite(annonces: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """Write the reliability table: by class of announced share, how often the droit was due."""
    yield "| part annoncée | cas | annoncée en moyenne | réellement dû |"
    yield "|---|---|---|---|"
    parts, dus = np.array([p for p, _ in annonces]), np.array([d for _, d in annonces])
    classes = [("0 %", parts == 0)]
    for bas, haut in zip(BORNES, BORNES[1:], strict=False):
        classes.append(
            (f"{bas:.0%} à {haut:.0%}".replace("%", " %"), (parts > bas) & (parts <= haut) & (parts < 1))
        )
    classes.append(("100 %", parts == 1))
    for nom, dans in classes:
        if dans.any():
            yield f"| {nom} | {dans.sum()} | {_pour_cent(parts[dans].mean())} | {_pour_cent(dus[dans].mean())} |"


def tableau_couverture(comptes: Comptes) -> Iterator[str]:
    """Write the coverage by droit."""
    yield "| droit | cas | en doute | hors de la fourchette | couverture | couverture des cas en doute |"
    yield "|---|---|---|---|---|---|"
    for nom in sorted(comptes.doutes):
        total, doutes, manques = comptes.total[nom], comptes.doutes.get(nom, 0), comptes.manques.get(nom, 0)
        en_doute = _pour_cent(1 - manques / doutes)
        yield f"| {nom} | {total} | {doutes} | {manques} | {_pour_cent(1 - manques / total)} | {en_doute} |"


def _pour_cent(part: float) -> str:
    return f"{100 * part:.1f} %".replace(".", ",")


def ecrire(comptes: Comptes, nombre: int, duree: float) -> None:
    """Write the measures into docs/incertitude.md."""
    lues = regles()
    resume = (
        f"{nombre} foyers fictifs, {lues.completions} cas pesés et {lues.nombre_coins} cas extrêmes par foyer, "
        f"{duree:.0f} s : le vrai résultat est dans la fourchette pour {_pour_cent(comptes.couverture)} des droits "
        f"examinés, et pour {_pour_cent(comptes.couverture_en_doute)} de ceux que les faits cachés laissaient en doute."
    )
    remplacer("incertitude.md", "couverture", "\n".join([resume, "", *tableau_couverture(comptes)]))
    remplacer("incertitude.md", "fiabilite", "\n".join(tableau_fiabilite(comptes.annonces)))
    print(resume)


if __name__ == "__main__":
    foyers = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    prechauffer()
    debut = time.perf_counter()
    comptes = mesurer(foyers)
    ecrire(comptes, foyers, time.perf_counter() - debut)
