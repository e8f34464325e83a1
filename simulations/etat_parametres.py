"""State of a dated parameter at a month: its value, since when, by which text, late or not."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from babel.numbers import format_decimal
from openfisca_core.parameters import Parameter, ParameterScale

from rules.overlay import lire_surcouche
from rules.revalorisations import Calendrier, revalorisations
from rules.system import DOSSIER_SURCOUCHE
from simulations.systeme import systeme

ATTENDUE = "attendue"
_UNITES = {
    "currency": " €", "currency-EUR": " €", "currency-EUR/hour": " € / heure", "EUR": " €", "year": " ans",
    "month": " mois", "day": " jours", "hour": " h", "BMAF": " BMAF", "SMIC": " Smic", "km": " km",
    "m3": " m³", "currency/m3": " € / m³", "trip": " trajets",
}  # fmt: skip


@dataclass(frozen=True)
class EtatParametre:
    """One parameter at one month.

    Attributes:
        valeur: as written in a page; « attendue » when the authority has not given it.
        depuis: day of its last value; None when there is none.
        titre: its legal reference; None when the file names none.
        confiance: how far a value of ours can be trusted; None for upstream's.
        calendrier: when the law revises it; None when it does not every year.
        perime: its last value is older than the last revision due.
    """

    chemin: str
    description: str
    valeur: str
    depuis: date | None
    titre: str | None
    href: str | None
    confiance: str | None
    calendrier: Calendrier | None
    perime: bool


def etat(chemin: str, mois: str) -> EtatParametre:
    """Describe a parameter at the first day of a month.

    Raises:
        KeyError: no parameter of that path.
    """
    au = date.fromisoformat(f"{mois}-01")
    noeud: Any = systeme().parameters
    for nom in chemin.split("."):
        noeud = noeud.children[nom]
    valeur = _valeur(noeud, au)
    dates = [jour for jour in _dates(noeud) if jour <= au and valeur != ATTENDUE]
    depuis = max(dates, default=None)
    titre, href = _reference(chemin, noeud, au)
    loi = revalorisations()
    return EtatParametre(
        chemin=chemin,
        description=" ".join((noeud.description or chemin.rsplit(".", 1)[-1]).split()),
        valeur=valeur,
        depuis=depuis,
        titre=titre,
        href=href,
        confiance=noeud.metadata.get("confiance"),
        calendrier=loi.calendrier(chemin),
        perime=depuis is not None and loi.perime(chemin, depuis, au),
    )


def _dates(noeud: Any) -> list[date]:
    """Give the days at which a parameter, or a bracket of a scale, takes a value."""
    if isinstance(noeud, Parameter):
        return [date.fromisoformat(v.instant_str) for v in noeud.values_list if v.value is not None]
    if isinstance(noeud, ParameterScale):
        return [jour for tranche in noeud.brackets for p in tranche.children.values() for jour in _dates(p)]
    raise KeyError(f"{noeud.name} : un paramètre est attendu")


def _valeur(noeud: Any, au: date) -> str:
    if isinstance(noeud, ParameterScale):
        return "barème"
    valeur = noeud.get_at_instant(au.isoformat())
    if valeur is None:
        return ATTENDUE
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, int | float):
        unite = str(noeud.metadata.get("unit") or "")
        return str(format_decimal(valeur, format="#,##0.######", locale="fr_FR")) + _UNITES.get(unite, "")
    return f"liste de {len(valeur)}" if isinstance(valeur, list) else str(valeur)


def _reference(chemin: str, noeud: Any, au: date) -> tuple[str | None, str | None]:
    """Give the reference of the last value: of our overlay when it carries it, of the file otherwise."""
    connues = _par_date(noeud.metadata.get("reference"))
    connues |= _references_surcouche().get(chemin, {})
    jours = [jour for jour in connues if jour <= au]
    return connues[max(jours)] if jours else (None, None)


@cache
def _references_surcouche() -> dict[str, dict[date, tuple[str | None, str | None]]]:
    return {p.name: _par_date(p.metadata.get("reference")) for p in lire_surcouche(DOSSIER_SURCOUCHE)}


def _par_date(reference: Any) -> dict[date, tuple[str | None, str | None]]:
    """Read the shapes that metadata take: by date or not, one or a list, a title or an address."""
    if isinstance(reference, dict) and not {"title", "href"} & set(reference):
        return {_jour(jour): _texte(un) for jour, un in reference.items()}
    return {date.min: _texte(reference)} if reference else {}


def _jour(jour: Any) -> date:
    return jour if isinstance(jour, date) else date.fromisoformat(str(jour))


def _texte(reference: Any) -> tuple[str | None, str | None]:
    un = reference[0] if isinstance(reference, list) and reference else reference
    if isinstance(un, dict):
        return un.get("title") or un.get("href"), un.get("href")
    if isinstance(un, str):
        return un, un if un.startswith("http") else None
    return None, None
