"""Everything the report and the exports are made of: figures that may be published, and nothing else.

Whoever fills it has already passed every frame through `simulations.audit.secret`: what is secret is null
here, and what reads this page never sees a lot.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from simulations.audit.lecture import Lecture


@dataclass(frozen=True)
class TauxNational:
    """A rate of non-take-up published for France.

    Attributes:
        droit: id in the catalogue.
        taux: share of the eligible who do not receive, from 0 to 1.
        annee: what year it measures.
        champ: whom it is measured on.
        source: publication, with its date.
        href: where it can be read; None when no address was checked.
        reserve: what makes it hard to compare.
        secondaire: read in another source than the publication itself.
    """

    droit: str
    taux: float
    annee: str
    champ: str
    source: str
    href: str | None = None
    reserve: str | None = None
    secondaire: bool = False


@dataclass(frozen=True)
class Synthese:
    """An audit, ready to be shown.

    Attributes:
        mois: month of the audit, AAAA-MM.
        lecture: what was read of the file.
        certificats: one per lot calculated.
        publies: the figures, from `secret.publier`.
        sensibilite: one row per droit (`tous` for all) and `variante` (`-10`, `-5`, `0`, `+5`, `+10` percent
            of income): `taux_non_recours`, and `evolution_euros`, the change of the euros not taken up from
            the variante `0`; null where secret. Its sample is `recu["sensibilite"]`.
        comparaison: against the previous audit, one row per droit (`tous` for all): `non_recours_avant`,
            `non_recours_apres`, `nouveaux`, `ouverts`, `sortis` in households, `mensuel_ouvert` in euros per
            month; null where secret. None without a previous audit.
        exactitude: what `simulations.audit.exactitude.bilan` gave, for a flux of RSA.
        recu: receipt of the run: versions, hashes, command, settings.
        fictif: the households are fictitious.
        contours: GeoJSON of outlines of communes, for a map.
        nationaux: published rates to compare with.
    """

    mois: str
    lecture: Lecture
    certificats: list[dict[str, Any]]
    publies: pl.DataFrame
    sensibilite: pl.DataFrame
    comparaison: pl.DataFrame | None
    exactitude: dict[str, Any] | None
    recu: dict[str, Any]
    fictif: bool
    contours: Path | None = None
    nationaux: list[TauxNational] = field(default_factory=list)
