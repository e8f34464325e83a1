"""What a report is made of, whatever it is written in: sections of texts, tables, bars and maps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True)
class Texte:
    """A paragraph; `ton` is `note` for what may be read later, `alerte` for what must not be missed."""

    texte: str
    ton: str = ""
    genre: ClassVar[str] = "texte"


@dataclass(frozen=True)
class Liste:
    """A list of sentences."""

    lignes: tuple[str, ...]
    genre: ClassVar[str] = "liste"


@dataclass(frozen=True)
class Tableau:
    """A table whose first column names the rows.

    Attributes:
        legende: what it shows.
        entetes: names of the columns.
        lignes: its rows, as written.
        textes: ranks of the columns that hold words; the others hold figures, except the first.
    """

    legende: str
    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    textes: tuple[int, ...] = ()
    genre: ClassVar[str] = "tableau"

    def est_nombre(self, colonne: int) -> bool:
        """Tell whether a column holds figures."""
        return colonne > 0 and colonne not in self.textes


@dataclass(frozen=True)
class Barre:
    """One bar: its value, None when it is hidden, the end of its interval, and its value as written."""

    libelle: str
    valeur: float | None
    texte: str
    bas: float | None = None
    haut: float | None = None


@dataclass(frozen=True)
class Barres:
    """Horizontal bars, all from zero.

    Attributes:
        titre: what is shown.
        description: how to read it.
        barres: in the order in which they are drawn.
        maximum: value of the longest bar there could be; the highest value when None.
    """

    titre: str
    description: str
    barres: tuple[Barre, ...]
    maximum: float | None = None
    genre: ClassVar[str] = "barres"

    @property
    def echelle(self) -> float:
        """Value that a bar of full length has."""
        hauts = [max(b.valeur, b.haut or 0.0) for b in self.barres if b.valeur is not None]
        return self.maximum or max(hauts, default=0.0) or 1.0


@dataclass(frozen=True)
class Contour:
    """One place of a map: its outline as an SVG path, its class from 0 to 4, None when hidden."""

    nom: str
    trace: str
    classe: int | None
    texte: str


@dataclass(frozen=True)
class Carte:
    """A map of places shaded by a figure.

    Attributes:
        bornes: how each class is written, from the lightest.
        largeur, hauteur: size of the drawing.
    """

    titre: str
    description: str
    contours: tuple[Contour, ...]
    bornes: tuple[str, ...]
    largeur: float
    hauteur: float
    genre: ClassVar[str] = "carte"


Bloc: TypeAlias = Texte | Liste | Tableau | Barres | Carte


@dataclass(frozen=True)
class Section:
    """A part of a report, with its parts."""

    ancre: str
    titre: str
    blocs: Sequence[Bloc]
    parties: Sequence["Section"] = ()


@dataclass(frozen=True)
class Repere:
    """One of the figures at the top."""

    titre: str
    valeur: str
    detail: str


@dataclass(frozen=True)
class Document:
    """A whole report.

    Attributes:
        bandeau: what must be read before all, if anything.
        reperes: the figures that matter most.
    """

    titre: str
    sous_titre: str
    bandeau: str | None
    reperes: Sequence[Repere]
    sections: Sequence[Section]
