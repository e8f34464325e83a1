"""Persons named in a sentence: what the engine calls `p1` is called as on the screen."""

import re
from collections.abc import Mapping, Sequence

from simulations.modalites import Role
from simulations.situation import Situation

_ARTICLES = {
    Role.DEMANDEUR: ("le ", "du ", "au "),
    Role.CONJOINT: ("le ", "du ", "au "),
    Role.ENFANT: ("l’", "de l’", "à l’"),
    Role.AUTRE: ("l’", "de l’", "à l’"),
}
# Shorter, an id may be a word of the sentence.
_ID_MINIMAL = 2

Noms = Mapping[str, tuple[str, tuple[str, str, str]]]


def noms_de(situation: Situation, titres: Sequence[str]) -> Noms:
    """Give, by id, the name of a person and its articles.

    Args:
        situation: the household.
        titres: what each person is called on the screen, in their order.
    """
    return {
        p.id: (titre[:1].lower() + titre[1:], _ARTICLES[p.role])
        for p, titre in zip(situation.personnes, titres, strict=False)
        if len(p.id) >= _ID_MINIMAL
    }


def en_phrase(texte: str, noms: Noms) -> str:
    """Put the names of persons in the place of their ids: `les revenus de p1` is `… du demandeur`."""
    if not noms:
        return texte
    ids = "|".join(re.escape(i) for i in sorted(noms, key=len, reverse=True))

    def nommer(trouve: re.Match[str]) -> str:
        nom, articles = noms[trouve[2]]
        rang = {"de ": 1, "à ": 2}.get(trouve[1] or "", 0)
        return articles[rang] + nom

    ecrit = re.sub(rf"(?<![\w.])(de |à )?({ids})(?![\w])", nommer, texte)
    return ecrit[:1].upper() + ecrit[1:] if re.match(rf"(?:{ids})\b", texte) else ecrit
