"""Months of the calendar as `AAAA-MM` strings and as counts of months since year 0."""

import re
from datetime import date

PREMIER_MOIS = "2024-01"
MOIS_A_VENIR = 12
#: From 1900 to 2199; written so that JSON Schema reads it as Python does.
MOTIF = r"^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])$"
_FORME = re.compile(MOTIF)


def indice(mois: str) -> int:
    """Count the months from year 0 to `mois`: months can then be compared and subtracted."""
    return int(mois[:4]) * 12 + int(mois[5:7]) - 1


def depuis_indice(nombre: int) -> str:
    """Give back the month that `indice` counted."""
    return f"{nombre // 12:04d}-{nombre % 12 + 1:02d}"


def decaler(mois: str, nombre: int) -> str:
    """Give the month `nombre` months later (earlier when negative)."""
    return depuis_indice(indice(mois) + nombre)


def mois_courant() -> str:
    """Give the month of today."""
    return date.today().strftime("%Y-%m")


def dernier_mois() -> str:
    """Give the last month that can be simulated: the law is known for a year ahead at most."""
    return decaler(mois_courant(), MOIS_A_VENIR)


def verifier_mois(valeur: str) -> str:
    """Accept `AAAA-MM` between 1900 and 2199.

    Raises:
        ValueError: any other text, with what is accepted.
    """
    if not _FORME.fullmatch(valeur):
        raise ValueError("un mois au format AAAA-MM, par exemple 2026-11")
    return valeur


def verifier_mois_simulable(valeur: str) -> str:
    """Accept a month for which the law is carried.

    Raises:
        ValueError: a month out of the supported range, with the range.
    """
    verifier_mois(valeur)
    if not PREMIER_MOIS <= valeur <= dernier_mois():
        raise ValueError(f"un mois entre {PREMIER_MOIS} et {dernier_mois()}")
    return valeur
