"""Texts of a table to typed columns: a text that is no accepted value becomes a null, and is told apart."""

import math
import re
from collections.abc import Callable, Mapping

import polars as pl

from simulations.audit.colonnes import FAUX, VRAI, Colonne
from simulations.mois import MOTIF

RANG, FAUTIVE = "rang", "fautive"
_NOMBRE = r"^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
_ENTIER = r"^[+-]?[0-9]{1,15}(\.0+)?$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_BOOLEENS = dict.fromkeys(VRAI, True) | dict.fromkeys(FAUX, False)
DTYPES: Mapping[str, type[pl.DataType]] = {
    "booleen": pl.Boolean, "entier": pl.Int64, "nombre": pl.Float64, "date": pl.Date,
}  # fmt: skip


def typer(brut: pl.DataFrame, colonnes: Mapping[str, Colonne], gardees: list[str]) -> pl.DataFrame:
    """Give the typed columns of a table under their inner names, and `fautive`, true where a text is refused.

    Args:
        brut: the rows as texts.
        colonnes: the columns of the table.
        gardees: columns of `brut` kept as they are.
    """
    typees, fautes = [], []
    for colonne in colonnes.values():
        if colonne.nom in gardees:
            continue
        if colonne.nom not in brut.columns or brut[colonne.nom].null_count() == brut.height:
            rien = pl.lit(None, DTYPES.get(colonne.genre, pl.String))
            typees.append(rien.alias(_interne(colonne)))
            continue
        typee = _typer(pl.col(colonne.nom), colonne)
        typees.append(typee.alias(_interne(colonne)))
        fautes.append(pl.col(colonne.nom).is_not_null() & typee.is_null())
    fautive = pl.any_horizontal(fautes) if fautes else pl.lit(value=False)
    return brut.select(*gardees, *typees, fautive.alias(FAUTIVE))


def _interne(colonne: Colonne) -> str:
    return colonne.interne or colonne.nom


def _typer(texte: pl.Expr, colonne: Colonne) -> pl.Expr:
    return _TYPEURS[colonne.genre](texte, colonne)


def _borner(valeur: pl.Expr, colonne: Colonne) -> pl.Expr:
    if colonne.bornes is None:
        return valeur
    return pl.when(valeur.is_between(*colonne.bornes)).then(valeur)


def _choix(texte: pl.Expr, colonne: Colonne) -> pl.Expr:
    return pl.when(texte.is_in(colonne.valeurs)).then(texte)


def _booleen(texte: pl.Expr, _: Colonne) -> pl.Expr:
    return texte.str.to_lowercase().replace_strict(_BOOLEENS, default=None, return_dtype=pl.Boolean)


def _nombre(texte: pl.Expr, colonne: Colonne) -> pl.Expr:
    ecrit = pl.when(texte.str.contains(_NOMBRE)).then(texte)
    return _borner(ecrit.cast(pl.Float64, strict=False), colonne)


def _entier(texte: pl.Expr, colonne: Colonne) -> pl.Expr:
    ecrit = pl.when(texte.str.contains(_ENTIER)).then(texte)
    return _borner(ecrit.cast(pl.Float64, strict=False).cast(pl.Int64), colonne)


def _date(texte: pl.Expr, _: Colonne) -> pl.Expr:
    lue = pl.when(texte.str.contains(_DATE)).then(texte).str.to_date("%Y-%m-%d", strict=False)
    return pl.when(lue.dt.year() >= 1).then(lue)


def _mois(texte: pl.Expr, _: Colonne) -> pl.Expr:
    return pl.when(texte.str.contains(MOTIF)).then(texte)


def _texte(texte: pl.Expr, colonne: Colonne) -> pl.Expr:
    juste = pl.lit(value=True)
    if colonne.motif:
        juste &= texte.str.contains(colonne.motif)
    if colonne.longueur:
        juste &= texte.str.len_chars() <= colonne.longueur
    return pl.when(juste).then(texte)


_TYPEURS: Mapping[str, Callable[[pl.Expr, Colonne], pl.Expr]] = {
    "choix": _choix, "booleen": _booleen, "nombre": _nombre, "entier": _entier, "date": _date, "mois": _mois,
    "texte": _texte,
}  # fmt: skip


def accepte(texte: str, colonne: Colonne) -> bool:
    """Tell whether a text is a value of a column."""
    cadre = pl.DataFrame({colonne.nom: [texte]})
    return cadre.select(_typer(pl.col(colonne.nom), colonne)).item() is not None


def valeur(texte: str, colonne: Colonne) -> bool | int | float | str:
    """Give one value as a document would hold it; the text itself when it is none."""
    match colonne.genre:
        case "booleen":
            return _BOOLEENS.get(texte.lower(), texte)
        case "entier" if re.search(_ENTIER, texte):
            return int(float(texte))
        case "nombre" if re.search(_NOMBRE, texte):
            nombre = float(texte)
            return nombre if math.isfinite(nombre) else texte
    return texte
