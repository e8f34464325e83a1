"""Files written whole or not at all: under a temporary name, flushed to the disk, then renamed."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl


def ecrire_entier(chemin: Path, ecrire: Callable[[Path], object], droits: int | None = None) -> None:
    """Write a file so that it never exists half-written under its own name.

    Args:
        chemin: its name; its folder is made.
        ecrire: writes it at the path it is given.
        droits: permissions, when they are not those of every file.
    """
    chemin.parent.mkdir(parents=True, exist_ok=True)
    provisoire = chemin.with_name(f".{chemin.name}.{os.getpid()}.tmp")
    try:
        ecrire(provisoire)
        if droits is not None:
            provisoire.chmod(droits)
        with provisoire.open("rb+") as flux:
            os.fsync(flux.fileno())
        provisoire.replace(chemin)
    finally:
        provisoire.unlink(missing_ok=True)


def ecrire_parquet(chemin: Path, cadre: pl.DataFrame) -> None:
    """Write a frame as Parquet."""
    ecrire_entier(chemin, cadre.write_parquet)


def ecrire_texte(chemin: Path, texte: str, droits: int | None = None) -> None:
    """Write a text in UTF-8."""
    ecrire_entier(chemin, lambda provisoire: provisoire.write_text(texte, encoding="utf-8"), droits)


def ecrire_json(chemin: Path, contenu: dict[str, Any]) -> None:
    """Write a document as JSON."""
    ecrire_texte(chemin, json.dumps(contenu, ensure_ascii=False, indent=2) + "\n")
