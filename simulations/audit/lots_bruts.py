"""Reads the file of one table piece by piece, as texts with the line each row comes from.

A CSV is cut into lines before anything else: a line that does not hold one value per column is a fault with
its number, and shifts no other. Everything becomes text here; `controles` gives it its type.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from simulations.audit.colonnes import colonnes
from simulations.audit.depot import Rejet
from simulations.audit.sources import Source
from simulations.errors import EntreeInvalide

LIGNE = "ligne"
_BLOC = 16 << 20
_LIGNE_MAX = 1 << 20
_LIGNES_PARQUET = 200_000
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SIMPLES = (pl.Boolean, pl.Date, pl.String, pl.Categorical, pl.Enum, pl.Datetime, pl.Null)


@dataclass
class Brut:
    """A piece of a table: its rows as texts, null when empty, and the lines that are no row."""

    lignes: pl.DataFrame
    rejets: list[Rejet] = field(default_factory=list)


def lire(source: Source) -> Iterator[Brut]:
    """Read a file piece by piece.

    Raises:
        EntreeInvalide: the file cannot be read, or its columns are not those of its table.
    """
    if source.chemin.suffix.lower() == ".parquet":
        yield from _lire_parquet(source)
    else:
        yield from _lire_csv(source)


def _verifier_les_colonnes(source: Source, noms: list[str]) -> None:
    connues = colonnes()[source.table]
    inconnues = [nom for nom in noms if nom not in connues]
    if inconnues:
        accepte = ", ".join(connues)
        liste = ", ".join(f"« {nom} »" for nom in inconnues)
        raise EntreeInvalide(source.nom, f"colonne inconnue : {liste}", f"des colonnes parmi {accepte}")
    doubles = {nom for nom in noms if noms.count(nom) > 1}
    if doubles:
        raise EntreeInvalide(source.nom, f"deux colonnes {', '.join(sorted(doubles))}", "une colonne par nom")
    manque = [c.nom for c in connues.values() if c.obligatoire and c.nom not in noms]
    if manque:
        raise EntreeInvalide(source.nom, f"aucune colonne {', '.join(manque)}", "cette colonne, obligatoire")


def _lire_parquet(source: Source) -> Iterator[Brut]:
    try:
        scan = pl.scan_parquet(source.chemin)
        types = scan.collect_schema()
        nombre = scan.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, OSError):
        raise EntreeInvalide(source.nom, "un fichier illisible", "un fichier Parquet") from None
    _verifier_les_colonnes(source, types.names())
    for nom, sorte in types.items():
        if not (sorte.is_numeric() or isinstance(sorte, _SIMPLES)):
            raise EntreeInvalide(source.nom, f"la colonne {nom} de type {sorte}", "des valeurs simples")
    textes = [_en_texte(nom, sorte) for nom, sorte in types.items()]
    for debut in range(0, nombre, _LIGNES_PARQUET):
        lu = scan.slice(debut, _LIGNES_PARQUET).select(textes).collect()
        yield Brut(_sans_vides(lu).with_columns(_numeros(debut + 1, lu.height)))


def _en_texte(nom: str, sorte: pl.DataType) -> pl.Expr:
    colonne = pl.col(nom)
    if isinstance(sorte, pl.Datetime):
        minuit = colonne.dt.time() == pl.time(0, 0, 0)
        return pl.when(minuit).then(colonne.dt.strftime("%Y-%m-%d")).otherwise(colonne.dt.to_string())
    return colonne.cast(pl.String)


def _numeros(debut: int, nombre: int) -> pl.Series:
    return pl.int_range(debut, debut + nombre, eager=True, dtype=pl.Int64).alias(LIGNE)


def _sans_vides(lu: pl.DataFrame) -> pl.DataFrame:
    rognees = lu.with_columns(pl.all().str.strip_chars())
    return rognees.with_columns(pl.when(pl.all().str.len_bytes() > 0).then(pl.all()))


def _lire_csv(source: Source) -> Iterator[Brut]:
    codage = _codage(source)
    entete: list[str] | None = None
    separateur, numero = ";", 1
    for bloc in _blocs(source):
        lignes = bloc.decode(codage).split("\n")
        lignes.pop()
        debut = numero
        numero += len(lignes)
        if entete is None:
            entete, separateur = _entete(source, lignes.pop(0).removeprefix("﻿"))
            debut += 1
        yield _lire_lignes(source, entete, separateur, lignes, debut)
    if entete is None:
        raise EntreeInvalide(source.nom, "un fichier vide", "une ligne de noms de colonnes")


def _codage(source: Source) -> str:
    """Tell UTF-8 from Windows-1252; nothing else is accepted."""
    essais = {
        "utf-8": codecs.getincrementaldecoder("utf-8")(),
        "cp1252": codecs.getincrementaldecoder("cp1252")(),
    }
    with source.chemin.open("rb") as flux:
        while bloc := flux.read(_BLOC):
            if bloc.startswith(_BOMS) or b"\0" in bloc:
                raise EntreeInvalide(
                    source.nom, "un fichier qui n'est pas du texte en UTF-8", "un CSV en UTF-8"
                )
            for nom, essai in list(essais.items()):
                try:
                    essai.decode(bloc)
                except UnicodeDecodeError:
                    del essais[nom]
    try:
        if "utf-8" in essais:
            essais["utf-8"].decode(b"", final=True)
            return "utf-8"
    except UnicodeDecodeError:
        pass
    if "cp1252" not in essais:
        raise EntreeInvalide(source.nom, "un codage inconnu", "un CSV en UTF-8 ou Windows-1252")
    return "cp1252"


def _blocs(source: Source) -> Iterator[bytes]:
    """Give whole lines, each ended."""
    reste = b""
    with source.chemin.open("rb") as flux:
        while bloc := flux.read(_BLOC):
            tete, fin, queue = (reste + bloc).rpartition(b"\n")
            if len(queue) > _LIGNE_MAX:
                raise EntreeInvalide(source.nom, "une ligne de plus d'un mégaoctet", "un CSV")
            if fin:
                yield tete + fin
            reste = queue
    if reste:
        yield reste + b"\n"


def _entete(source: Source, ligne: str) -> tuple[list[str], str]:
    separateur = ";" if ";" in ligne else ","
    noms = [nom.strip() for nom in next(csv.reader([ligne.strip("\r")], delimiter=separateur), [])]
    if not any(noms):
        raise EntreeInvalide(source.nom, "une première ligne vide", "une ligne de noms de colonnes")
    _verifier_les_colonnes(source, noms)
    return noms, separateur


def _lire_lignes(source: Source, entete: list[str], separateur: str, lignes: list[str], debut: int) -> Brut:
    brutes = pl.DataFrame({"brut": pl.Series(lignes, dtype=pl.String)}).with_columns(
        _numeros(debut, len(lignes))
    )
    brut = pl.col("brut")
    brutes = brutes.with_columns(brut.str.strip_chars_end("\r"))
    brutes = brutes.filter(brut.str.strip_chars(f" \t{separateur}") != "")
    valeur = rf'(?:"[^"]*(?:""[^"]*)*"|[^"{separateur}]*)'
    forme = rf"^{valeur}(?:{separateur}{valeur})*$"
    sans_guillemets = ~brut.str.contains('"', literal=True)
    nombre = brut.str.replace_all(r'"[^"]*"', "").str.count_matches(separateur, literal=True) + 1
    brutes = brutes.with_columns(
        droite=(sans_guillemets | brut.str.contains(forme)) & (nombre == len(entete)), nombre=nombre
    )
    bonnes, mauvaises = brutes.filter("droite"), brutes.filter(~pl.col("droite"))
    rejets = [_mal_coupee(source, entete, separateur, m) for m in mauvaises.iter_rows(named=True)]
    if not bonnes.height:
        vide = pl.DataFrame(schema=dict.fromkeys(entete, pl.String) | {LIGNE: pl.Int64})
        return Brut(vide, rejets)
    lu = pl.read_csv(
        "\n".join(bonnes["brut"]).encode(), has_header=False, separator=separateur, infer_schema=False,
        new_columns=entete,
    )  # fmt: skip
    return Brut(_sans_vides(lu).with_columns(bonnes[LIGNE]), rejets)


def _mal_coupee(source: Source, entete: list[str], separateur: str, ligne: dict[str, object]) -> Rejet:
    """Refuse a line; its household is known when its id can still be read."""
    rang = entete.index("menage_id")
    valeurs = re.sub('"', "", str(ligne["brut"])).split(separateur)
    menage_id = valeurs[rang].strip() if rang < len(valeurs) else ""
    if ligne["nombre"] == len(entete):
        recu, attendu = "un guillemet seul ou un retour à la ligne", "une ligne sans l'un ni l'autre"
    else:
        recu, attendu = f"{ligne['nombre']} valeur(s)", f"{len(entete)} valeurs, une par colonne"
    return Rejet(source.nom, int(str(ligne[LIGNE])), "", recu, attendu, menage_id)
