"""Measures written into the pages of docs/, between two marks of the page."""

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def remplacer(page: str, marque: str, texte: str) -> None:
    """Put a text between `<!-- marque -->` and `<!-- /marque -->` of a page.

    Raises:
        ValueError: the page does not hold the marks.
    """
    fichier = DOCS / page
    avant, debut, reste = fichier.read_text(encoding="utf-8").partition(f"<!-- {marque} -->")
    _, fin, apres = reste.partition(f"<!-- /{marque} -->")
    if not debut or not fin:
        raise ValueError(f"{page} : marque « {marque} » absente")
    fichier.write_text(f"{avant}{debut}\n\n{texte.strip()}\n\n{fin}{apres}", encoding="utf-8")
