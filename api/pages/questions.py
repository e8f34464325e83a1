"""What to ask next, as the templates draw it: its words, its stake, and the field that takes the answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.pages.champs import CHAMPS_FOYER, champs_de_personne
from api.pages.erreurs import identifiant
from api.pages.formats import ESPACE, euros_ronds
from api.pages.noms import Noms, en_phrase
from api.pages.saisie import Saisie
from rules.catalogue import charger_catalogue
from simulations.modalites import Role
from simulations.resultat import Question, Resultat

SUIVANTES = 4
_DROITS_NOMMES = 4
_RECU = re.compile(r"prestations\[(\w+)\](?:\.(.+))?")
_PERSONNE = re.compile(r"personnes\[(\d+)\]\.(.+)")


@dataclass(frozen=True)
class QuestionVue:
    """A question to draw.

    Attributes:
        cle: names it among those passed over.
        cible: HTML id of the field that takes the answer; empty when the form has none.
        enjeu: its stake in words; empty when under a euro.
    """

    cle: str
    texte: str
    enjeu: str
    droits: str
    cible: str


@dataclass(frozen=True)
class QuestionsVues:
    """The next question and the following ones; `passees` counts those passed over that still matter."""

    suivante: QuestionVue | None
    autres: list[QuestionVue]
    restantes: int
    passees: int


def presenter_questions(resultat: Resultat, saisie: Saisie, noms: Noms) -> QuestionsVues:
    """Prepare the questions of a result, those passed over left out.

    Args:
        resultat: the answer.
        saisie: what was typed.
        noms: what each person is called in a sentence, by id.
    """
    posees = [q for q in resultat.questions if cle(q) not in saisie.passees]
    vues = [_vue(question, saisie, noms) for question in posees[: 1 + SUIVANTES]]
    return QuestionsVues(
        suivante=vues[0] if vues else None,
        autres=vues[1:],
        restantes=len(posees) - len(vues),
        passees=len(resultat.questions) - len(posees),
    )


def cle(question: Question) -> str:
    """Name a question: its first fact, which no other question asks."""
    return question.champs[0] if question.champs else question.champ


def _vue(question: Question, saisie: Saisie, noms: Noms) -> QuestionVue:
    enjeu = question.enjeu_mensuel
    return QuestionVue(
        cle=cle(question),
        texte=en_phrase(question.question, noms),
        enjeu=f"Jusqu’à {euros_ronds(enjeu)}{ESPACE}par mois en jeu" if enjeu else "",
        droits=_nommer_droits(question.droits),
        cible=next(_cibles(question.champs, saisie), ""),
    )


def _nommer_droits(droits: Sequence[str]) -> str:
    catalogue = charger_catalogue()
    noms = [catalogue[droit].libelle for droit in droits if droit in catalogue]
    dits = ", ".join(noms[:_DROITS_NOMMES])
    reste = len(noms) - _DROITS_NOMMES
    return f"{dits} et {reste} autre{'s' if reste > 1 else ''}" if reste > 0 else dits


def _cibles(champs: Sequence[str], saisie: Saisie) -> Iterator[str]:
    """Give the fields of the form for these facts, the first first."""
    for champ in champs:
        recu, personne = _RECU.fullmatch(champ), _PERSONNE.fullmatch(champ)
        if recu:
            yield from _cible_recu(saisie, recu[1], recu[2])
        elif personne:
            yield from _cible_personne(saisie, int(personne[1]), personne[2])
        elif champ in CHAMPS_FOYER:
            yield identifiant(champ)


def _cible_recu(saisie: Saisie, droit: str, personne: str | None) -> Iterator[str]:
    rangs = [rang for rang, ligne in enumerate(saisie.prestations) if ligne.get("droit") == droit]
    precis = [rang for rang in rangs if saisie.prestations[rang].get("personne") == personne]
    for rang in (precis or rangs)[:1]:
        yield f"prestations-{rang}-recu"


def _cible_personne(saisie: Saisie, rang: int, fait: str) -> Iterator[str]:
    if rang >= len(saisie.personnes):
        return
    personne, debut = saisie.personnes[rang], f"personnes-{rang}"
    if fait == "revenus":
        a_ligne = personne.role is not Role.ENFANT or personne.revenus
        yield f"{debut}-revenus-0-nature" if a_ligne else f"{debut}-aucun_revenu"
    elif fait == "revenus_interrompus":
        yield f"{debut}-revenus_interrompus-0-nature"
    else:
        for montre in champs_de_personne(personne.role):
            if montre == fait or montre.startswith(f"{fait}."):
                yield f"{debut}-{identifiant(montre)}"
                return
