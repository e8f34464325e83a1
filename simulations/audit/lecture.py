"""Reads a file of households of an audit, whatever its kind, into staged lots."""

import shutil
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from simulations.audit.depot import TAILLE_LOT, Bilan, Depot
from simulations.audit.lecture_lignes import lire_lignes
from simulations.audit.lecture_tables import LecteurTables
from simulations.audit.sources import Source, du_dossier, du_zip, empreinte
from simulations.audit.suivi import Suivi, sans_suivi
from simulations.errors import CommandeInvalide, EntreeInvalide
from simulations.mois import verifier_mois_simulable

_LIGNES = {".jsonl", ".ndjson"}
_ATTENDU = (
    "un dossier ou un zip des tables menages, personnes, revenus et prestations (.csv ou .parquet), un "
    "fichier de situations (.jsonl) ou un flux des bénéficiaires du RSA (.xml)"
)


@dataclass(frozen=True)
class Lecture:
    """What was read of a file of households.

    Attributes:
        genre: `tables`, `lignes` or `flux_rsa`.
        mois: month of the households.
        lots: number of lots staged.
        menages: households kept.
        ecartes: households set aside.
        rejets: faults.
        empreinte: SHA-256 of what was read.
        details: totals of the file, sender, by kind.
    """

    genre: str
    mois: str
    lots: int
    menages: int
    ecartes: int
    rejets: int
    empreinte: str
    details: dict[str, Any] = field(default_factory=dict)


def lire_entree(
    entree: Path, mois: str, sortie: Path, taille_lot: int = TAILLE_LOT, suivre: Suivi = sans_suivi
) -> Lecture:
    """Read a file of households: lots in `sortie/travail/lots`, faults in `sortie/rejets.csv`.

    Args:
        entree: a folder, a zip, a `.jsonl` or an `.xml`.
        mois: month of the simulation.
        sortie: folder of the audit; made when it does not exist.
        taille_lot: households of a lot.
        suivre: told how many households were read so far.

    Raises:
        CommandeInvalide: the month cannot be simulated.
        EntreeInvalide: nothing can be read at all.
    """
    try:
        verifier_mois_simulable(mois)
    except ValueError as erreur:
        raise CommandeInvalide(f'« --mois » : reçu "{mois}" ; attendu {erreur}.') from None
    try:
        return _lire(entree, mois, sortie, taille_lot, suivre)
    except FileNotFoundError:
        raise EntreeInvalide(entree.name, "rien : ce chemin n'existe pas", _ATTENDU) from None
    except PermissionError:
        raise EntreeInvalide(entree.name, "une lecture refusée par le système", _ATTENDU) from None


def _lire(entree: Path, mois: str, sortie: Path, taille_lot: int, suivre: Suivi) -> Lecture:
    suffixe = entree.suffix.lower()
    if entree.is_dir():
        sources = du_dossier(entree)
        bilan = _lire_les_tables(sources, mois, sortie, taille_lot, suivre)
        return _lecture("tables", mois, bilan, empreinte(s.chemin for s in sources.values()))
    if suffixe == ".xml":
        flux = import_module("simulations.audit.flux_rsa")
        return cast("Lecture", flux.lire_flux(entree, mois, sortie, taille_lot, suivre))
    somme = empreinte([entree])
    if suffixe == ".zip":
        copies = sortie / "travail" / "entree"
        try:
            bilan = _lire_les_tables(du_zip(entree, copies), mois, sortie, taille_lot, suivre)
        finally:
            shutil.rmtree(copies, ignore_errors=True)
        return _lecture("tables", mois, bilan, somme)
    if suffixe in _LIGNES:
        with Depot(sortie, taille_lot) as depot:
            return _lecture("lignes", mois, lire_lignes(entree, mois, depot, suivre), somme)
    recu = f"un fichier « {suffixe or entree.name} »"
    raise EntreeInvalide(entree.name, recu, _ATTENDU)


def _lire_les_tables(
    sources: dict[str, Source], mois: str, sortie: Path, taille_lot: int, suivre: Suivi
) -> Bilan:
    with Depot(sortie, taille_lot) as depot:
        return LecteurTables(sources, mois, depot, sortie / "travail" / "distribution", suivre).lire()


def _lecture(genre: str, mois: str, bilan: Bilan, somme: str) -> Lecture:
    return Lecture(genre, mois, bilan.lots, bilan.menages, bilan.ecartes, bilan.rejets, somme)
