"""When the law revises its figures, and which of ours are late.

Reads `rules/revalorisations.yaml`; knows neither OpenFisca nor a calculation.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from rules.vocabulaire import Adresse, Identifiant, Texte

FICHIER = Path(__file__).with_name("revalorisations.yaml")
Motif = Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+(\.\*)?$")]


class _Fiche(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TexteLegal(_Fiche):
    """Where a revision is written."""

    titre: Texte
    href: Adresse


class Calendrier(_Fiche):
    """Parameters revised on the first day of the same months every year."""

    id: Identifiant
    libelle: Texte
    mois: Annotated[tuple[Annotated[int, Field(ge=1, le=12)], ...], Field(min_length=1)]
    texte: TexteLegal
    parametres: Annotated[tuple[Motif, ...], Field(min_length=1)]

    def derniere_echeance(self, au: date) -> date:
        """Give the last revision due at a day."""
        dues = [date(annee, mois, 1) for annee in (au.year - 1, au.year) for mois in self.mois]
        return max(due for due in dues if due <= au)


class Reconduction(_Fiche):
    """A revision that a text kept at the former value."""

    parametre: Motif
    au: date
    texte: TexteLegal


class SansCalendrier(_Fiche):
    """Why a figure that often changes has no calendar."""

    parametre: Motif
    motif: Texte


class Revalorisations(_Fiche):
    """The whole file.

    Attributes:
        a_jour_au: month to which the law is kept up to date.
    """

    a_jour_au: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    calendriers: tuple[Calendrier, ...]
    reconductions: tuple[Reconduction, ...]
    sans_calendrier: tuple[SansCalendrier, ...]

    def calendrier(self, chemin: str) -> Calendrier | None:
        """Find when a parameter is revised; None when the law does not revise it every year."""
        for calendrier in self.calendriers:
            if couvre(calendrier.parametres, chemin):
                return calendrier
        return None

    def reconduction(self, chemin: str, au: date) -> Reconduction | None:
        """Find the last text that kept a parameter at its value."""
        textes = [r for r in self.reconductions if couvre((r.parametre,), chemin) and r.au <= au]
        return max(textes, key=lambda r: r.au, default=None)

    def perime(self, chemin: str, depuis: date, au: date) -> bool:
        """Tell whether a value is older than the last revision due.

        Args:
            chemin: path of the parameter.
            depuis: day of its last value.
            au: day at which it is read.
        """
        calendrier = self.calendrier(chemin)
        if calendrier is None:
            return False
        reconduction = self.reconduction(chemin, au)
        confirme = max(depuis, reconduction.au) if reconduction else depuis
        return confirme < calendrier.derniere_echeance(au)


def couvre(motifs: Sequence[str], chemin: str) -> bool:
    """Tell whether a path is one of these, or below one that ends with `.*`."""
    return any(chemin == m or (m.endswith(".*") and chemin.startswith(m[:-1])) for m in motifs)


@cache
def revalorisations() -> Revalorisations:
    """Read the calendars of the project, once."""
    return Revalorisations.model_validate(yaml.safe_load(FICHIER.read_text(encoding="utf-8")))
