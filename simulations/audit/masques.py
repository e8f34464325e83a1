"""Which cells of the tables are hidden so that none that is small can be worked out from the others.

One rule everywhere: what can be computed by subtraction from what is shown must itself be large enough to be
shown. Among cells of a known total, the hidden ones are then two at least and reach the threshold together,
so that each small one may be anything from nothing to the threshold, as far as anyone can tell. A reader is
supposed to know every shown figure exactly, and even the totals of the parts in which two geographies cut
each other; the rounding comes on top.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from simulations.audit.chiffres import ENSEMBLE

#: Breakdown and value.
Cellule = tuple[str, str]
#: EPCI, arrondissement and pilot area (oui, non) of a commune.
Lieu = tuple[str, str, str]
_T = TypeVar("_T", bound=tuple[str, ...])
#: A piece of a place: pilot area, then arrondissement, EPCI and commune, as far as it goes.
_Piece = tuple[str, ...]
_NIVEAUX = ("pilote", "arrondissement", "epci", "commune")
ENTIER: Cellule = (ENSEMBLE, ENSEMBLE)


def masquer(
    valeurs: Mapping[Cellule, int],
    lieux: Mapping[str, Lieu],
    seuil: int,
    imposes: Collection[Cellule] = (),
) -> frozenset[Cellule]:
    """Choose the hidden cells of the tables of one droit: each breakdown splits the same total.

    Args:
        valeurs: the count that makes a cell small, for every cell and for the total.
        lieux: where each commune belongs.
        seuil: smallest count that may be shown.
        imposes: cells hidden anyway.
    """
    if valeurs[ENTIER] < seuil or ENTIER in imposes:
        return frozenset(valeurs)
    caches = _masquer_lieux(valeurs, lieux, seuil, imposes)
    for dimension in {d for d, _ in valeurs} - {ENSEMBLE, *_NIVEAUX}:
        groupe = {cellule: v for cellule, v in valeurs.items() if cellule[0] == dimension}
        caches |= masquer_groupe(groupe, seuil, imposes)
    return frozenset(caches)


def masquer_groupe(valeurs: Mapping[_T, int], seuil: int, imposes: Collection[_T] = ()) -> set[_T]:
    """Choose the hidden cells of one group whose total is known: the small ones, and the next to cover them.

    The choice rests on counts, then on names: two droits of the same counts hide the same cells.
    """
    caches = {cellule for cellule, v in valeurs.items() if v < seuil or cellule in imposes}
    if not caches:
        return caches
    total = sum(valeurs[cellule] for cellule in caches)
    for cellule in sorted(valeurs.keys() - caches, key=lambda c: (valeurs[c], c)):
        if len(caches) > 1 and total >= seuil:
            break
        caches.add(cellule)
        total += valeurs[cellule]
    return caches


def _masquer_lieux(
    valeurs: Mapping[Cellule, int], lieux: Mapping[str, Lieu], seuil: int, imposes: Collection[Cellule]
) -> set[Cellule]:
    """Choose the hidden communes, EPCI, arrondissements and pilot area.

    EPCI, arrondissements and pilot area may cut each other: they are treated by pieces that do not, and a
    place is hidden whole as soon as one of its pieces is.
    """
    pilotes = {cellule: v for cellule, v in valeurs.items() if cellule[0] == "pilote"}
    caches = masquer_groupe(pilotes, seuil, imposes)
    pieces: dict[_Piece, int] = {}
    enfants: dict[_Piece, set[_Piece]] = {}
    for commune, (epci, arrondissement, pilote) in lieux.items():
        chemin = ("" if caches else pilote, arrondissement, epci, commune)
        for fin in range(1, len(chemin) + 1):
            piece = chemin[:fin]
            pieces[piece] = pieces.get(piece, 0) + valeurs["commune", commune]
            if fin > 1:
                enfants.setdefault(chemin[: fin - 1], set()).add(piece)
    forces = set(imposes)
    while True:
        cachees = _descendre(pieces, enfants, seuil, lambda p, f=frozenset(forces): _cellule(p) in f)  # type: ignore[misc]
        noms = {_cellule(piece) for piece in cachees}
        if all(piece in cachees for piece in pieces if len(piece) > 1 and _cellule(piece) in noms):
            return caches | noms
        forces |= noms


def _cellule(piece: _Piece) -> Cellule:
    return _NIVEAUX[len(piece) - 1], piece[-1]


def _descendre(
    pieces: Mapping[_Piece, int],
    enfants: Mapping[_Piece, set[_Piece]],
    seuil: int,
    impose: Callable[[_Piece], bool],
) -> set[_Piece]:
    """Choose the hidden pieces from the largest to the smallest.

    What is shown gives the total of the parts of each shown place, and of the parts of hidden places taken
    together: these are the groups. A hidden place all of whose parts were shown would be their sum.
    """
    cachees: set[_Piece] = set()
    groupes: list[list[_Piece]] = [[piece] for piece in pieces if len(piece) == 1]
    for _ in _NIVEAUX[1:]:
        suivants: list[list[_Piece]] = []
        for parents in groupes:
            parts = {enfant: pieces[enfant] for parent in parents for enfant in enfants[parent]}
            trop_petites = masquer_groupe(parts, seuil, {part for part in parts if impose(part)})
            if len(parents) > 1:
                for parent in parents:
                    if not enfants[parent] & trop_petites:
                        trop_petites.add(min(enfants[parent], key=lambda p: (pieces[p], p)))
            suivants += [[part] for part in parts if part not in trop_petites]
            if trop_petites:
                suivants.append(sorted(trop_petites))
            cachees |= trop_petites
        groupes = suivants
    return cachees
