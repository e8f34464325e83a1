"""The commune as people write it — name, postal code or Insee code — and its Insee code."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from rules.territoire import Commune, communes, existe


def nom_complet(code_insee: str) -> str:
    """Write a commune as in the list of suggestions: `Rodez (12202)`."""
    commune = communes().get(code_insee)
    return f"{commune.nom if commune else 'Code Insee'} ({code_insee})"


@cache
def suggestions() -> tuple[tuple[str, str], ...]:
    """Give the communes offered while typing, by name: what is written and its postal codes."""
    par_nom = sorted(communes().values(), key=lambda c: _sans_accent(c.nom))
    return tuple((nom_complet(c.code_insee), ", ".join(c.codes_postaux)) for c in par_nom)


def trouver_commune(texte: str) -> str:
    """Give the Insee code of the commune that someone wrote.

    Raises:
        ValueError: no commune, or several; the message says what is accepted.
    """
    entre_parentheses = re.search(r"\((\d[\dAB]\d{3})\)\s*$", texte)
    if entre_parentheses:
        return entre_parentheses[1]
    cherche = _sans_accent(texte)
    trouvees = [c for c in communes().values() if _designe(c, cherche)]
    if len(trouvees) == 1:
        return trouvees[0].code_insee
    if trouvees:
        raise ValueError(f"une seule commune : {_enumerer(trouvees)}")
    if re.fullmatch(r"\d[\dab]\d{3}", cherche) and existe(cherche.upper()):
        return cherche.upper()
    raise ValueError("une commune de la liste, ou le code Insee d’une autre commune")


def _designe(commune: Commune, cherche: str) -> bool:
    return cherche in {commune.code_insee, _sans_accent(commune.nom), *commune.codes_postaux}


def _enumerer(trouvees: Sequence[Commune]) -> str:
    noms = [nom_complet(c.code_insee) for c in trouvees[:5]]
    suite = "…" if len(trouvees) > 5 else ""
    return ", ".join(noms[:-1]) + f" ou {noms[-1]}{suite}"


def _sans_accent(texte: str) -> str:
    decompose = unicodedata.normalize("NFKD", texte.replace("œ", "oe").replace("Œ", "Oe"))
    lettres = "".join(c for c in decompose if not unicodedata.combining(c)).casefold()
    mots = re.sub(r"[^0-9a-z]+", " ", lettres).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(mot, mot) for mot in mots)
