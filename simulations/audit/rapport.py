"""The report as one HTML page that needs nothing else: read on a screen, printed, or kept."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulations.audit.blocs import Document
from simulations.audit.ecriture import ecrire_texte
from simulations.audit.typographie import insecables

_GABARITS = Path(__file__).parent / "gabarits"


def ecrire_rapport(sortie: Path, document: Document) -> None:
    """Write `rapport.html`.

    Args:
        sortie: folder of the audit.
        document: the report, from `contenu.document`.
    """
    ecrire_texte(sortie / "rapport.html", en_html(document))


def en_html(document: Document) -> str:
    """Give the page: style inlined, no script, no external resource."""
    style = (_GABARITS / "rapport.css").read_text(encoding="utf-8")
    return _gabarit().get_template("rapport.html.j2").render(document=document, style=style)


@cache
def _gabarit() -> Environment:
    return Environment(
        loader=FileSystemLoader(_GABARITS),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_composer,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _composer(valeur: object) -> object:
    """Space a text as French does; what is already markup was spaced when it was made."""
    marque = hasattr(valeur, "__html__")
    return insecables(valeur) if isinstance(valeur, str) and not marque else valeur
