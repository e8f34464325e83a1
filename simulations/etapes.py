"""The arithmetic of the lines of an account, and the lines that are not read anywhere."""

import math

from simulations.resultat_explique import Etape

TOLERANCE = 0.02


def combiner(operation: str, etapes: list[Etape]) -> float:
    """Add up lines, or do what the line above says; lines of information do not count."""
    comptees = [etape for etape in etapes if etape.signe]
    if not comptees:
        return 0.0
    if operation == "produit":
        return math.prod(etape.valeur for etape in comptees)
    if operation == "quotient":
        dividende, diviseur = (etape.valeur for etape in comptees)
        return dividende / diviseur if diviseur else 0.0
    if operation in ("plus_grand", "plus_petit"):
        return (max if operation == "plus_grand" else min)(etape.valeur for etape in comptees)
    return sum(-etape.valeur if etape.signe == "−" else etape.valeur for etape in comptees)


def est_complete(etape: Etape) -> bool:
    """Tell whether a line and all its detail add up."""
    return etape.complet and all(est_complete(sous) for sous in etape.detail)


def est_parlante(etape: Etape) -> bool:
    """Tell whether a line is worth a place: it is not zero, or it is made of amounts that are not."""
    if etape.valeur and (etape.unite == "EUR" or not etape.detail):
        return True
    return any(est_parlante(sous) and sous.unite == "EUR" for sous in etape.detail)


def total_de(libelle: str, valeur: float, variable: str | None = None) -> Etape:
    """Give a line of total."""
    return Etape(signe="=", libelle=libelle, valeur=round(valeur, 2), unite="EUR", variable=variable)


def fait_vrai(libelle: str, variable: str) -> Etape:
    """Tell something that is true, with no figure to it."""
    return Etape(signe="", libelle=libelle, valeur=1, unite="oui", variable=variable)


def dire_ecart(ecart: float) -> str:
    """Say why an account is partial."""
    return (
        "un détail ne redonne pas sa ligne"
        if abs(ecart) <= TOLERANCE
        else "une règle du calcul n’est pas racontée : les étapes ne redonnent pas le résultat"
    )
