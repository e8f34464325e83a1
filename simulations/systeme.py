"""The one tax and benefit system of the process, built at first use (a few seconds)."""

from functools import cache, lru_cache
from typing import Any

from openfisca_core import periods
from openfisca_core.periods import Instant, Period

from rules import CountryTaxBenefitSystem


@cache
def systeme() -> CountryTaxBenefitSystem:
    """Build the system once, with what OpenFisca recomputes at every access remembered."""
    _retenir_le_calendrier()
    construit = CountryTaxBenefitSystem()
    for entite in construit.entities:
        _retenir_les_variables(entite)
    return construit


def _retenir_le_calendrier() -> None:
    """Remember date arithmetic: instants and periods never change, and the same ones come back.

    A calculation shifts dates some eight thousand times, over a few hundred different shifts, and reads again
    as a period, some thirty thousand times, what already is one.
    """
    if getattr(Instant.offset, "cache_info", None) is not None:
        return
    Instant.offset = lru_cache(maxsize=100_000)(Instant.offset)
    decoupage = lru_cache(maxsize=100_000)(Period.get_subperiods)
    Period.get_subperiods = lambda periode, unite: list(decoupage(periode, unite))
    lire = periods.period
    periods.period = lambda valeur: valeur if type(valeur) is Period else lire(valeur)


def _retenir_les_variables(entite: Any) -> None:
    """Check once, not at every reading, that a variable belongs to an entity."""
    verifier, verifiees = entite.check_variable_defined_for_entity, set()

    def verifier_une_fois(nom: str) -> None:
        if nom not in verifiees:
            verifier(nom)
            verifiees.add(nom)

    entite.check_variable_defined_for_entity = verifier_une_fois


def valeur(parametre: str, mois: str) -> float | None:
    """Give the value of a dated parameter at a month; None when nobody has given it yet.

    Raises:
        KeyError: no parameter of that name.
    """
    lue = _noeud(parametre).get_at_instant(f"{mois}-01")
    return None if lue is None else float(lue)


def unite(parametre: str) -> str | None:
    """Give the unit of a parameter, when its file says it.

    Raises:
        KeyError: no parameter of that name.
    """
    dite = _noeud(parametre).metadata.get("unit")
    return None if dite is None else str(dite)


def _noeud(parametre: str) -> Any:
    noeud: Any = systeme().parameters
    for nom in parametre.split("."):
        noeud = noeud.children[nom]
    return noeud
