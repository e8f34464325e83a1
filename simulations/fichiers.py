"""Reads the situations of files, one JSON document or one per line, and says where a file is wrong.

Nothing is simulated unless every document of every file can be read: no partial result.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulations.errors import CommandeInvalide, ErreurChamp, SituationInvalide
from simulations.lecture import lire_situation
from simulations.situation import Situation

ENTREE_STANDARD = "-"
TAILLE_FICHIER_MAX = 200_000_000
_LIGNES = {".jsonl", ".ndjson"}


@dataclass(frozen=True)
class Document:
    """One document of a file.

    Attributes:
        fichier: the file as it was named.
        ligne: from 1 in a file of one document per line; None when the file is one document.
    """

    fichier: str
    ligne: int | None
    texte: bytes

    @property
    def origine(self) -> str:
        """Name the document to a reader."""
        return _nommer(self.fichier) + ("" if self.ligne is None else f", ligne {self.ligne}")


@dataclass(frozen=True)
class SituationLue:
    """A situation and the place it was read from."""

    origine: str
    situation: Situation


@dataclass(frozen=True)
class Faute:
    """One thing wrong in a document, or a file that cannot be read."""

    origine: str
    erreur: ErreurChamp

    def __str__(self) -> str:
        """Give the line shown to people."""
        return f"{self.origine} : {self.erreur}"


class FichiersInvalides(CommandeInvalide):
    """At least one document cannot be read; `fautes` says everything that is wrong."""

    def __init__(self, fautes: Sequence[Faute]) -> None:
        self.fautes = tuple(fautes)
        super().__init__("\n".join(str(faute) for faute in self.fautes))


def lire_fichiers(fichiers: Sequence[str], mois: str | None = None) -> list[SituationLue]:
    """Read every situation of every file, in the order given.

    Args:
        fichiers: paths of JSON or JSON Lines files; `-` is the standard input.
        mois: month to simulate instead of the one each document gives.

    Raises:
        FichiersInvalides: with everything wrong in every file.
    """
    lues: list[SituationLue] = []
    fautes: list[Faute] = []
    for fichier in fichiers:
        try:
            documents = list(_documents(fichier, _contenu(fichier)))
        except CommandeInvalide as erreur:
            fautes.append(
                Faute(_nommer(fichier), ErreurChamp("", str(erreur), "un fichier JSON ou JSON Lines"))
            )
            continue
        for document in documents:
            try:
                lues.append(SituationLue(document.origine, lire_situation(_au_mois(document, mois))))
            except SituationInvalide as erreur:
                fautes += [Faute(document.origine, faute) for faute in erreur.erreurs]
    if fautes:
        raise FichiersInvalides(fautes)
    return lues


def _nommer(fichier: str) -> str:
    return "entrée standard" if fichier == ENTREE_STANDARD else fichier


def _contenu(fichier: str) -> bytes:
    try:
        if fichier == ENTREE_STANDARD:
            contenu = sys.stdin.buffer.read(TAILLE_FICHIER_MAX + 1)
        else:
            with Path(fichier).open("rb") as flux:
                contenu = flux.read(TAILLE_FICHIER_MAX + 1)
    except OSError as erreur:
        raise CommandeInvalide(_empechement(erreur)) from None
    if len(contenu) > TAILLE_FICHIER_MAX:
        raise CommandeInvalide(f"plus de {TAILLE_FICHIER_MAX // 1_000_000} Mo")
    contenu = contenu.removeprefix(b"\xef\xbb\xbf")
    if not contenu.strip():
        raise CommandeInvalide("un fichier vide")
    try:
        contenu.decode()
    except UnicodeDecodeError:
        raise CommandeInvalide("un fichier qui n'est pas en UTF-8") from None
    return contenu


def _empechement(erreur: OSError) -> str:
    match erreur:
        case FileNotFoundError():
            return "un fichier qui n'existe pas"
        case IsADirectoryError():
            return "un dossier"
        case PermissionError():
            return "un fichier dont la lecture est refusée"
    return "un fichier illisible"


def _documents(fichier: str, contenu: bytes) -> Iterator[Document]:
    lignes = [(n, ligne) for n, ligne in enumerate(contenu.split(b"\n"), start=1) if ligne.strip()]
    if Path(fichier).suffix not in _LIGNES and not _un_document_par_ligne([ligne for _, ligne in lignes]):
        yield Document(fichier, None, contenu)
        return
    for numero, ligne in lignes:
        yield Document(fichier, numero, ligne)


def _un_document_par_ligne(lignes: Sequence[bytes]) -> bool:
    """Tell JSON Lines by its first line, a whole document that others follow."""
    return len(lignes) > 1 and _objet(lignes[0]) is not None


def _objet(texte: bytes) -> Any | None:
    try:
        return json.loads(texte)
    except (ValueError, RecursionError):
        return None


def _au_mois(document: Document, mois: str | None) -> bytes | dict[str, Any]:
    objet = _objet(document.texte) if mois is not None else None
    return objet | {"mois": mois} if isinstance(objet, dict) else document.texte
