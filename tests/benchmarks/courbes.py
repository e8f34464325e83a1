"""A plot of the interviews as an SVG file: share of the interviews settled after so many questions."""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from tests.benchmarks.pages import DOCS

LARGEUR, HAUTEUR, GAUCHE, BAS, HAUT, DROITE = 720, 400, 60, 56, 24, 20
# Colour, and dashes for those who do not tell colours apart.
TRAITS = (("#0b5394", ""), ("#a61c00", "8 5"), ("#555555", "2 4"))


def courbe(fichier: str, nombres: Mapping[str, Sequence[int]]) -> None:
    """Draw one line per order; the table beside says the same."""
    dernier = int(max(max(valeurs) for valeurs in nombres.values()))
    dernier += -dernier % 10

    def x(etape: float) -> float:
        return GAUCHE + etape / dernier * (LARGEUR - GAUCHE - DROITE)

    def y(part: float) -> float:
        return HAUTEUR - BAS - part * (HAUTEUR - BAS - HAUT)

    titre = "Part des entretiens où les droits signalés ne changent plus, selon le nombre de questions posées"
    cadre = f'viewBox="0 0 {LARGEUR} {HAUTEUR}" font-family="sans-serif" font-size="14"'
    lignes = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {cadre} role="img" aria-labelledby="titre">',
        f'<title id="titre">{titre}</title>',
        f'<rect width="{LARGEUR}" height="{HAUTEUR}" fill="#ffffff"/>',
    ]
    for part in (0, 0.25, 0.5, 0.75, 1):
        lignes.append(
            f'<line x1="{GAUCHE}" x2="{LARGEUR - DROITE}" y1="{y(part):.1f}" y2="{y(part):.1f}" stroke="#dddddd"/>'
        )
        lignes.append(f'<text x="{GAUCHE - 8}" y="{y(part) + 5:.1f}" text-anchor="end">{part:.0%}</text>')
    pied = HAUTEUR - BAS + 20
    lignes += [
        f'<text x="{x(etape):.1f}" y="{pied}" text-anchor="middle">{etape}</text>'
        for etape in range(0, dernier + 1, 10)
    ]
    lignes.append(
        f'<text x="{(GAUCHE + LARGEUR) / 2:.0f}" y="{HAUTEUR - 10}" text-anchor="middle">questions posées</text>'
    )
    for rang, ((ordre, valeurs), (couleur, tirets)) in enumerate(zip(nombres.items(), TRAITS, strict=True)):
        parts = [(np.asarray(valeurs) <= etape).mean() for etape in range(dernier + 1)]
        points = " ".join(f"{x(e):.1f},{y(p):.1f}" for e, p in enumerate(parts))
        trait = f'fill="none" stroke="{couleur}" stroke-width="2.5" stroke-dasharray="{tirets}"'
        hauteur = y(0.12) - 22 * (len(nombres) - 1 - rang)
        lignes += [
            f'<polyline points="{points}" {trait}/>',
            f'<line x1="{LARGEUR - 230}" x2="{LARGEUR - 190}" y1="{hauteur - 5:.0f}" y2="{hauteur - 5:.0f}" {trait}/>',
            f'<text x="{LARGEUR - 182}" y="{hauteur:.0f}">{escape(ordre)}</text>',
        ]
    dossier = DOCS / "images"
    dossier.mkdir(exist_ok=True)
    (dossier / fichier).write_text("\n".join([*lignes, "</svg>"]) + "\n", encoding="utf-8")
