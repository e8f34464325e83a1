"""A sweep as an accessible drawing: disposable income and what is kept of each euro, in plain SVG.

One curve per panel, in the colour of the text: nothing depends on telling colours apart, and no style sheet
is needed. The figures are in the table beside it; the drawing names itself for those who do not see it.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from babel.numbers import format_decimal

from simulations.resultat_scenarios import Balayage, Perte, PointBalayage

LARGEUR, HAUTEUR = 720, 520
_GAUCHE, _DROITE = 80, 700
# Top and bottom of each panel.
_HAUT_REVENU, _BAS_REVENU = 40, 250
_HAUT_PART, _BAS_PART = 320, 460
_GRADUATIONS = 5
_PAS = (50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000)
_POINTS_AU_TABLEAU = 11


def svg(balayage: Balayage, prefixe: str = "balayage") -> str:
    """Draw a sweep.

    Args:
        balayage: the sweep.
        prefixe: start of the ids of the drawing; one per drawing of a page.
    """
    points = balayage.points
    x_max = _graduations(points[-1].salaire)[-1]
    y_max = _graduations(max(p.disponible for p in points))[-1]
    parts = [p.conserve for p in points[1:] if p.conserve is not None]
    bas, haut = min(-0.5, *parts), max(1.0, *parts)
    debut = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LARGEUR} {HAUTEUR}" width="{LARGEUR}" '
        f'height="{HAUTEUR}" role="img" aria-labelledby="{prefixe}-titre {prefixe}-desc" '
        'font-family="sans-serif" font-size="13" fill="currentColor">'
    )
    legende = f"Salaire net de {escape(balayage.personne)}, euros par mois"
    morceaux = [
        debut,
        f'<title id="{prefixe}-titre">{escape(titre(balayage))}</title>',
        f'<desc id="{prefixe}-desc">{escape(description(balayage))}</desc>',
        *_panneau("Revenu disponible, euros par mois", _HAUT_REVENU, _BAS_REVENU, x_max),
        *_echelle(_graduations(y_max), _HAUT_REVENU, _BAS_REVENU, 0, y_max),
        _ligne(points, x_max, y_max),
        *_panneau("Part gardée de chaque euro gagné", _HAUT_PART, _BAS_PART, x_max),
        *_pourcentages(bas, haut),
        _escalier(points, x_max, bas, haut),
        _texte((_GAUCHE + _DROITE) / 2, HAUTEUR - 12, legende, "middle"),
        "</svg>",
    ]
    return "\n".join(morceaux)


def titre(balayage: Balayage) -> str:
    """Name the drawing."""
    return f"Ce qui reste au foyer selon le salaire net de {balayage.personne}"


def description(balayage: Balayage) -> str:
    """Say in words what the drawing shows."""
    premier, dernier = balayage.points[0], balayage.points[-1]
    texte = (
        f"De {_nombre(premier.salaire)} à {_nombre(dernier.salaire)} € de salaire net par mois, le revenu "
        f"disponible passe de {_nombre(premier.disponible)} à {_nombre(dernier.disponible)} €."
    )
    pertes = [phrase_perte(perte) for perte in balayage.pertes]
    return " ".join([texte, *(pertes or ["Gagner plus ne laisse jamais moins."])])


def phrase_perte(perte: Perte) -> str:
    """Say where more wage leaves less, and which droits fall."""
    causes = ", ".join(
        f"{baisse.libelle} ({_nombre(baisse.avant)} puis {_nombre(baisse.apres)} €)"
        for baisse in perte.causes
    )
    debut = (
        f"Entre {_nombre(perte.de)} et {_nombre(perte.a)} € de salaire, le foyer a {_nombre(perte.perte)} € "
        "de moins par mois"
    )
    return f"{debut} : {causes}." if causes else f"{debut}."


def tableau(balayage: Balayage) -> str:
    """Give the table that goes with the drawing, in HTML: a choice of wages, and every wage that loses."""
    colonnes = [nom for nom in balayage.libelles if any(nom in p.droits for p in balayage.points)]
    entetes = [
        "Salaire net",
        *(balayage.libelles[nom] for nom in colonnes),
        "Revenu disponible",
        "Part gardée",
    ]
    lignes = [
        f'<tr><th scope="row">{_nombre(p.salaire)} €</th>'
        + "".join(
            f"<td>{_nombre(p.droits[nom])} €</td>" if nom in p.droits else "<td>—</td>" for nom in colonnes
        )
        + f"<td>{_nombre(p.disponible)} €</td><td>{part_lisible(p.conserve)}</td></tr>"
        for p in choisir(balayage)
    ]
    return (
        f"<table><caption>{escape(titre(balayage))}, euros par mois</caption><thead><tr>"
        + "".join(f'<th scope="col">{escape(entete)}</th>' for entete in entetes)
        + "</tr></thead><tbody>"
        + "".join(lignes)
        + "</tbody></table>"
    )


def figure(balayage: Balayage, prefixe: str = "balayage") -> str:
    """Give the drawing and its table as one HTML figure."""
    return (
        f"<figure><figcaption>{escape(titre(balayage))} ({escape(balayage.lecture)})</figcaption>"
        f"{svg(balayage, prefixe)}{tableau(balayage)}</figure>"
    )


def choisir(balayage: Balayage) -> list[PointBalayage]:
    """Pick the wages of a readable table: evenly spread, and both ends of every loss."""
    points = balayage.points
    pas = max(1, (len(points) - 1) // (_POINTS_AU_TABLEAU - 1))
    bornes = {salaire for perte in balayage.pertes for salaire in (perte.de, perte.a)}
    dernier = len(points) - 1
    return [p for n, p in enumerate(points) if n % pas == 0 or n == dernier or p.salaire in bornes]


def part_lisible(part: float | None) -> str:
    """Write what is kept of a euro: `60 %`."""
    return "—" if part is None else f"{part * 100:.0f} %".replace("-", "−")


def _panneau(nom: str, haut: int, bas: int, x_max: float) -> Iterator[str]:
    yield f'<text x="{_GAUCHE}" y="{haut - 14}" font-weight="bold">{escape(nom)}</text>'
    yield _trait(_GAUCHE, haut, _GAUCHE, bas)
    yield _trait(_GAUCHE, bas, _DROITE, bas)
    for valeur in _graduations(x_max):
        x = _x(valeur, x_max)
        yield _trait(x, bas, x, bas + 5)
        yield _texte(x, bas + 20, _nombre(valeur), "middle")


def _echelle(valeurs: Sequence[float], haut: int, bas: int, mini: float, maxi: float) -> Iterator[str]:
    for valeur in valeurs:
        y = _y(valeur, haut, bas, mini, maxi)
        yield _trait(_GAUCHE, y, _DROITE, y, pale=True)
        yield _texte(_GAUCHE - 8, y + 4, _nombre(valeur), "end")


def _pourcentages(mini: float, maxi: float) -> Iterator[str]:
    for valeur in (-0.5, 0.0, 0.5, 1.0):
        y = _y(valeur, _HAUT_PART, _BAS_PART, mini, maxi)
        yield _trait(_GAUCHE, y, _DROITE, y, pale=valeur != 0)
        yield _texte(_GAUCHE - 8, y + 4, part_lisible(valeur), "end")


def _ligne(points: Sequence[PointBalayage], x_max: float, y_max: float) -> str:
    trace = " ".join(
        f"{_x(p.salaire, x_max):.1f},{_y(p.disponible, _HAUT_REVENU, _BAS_REVENU, 0, y_max):.1f}"
        for p in points
    )
    return f'<polyline points="{trace}" fill="none" stroke="currentColor" stroke-width="2.5"/>'


def _escalier(points: Sequence[PointBalayage], x_max: float, mini: float, maxi: float) -> str:
    """Draw one step per pair of wages: what is kept between them."""
    trace = []
    for un, autre in pairwise(points):
        y = _y(autre.conserve or 0.0, _HAUT_PART, _BAS_PART, mini, maxi)
        trace += [f"{_x(un.salaire, x_max):.1f},{y:.1f}", f"{_x(autre.salaire, x_max):.1f},{y:.1f}"]
    return f'<polyline points="{" ".join(trace)}" fill="none" stroke="currentColor" stroke-width="2"/>'


def _trait(x1: float, y1: float, x2: float, y2: float, *, pale: bool = False) -> str:
    opacite = ' stroke-opacity="0.2"' if pale else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="currentColor"{opacite}/>'


def _texte(x: float, y: float, texte: str, ancre: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{ancre}">{texte}</text>'


def _x(valeur: float, maxi: float) -> float:
    return _GAUCHE + (_DROITE - _GAUCHE) * valeur / maxi


def _y(valeur: float, haut: int, bas: int, mini: float, maxi: float) -> float:
    return bas - (bas - haut) * (valeur - mini) / (maxi - mini)


def _graduations(maxi: float) -> list[float]:
    """Give round marks from 0 to at least a value."""
    pas = next((p for p in _PAS if maxi <= p * _GRADUATIONS), maxi / _GRADUATIONS or 1.0)
    valeurs = [0.0, float(pas)]
    while valeurs[-1] < maxi:
        valeurs.append(valeurs[-1] + pas)
    return valeurs


def _nombre(valeur: float) -> str:
    return str(format_decimal(round(valeur), locale="fr_FR"))
