"""Where every reader puts what it read: lots of households as four tables, and the faults found.

`SORTIE/travail/lots/lot-00000/{menages,personnes,revenus,prestations}.parquet` and `SORTIE/rejets.csv`. Each
is written under a temporary name, then renamed: nothing is ever half-written under its own name.
"""

import csv
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import polars as pl

from simulations.situation import Situation
from simulations.tables import schemas, tables

TAILLE_LOT = 5_000
COLONNES_REJETS = ("fichier", "ligne", "colonne", "recu", "attendu", "menage_id")
LONGUEUR_RECU = 80
# Thirteen digits or more, as the number of a social security card slipped into another column.
_NUMERO_LONG = re.compile(r"\d(?:[ .]?\d){12,}")
# A spreadsheet takes for a formula a text that starts so.
_FORMULE = re.compile(r"^(?:[=@\t\r]|[+-](?![\d.,]+$))")


@dataclass(frozen=True)
class Rejet:
    """One fault of a file.

    Attributes:
        fichier: name of the file, without its folder.
        ligne: its line from 1, None when the file has none.
        colonne: column, field or element at fault; empty for the whole line.
        recu: what was received.
        attendu: what is accepted, in French.
        menage_id: the household; empty when it is unknown.
    """

    fichier: str
    ligne: int | None
    colonne: str
    recu: str
    attendu: str
    menage_id: str = ""


class Bilan(NamedTuple):
    """What was put: lots, households kept, households set aside, faults."""

    lots: int
    menages: int
    ecartes: int
    rejets: int


def dossier_lots(sortie: Path) -> Path:
    """Give the folder of the lots of an audit."""
    return sortie / "travail" / "lots"


class Depot:
    """Receives households and faults; used with `with`, and closed with `fermer`.

    A household with a fault is set aside whole: its faults are told before it is put, or right after.
    """

    def __init__(self, sortie: Path, taille_lot: int = TAILLE_LOT) -> None:
        self.taille_lot = taille_lot
        self._lots = dossier_lots(sortie)
        if self._lots.exists():
            shutil.rmtree(self._lots)
        self._lots.mkdir(parents=True)
        self._rejets = sortie / "rejets.csv"
        self._rejets_en_cours = sortie / ".rejets.csv.tmp"
        self._rejets.unlink(missing_ok=True)
        self._flux = self._rejets_en_cours.open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._flux, delimiter=";", lineterminator="\n")
        self._csv.writerow(COLONNES_REJETS)
        self._attente: dict[str, tuple[Situation, Mapping[str, Any] | None]] = {}
        self._poses: set[str] = set()
        self._ecartes: set[str] = set()
        self._nb_lots = self._nb_menages = self._nb_rejets = self._nb_perdus = 0

    def ajouter(
        self, menage_id: str, situation: Situation, controle: Mapping[str, Any] | None = None
    ) -> None:
        """Put one household; a second one of the same id is a fault.

        Args:
            menage_id: its id.
            situation: the household, of the month of all the others.
            controle: figures of the file to compare results with; written as `controle.parquet`.
        """
        if menage_id in self._ecartes:
            return
        if menage_id in self._poses:
            self._nb_perdus += 1
            self._ecrire(Rejet("", None, "menage_id", menage_id, "un identifiant par foyer", menage_id))
            return
        self._poses.add(menage_id)
        self._attente[menage_id] = (situation, controle)
        if len(self._attente) >= self.taille_lot:
            self._vider()

    def connait(self, menage_id: str) -> bool:
        """Tell whether a household of this id was already put or set aside."""
        return menage_id in self._poses or menage_id in self._ecartes

    def ajouter_lot(self, cadres: Mapping[str, pl.DataFrame]) -> None:
        """Put one lot of households already checked.

        Args:
            cadres: the tables as `tables.schemas` describes them, ranks from 0 inside the lot, `menages` with
                a first column `menage_id`.
        """
        if not cadres["menages"].height:
            return
        definitif = self._lots / f"lot-{self._nb_lots:05d}"
        provisoire = self._lots / f".{definitif.name}.tmp"
        provisoire.mkdir()
        for nom, cadre in cadres.items():
            cadre.write_parquet(provisoire / f"{nom}.parquet")
        provisoire.rename(definitif)
        self._nb_lots += 1
        self._nb_menages += cadres["menages"].height

    def rejeter(self, rejet: Rejet, *, ecarter: bool = True, anonyme: bool = False) -> None:
        """Note one fault.

        Args:
            rejet: the fault.
            ecarter: set its household aside; False when no household of the file is lost by it.
            anonyme: a household is lost even when its id cannot be told.
        """
        self._ecrire(rejet)
        if not ecarter:
            return
        if rejet.menage_id:
            self._ecartes.add(rejet.menage_id)
            self._attente.pop(rejet.menage_id, None)
        elif anonyme:
            self._nb_perdus += 1

    def perdre(self) -> None:
        """Count one more household set aside, whose id is that of another one."""
        self._nb_perdus += 1

    def fermer(self) -> Bilan:
        """Write what is left and give the counts."""
        self._vider()
        self._flux.close()
        self._rejets_en_cours.chmod(0o600)
        self._rejets_en_cours.replace(self._rejets)
        ecartes = len(self._ecartes) + self._nb_perdus
        return Bilan(self._nb_lots, self._nb_menages, ecartes, self._nb_rejets)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, pile: TracebackType | None
    ) -> None:
        self._flux.close()
        self._rejets_en_cours.unlink(missing_ok=True)

    def _vider(self) -> None:
        if not self._attente:
            return
        ids, poses = list(self._attente), list(self._attente.values())
        cadres = en_lot(ids, [situation for situation, _ in poses])
        controles = [
            {"menage_id": nom} | dict(chiffres)
            for nom, (_, chiffres) in zip(ids, poses, strict=True)
            if chiffres is not None
        ]
        if controles:
            cadres["controle"] = pl.DataFrame(controles, infer_schema_length=None)
        self.ajouter_lot(cadres)
        self._attente.clear()

    def _ecrire(self, rejet: Rejet) -> None:
        self._nb_rejets += 1
        ligne = "" if rejet.ligne is None else str(rejet.ligne)
        textes = (rejet.colonne, _discret(rejet.recu), rejet.attendu, rejet.menage_id)
        self._csv.writerow([rejet.fichier, ligne, *map(_inerte, textes)])


def en_lot(ids: Sequence[str], situations: Sequence[Situation]) -> dict[str, pl.DataFrame]:
    """Give the four tables of a lot.

    Args:
        ids: the ids of the households.
        situations: the households, in the same order, all of one month.
    """
    lot = tables(situations)
    menages = lot.menages.insert_column(0, pl.Series("menage_id", ids, pl.String))
    cadres = {nom: getattr(lot, nom) for nom in schemas()}
    return cadres | {"menages": menages}


def _discret(recu: str) -> str:
    """Shorten what was received, and hide what may be the number of a person."""
    masque = _NUMERO_LONG.sub("•••", recu)
    return masque if len(masque) <= LONGUEUR_RECU else masque[:LONGUEUR_RECU] + "…"


def _inerte(texte: str) -> str:
    return f"'{texte}" if _FORMULE.match(texte) else texte
