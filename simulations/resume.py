"""The answer of an explanation in one or two sentences; every figure comes from the run."""

from collections.abc import Sequence

from babel.numbers import format_currency

from simulations.resultat import Decision, EtatCondition
from simulations.resultat_explique import ConditionExpliquee

_RYTHMES = {"mensuel": " par mois", "annuel": " par an", "ponctuel": ", une fois"}
_DECISIONS = {
    Decision.DROIT_PROBABLE: "droit probable",
    Decision.A_VERIFIER: "à vérifier",
    Decision.PEU_PROBABLE: "peu probable",
    Decision.A_INSTRUIRE: "l’organisme décide au cas par cas",
    Decision.NON_CALCULABLE: "non calculable aujourd’hui",
}


def resumer(
    periodicite: str,
    nom: str,
    decision: Decision,
    montant: float | None,
    conditions: Sequence[ConditionExpliquee],
    suppose: float | None = None,
    bornes: tuple[float | None, float | None] = (None, None),
) -> str:
    """Say the answer and, for a no, the conditions that are not fulfilled.

    Args:
        periodicite: how often it is paid.
        nom: the droit, as in a sentence.
        decision: the answer.
        montant: euros in the unit of the droit; None without amount.
        conditions: its conditions, explained.
        suppose: what the account tells instead, where it follows a supposition.
        bornes: smallest and largest amount over what is missing; a point, or None, where nothing is.
    """
    debut = f"{nom[:1].upper()}{nom[1:]} : {_DECISIONS[decision]}"
    plage = _plage(*bornes)
    if plage:
        debut += f", {plage}{_RYTHMES.get(periodicite, '')} selon les réponses qui manquent"
        debut += f" ({_euros(montant)} en valeur centrale)" if montant else ""
    elif montant:
        debut += f", {_euros(montant)}{_RYTHMES.get(periodicite, '')}"
        debut += " d’après les valeurs possibles de ce qui manque" if suppose is not None else ""
    if suppose is not None:
        debut += f" ; le compte suit les suppositions ci-dessous, {_euros(suppose)}"
    manquees = [c for c in conditions if c.etat is EtatCondition.NON_REMPLIE]
    if montant or plage or decision is not Decision.PEU_PROBABLE or not manquees:
        return f"{debut}."
    s = "s" if len(manquees) > 1 else ""
    return f"{debut}. Condition{s} non remplie{s} : {' ; '.join(_manquee(c) for c in manquees)}."


def _plage(mini: float | None, maxi: float | None) -> str:
    """Write a range as on the page; nothing for a point."""
    if mini is None or maxi is None or not mini < maxi:
        return ""
    return f"entre {_euros(mini)} et {_euros(maxi)}" if mini > 0 else f"jusqu’à {_euros(maxi)}"


def _manquee(condition: ConditionExpliquee) -> str:
    if condition.valeur is None or condition.seuil is None:
        return condition.libelle
    return f"{condition.libelle} ({_nombre(condition.valeur)}, seuil {_nombre(condition.seuil)})"


def _euros(montant: float) -> str:
    return format_currency(montant, "EUR", locale="fr_FR")


def _nombre(valeur: float) -> str:
    return f"{valeur:,.2f}".replace(",", "\u202f").replace(".", ",").removesuffix(",00")
