"""French spacing: what no line may be cut at."""

import re

_INSECABLE = "\u00a0"
_AVANT = re.compile(r" (?=[:;?!»%€])")
_APRES = re.compile(r"(?<=«) ")


def insecables(texte: str) -> str:
    """Keep a mark of two strokes, a guillemet, a percent or a euro on the line of its word."""
    return _APRES.sub(_INSECABLE, _AVANT.sub(_INSECABLE, texte))
