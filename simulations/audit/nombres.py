"""Figures as they are written in the report: French, rounded for the eye, « secret » where hidden."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

SECRET, SANS_OBJET = "secret", "sans objet"
_LOCALE = "fr_FR"
# A number stays with its unit on one line: the space before it does not break.


def nombre(valeur: float | None, absent: str = SECRET) -> str:
    """Write a count: `1 240`."""
    return absent if valeur is None else str(format_decimal(round(valeur), locale=_LOCALE))


def euros(valeur: float | None, absent: str = SECRET) -> str:
    """Write whole euros: `12 400 €`."""
    return absent if valeur is None else f"{nombre(valeur)} €"


def pourcent(valeur: float | None, absent: str = SECRET) -> str:
    """Write a share from 0 to 1: `34,2 %`."""
    return absent if valeur is None else f"{format_decimal(100 * valeur, format='0.0', locale=_LOCALE)} %"


def evolution(valeur: float | None, absent: str = SECRET) -> str:
    """Write a relative change: `+3,1 %`."""
    if valeur is None:
        return absent
    signe = "" if not round(100 * valeur, 1) else "+" if valeur > 0 else "−"
    return f"{signe}{pourcent(abs(valeur))}"


def entre(bas: float | None, haut: float | None, absent: str = SECRET) -> str:
    """Write an interval of shares: `de 30,1 à 38,4 %`."""
    if bas is None or haut is None:
        return absent
    seul = pourcent(bas).removesuffix("\u00a0%")
    return f"de {seul} à {pourcent(haut)}"


def entre_euros(bas: float | None, haut: float | None, absent: str = SECRET) -> str:
    """Write an interval of euros: `de 1 200 à 1 400 €`."""
    if bas is None or haut is None:
        return absent
    return f"de {nombre(bas)} à {euros(haut)}"


def mois_lisible(mois: str) -> str:
    """Write a month: `novembre 2026`."""
    return str(format_date(date.fromisoformat(f"{mois}-01"), "MMMM y", locale=_LOCALE))
