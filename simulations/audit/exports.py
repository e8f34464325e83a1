"""The published figures as files: CSV, Parquet and Excel, in `chiffres/`."""

from pathlib import Path

import polars as pl
import xlsxwriter

from simulations.audit.ecriture import ecrire_entier, ecrire_parquet
from simulations.audit.inerte import inertes

_MARQUE_UTF8 = b"\xef\xbb\xbf"


def exporter(sortie: Path, feuilles: dict[str, pl.DataFrame]) -> None:
    """Write published frames, each as CSV and Parquet, all as one Excel file.

    Args:
        sortie: folder of the audit.
        feuilles: frames that went through `secret`, by name.
    """
    dossier = sortie / "chiffres"
    # What an earlier run wrote and this one does not (a comparison) would pass for this one's.
    for ancien in dossier.glob("*"):
        ancien.unlink()
    for nom, cadre in feuilles.items():
        ecrire_parquet(dossier / f"{nom}.parquet", cadre)
        # A comma for decimals: what a French spreadsheet reads as a number.
        texte = inertes(cadre).write_csv(separator=";", decimal_comma=True)
        ecrire_entier(
            dossier / f"{nom}.csv",
            lambda chemin, t=texte: chemin.write_bytes(_MARQUE_UTF8 + t.encode()),  # type: ignore[misc]
        )
    ecrire_entier(dossier / "chiffres.xlsx", lambda chemin: _excel(chemin, feuilles))


def _excel(chemin: Path, feuilles: dict[str, pl.DataFrame]) -> None:
    with xlsxwriter.Workbook(chemin, {"strings_to_formulas": False, "strings_to_urls": False}) as classeur:
        for nom, cadre in feuilles.items():
            cadre.write_excel(workbook=classeur, worksheet=nom, autofit=True, freeze_panes=(1, 0))
