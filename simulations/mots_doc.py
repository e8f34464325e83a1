"""Words and cells shared by the pages of docs/droits/."""

from datetime import date

MODES = {
    "calcule": "calculé",
    "a_instruire": "à instruire",
    "orientation": "orientation",
    "non_calculable": "non calculable",
}
#: From the least to the most sure.
CONFIANCES = {"a_confirmer": "à confirmer", "secondaire": "secondaire", "verifie": "vérifié"}


def cellule(texte: str) -> str:
    """Write a text in a cell of a table."""
    return " ".join(texte.split()).replace("|", "\\|")


def lien(titre: str, href: str | None) -> str:
    """Write a reference, as a link when it has an address."""
    return f"[{cellule(titre).replace('[', '(').replace(']', ')')}](<{href}>)" if href else cellule(titre)


def jour(quand: date | None) -> str:
    """Write a day."""
    return "—" if quand is None else quand.strftime("%d/%m/%Y")
