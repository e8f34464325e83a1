"""Finds the files of the four tables in a folder or a zip, and says what is wrong with the set of them."""

import hashlib
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from simulations.audit.colonnes import TABLES
from simulations.errors import EntreeInvalide

SUFFIXES = (".csv", ".parquet")
NECESSAIRES = ("menages", "personnes")
ATTENDU = (
    "les fichiers menages et personnes, et s'il y en a revenus et prestations, chacun en .csv ou .parquet"
)
#: A zip may not grow beyond this, nor by more than this factor once it is large.
TAILLE_MAX, TAUX_MAX, TAILLE_SANS_TAUX = 20_000_000_000, 200, 100_000_000
_BLOC = 1 << 20


@dataclass(frozen=True)
class Source:
    """The file of one table.

    Attributes:
        table: name of the table.
        chemin: where it is on the disk.
        nom: how it is called in messages.
    """

    table: str
    chemin: Path
    nom: str


def du_dossier(entree: Path) -> dict[str, Source]:
    """Find the tables of a folder.

    Raises:
        EntreeInvalide: a table is missing, twice there, or a file is none of them.
    """
    fichiers = sorted(f for f in entree.iterdir() if f.suffix.lower() in SUFFIXES and f.is_file())
    return _par_table(entree.name, [Source(f.stem.lower(), f, f.name) for f in fichiers])


def du_zip(entree: Path, travail: Path) -> dict[str, Source]:
    """Copy the tables of a zip under names of our own, and give them.

    Args:
        entree: the zip.
        travail: folder where they are copied.

    Raises:
        EntreeInvalide: no zip, one that is not safe to open, or tables missing or twice there.
    """
    try:
        with zipfile.ZipFile(entree) as archive:
            membres = [m for m in archive.infolist() if not m.is_dir()]
            choisis = _membres(entree.name, membres)
            _refuser_les_bombes(entree, [m for _, m in choisis])
            sources = _par_table(
                entree.name,
                [Source(c.stem.lower(), travail / c.name.lower(), c.name) for c, _ in choisis],
            )
            travail.mkdir(parents=True, exist_ok=True)
            for source, (_, membre) in zip(sources.values(), choisis, strict=True):
                _copier(archive, membre, source.chemin)
            return sources
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError):
        raise EntreeInvalide(entree.name, "une archive illisible ou protégée", "un zip lisible") from None


def empreinte(fichiers: Iterable[Path]) -> str:
    """Give the SHA-256 of files, whatever their folder; of one file, its own."""
    sommes = []
    for fichier in fichiers:
        with fichier.open("rb") as flux:
            sommes.append((fichier.name, hashlib.file_digest(flux, "sha256").hexdigest()))
    if len(sommes) == 1:
        return sommes[0][1]
    return hashlib.sha256(repr(sorted(sommes)).encode()).hexdigest()


def _par_table(entree: str, sources: list[Source]) -> dict[str, Source]:
    trouvees: dict[str, Source] = {}
    for source in sources:
        if source.table not in TABLES:
            raise EntreeInvalide(entree, f"le fichier « {source.nom} »", ATTENDU)
        if source.table in trouvees:
            deux = f"« {trouvees[source.table].nom} » et « {source.nom} »"
            raise EntreeInvalide(entree, deux, "un seul fichier par table")
        trouvees[source.table] = source
    manque = [table for table in NECESSAIRES if table not in trouvees]
    if manque:
        raise EntreeInvalide(entree, f"aucun fichier {' ni '.join(manque)}", ATTENDU)
    return trouvees


def _membres(entree: str, membres: list[zipfile.ZipInfo]) -> list[tuple[PurePosixPath, zipfile.ZipInfo]]:
    choisis = []
    for membre in membres:
        chemin = PurePosixPath(membre.filename.replace("\\", "/"))
        if chemin.is_absolute() or ".." in chemin.parts or ":" in membre.filename:
            raise EntreeInvalide(entree, f"le chemin « {membre.filename} »", "des fichiers sans chemin")
        if chemin.suffix.lower() in SUFFIXES and "__MACOSX" not in chemin.parts:
            choisis.append((chemin, membre))
    return choisis


def _refuser_les_bombes(entree: Path, membres: list[zipfile.ZipInfo]) -> None:
    for membre in membres:
        trop_serre = membre.file_size > max(TAILLE_SANS_TAUX, TAUX_MAX * membre.compress_size)
        if trop_serre:
            recu = f"« {membre.filename} », {membre.file_size} octets une fois ouvert"
            raise EntreeInvalide(entree.name, recu, f"un fichier compressé {TAUX_MAX} fois au plus")
    total = sum(membre.file_size for membre in membres)
    if total > TAILLE_MAX:
        raise EntreeInvalide(entree.name, f"{total} octets une fois ouvert", f"au plus {TAILLE_MAX} octets")


def _copier(archive: zipfile.ZipFile, membre: zipfile.ZipInfo, chemin: Path) -> None:
    """Copy one file; the archive itself stops at the size it declares."""
    with archive.open(membre) as source, chemin.open("wb") as copie:
        shutil.copyfileobj(source, copie, _BLOC)
