"""A result as the templates draw it: the next question, what to claim first, then groups of droits.

It orders and writes; it never compares or decides: that is done in `simulations`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from api.pages.droits_vus import DroitVu, groupe_du_droit, presenter_droit
from api.pages.formats import euros, euros_ronds, mois_long
from api.pages.noms import noms_de
from api.pages.questions import QuestionsVues, presenter_questions
from api.pages.saisie import Saisie
from rules.catalogue import charger_catalogue
from simulations.non_recours import MOIS_PAR_PERIODE
from simulations.resultat import Droit, Resultat, Signalement
from simulations.situation import Situation

_UN_EURO = 1.0


@dataclass(frozen=True)
class SousGroupe:
    """Droits of one authority, or about one need."""

    cle: str
    titre: str
    droits: list[DroitVu]


@dataclass(frozen=True)
class GroupeDroits:
    """Droits of the same kind.

    Attributes:
        forme: `complet`, with conditions; `court`, folded and short; `nom`, folded, names only.
        sous_groupes: the same droits, by authority and need, for the long groups.
    """

    cle: str
    titre: str
    note: str
    forme: str
    droits: list[DroitVu]
    sous_groupes: list[SousGroupe] = field(default_factory=list)


@dataclass(frozen=True)
class ResultatVu:
    """A result to draw."""

    mois: str
    total: str
    a_verifier: str
    gain: str
    nb_signalements: int
    phrase: str
    questions: QuestionsVues
    groupes: list[GroupeDroits]
    nb_examines: int


# Key, title, note, form; in the order of the screen.
_GROUPES = (
    ("signales", "À demander", "", "complet"),
    ("probables", "Probables, à demander s’ils ne sont pas déjà reçus", "", "complet"),
    ("a_verifier", "À vérifier", "Il manque une réponse pour être sûr.", "complet"),
    ("choix", "À comparer", "Ne s’ajoute pas à un droit retenu plus haut : l’un ou l’autre.", "complet"),
    ("recus", "Reçus et conformes", "", "complet"),
    ("prudence", "À vérifier pour éviter une dette",
     "Le montant reçu dépasse notre estimation. Faire le point avec l’organisme protège le foyer.",
     "complet"),
    ("rares", "Possibles dans peu de cas", "Seulement si une réponse qui manque le permet.", "court"),
    ("a_instruire", "Aides locales et à instruire",
     "L’organisme ou une commission apprécie : aucun montant n’est promis.", "court"),
    ("peu_probables", "Peu probables", "", "nom"),
)  # fmt: skip
_NIVEAUX = {
    "commune": "De la commune",
    "epci": "De l’agglomération",
    "departement": "Du département",
    "region": "De la région",
}
_FAMILLES = {
    "logement": "Logement",
    "sante": "Santé",
    "autonomie": "Handicap et perte d’autonomie",
    "famille": "Famille",
    "minima_sociaux": "Minima sociaux et retraite",
    "emploi": "Emploi",
    "energie": "Énergie et téléphone",
    "education": "École et études",
    "jeunesse": "Jeunesse",
    "mobilite": "Déplacements",
    "epargne": "Banque et épargne",
    "justice": "Justice",
    "accompagnement": "Accompagnement",
}
Cle = tuple[str, str]


def presenter(resultat: Resultat, situation: Situation, titres: Sequence[str], saisie: Saisie) -> ResultatVu:
    """Prepare a result.

    Args:
        resultat: the answer.
        situation: the household it is about.
        titres: what each person is called on the screen, in their order.
        saisie: what was typed, for the fields that the questions lead to.
    """
    personnes = {p.id: titre for p, titre in zip(situation.personnes, titres, strict=False)}
    par_cle: dict[str, list[DroitVu]] = {cle: [] for cle, *_ in _GROUPES}
    signalements = {(s.droit, s.beneficiaire): s for s in resultat.signalements}
    for droit in _dans_l_ordre(resultat, signalements):
        signalement = signalements.get((droit.id, droit.beneficiaire))
        par_cle[groupe_du_droit(droit)].append(presenter_droit(droit, signalement, resultat.mois, personnes))
    total, doute = resultat.totaux.non_recours_mensuel, resultat.totaux.a_verifier_mensuel
    return ResultatVu(
        mois=mois_long(resultat.mois),
        total=euros(total) if total > 0 else "",
        a_verifier=euros_ronds(doute) if doute >= _UN_EURO else "",
        gain=_gain(resultat),
        nb_signalements=len(par_cle["signales"] + par_cle["prudence"]),
        phrase=_phrase(resultat, len(par_cle["signales"])),
        questions=presenter_questions(resultat, saisie, noms_de(situation, titres)),
        groupes=[
            GroupeDroits(*groupe, vus, _sous_groupes(groupe[0], vus))
            for groupe in _GROUPES
            if (vus := _fondre(par_cle[groupe[0]]) if groupe[3] == "court" else par_cle[groupe[0]])
        ],
        nb_examines=len({droit.id for droit in resultat.droits}),
    )


def _fondre(droits: Sequence[DroitVu]) -> list[DroitVu]:
    """Make one of the droits of several persons that have the same name; the one worth most speaks."""
    par_droit: dict[str, list[DroitVu]] = {}
    for vu in droits:
        par_droit.setdefault(vu.droit.id, []).append(vu)
    return [
        replace(vus[0], pour=", ".join(vu.pour for vu in vus if vu.pour), beneficiaire="")
        if len(vus) > 1
        else vus[0]
        for vus in par_droit.values()
    ]


def _sous_groupes(cle: str, droits: Sequence[DroitVu]) -> list[SousGroupe]:
    """Put local droits by authority, the nearest first, then national ones by need."""
    if cle != "a_instruire":
        return []
    catalogue = charger_catalogue()
    titres = _NIVEAUX | _FAMILLES
    rangs: dict[str, list[DroitVu]] = {sous_cle: [] for sous_cle in titres}
    for vu in droits:
        niveau, carte = vu.droit.niveau, catalogue.get(vu.droit.id)
        sous_cle = niveau if niveau in _NIVEAUX else carte.famille if carte else "accompagnement"
        rangs[sous_cle].append(vu)
    return [SousGroupe(sous_cle, titres[sous_cle], vus) for sous_cle, vus in rangs.items() if vus]


def _dans_l_ordre(resultat: Resultat, signalements: dict[Cle, Signalement]) -> list[Droit]:
    """Put the most pressing first, then what may be worth most per month; the catalogue decides ties."""

    def poids(droit: Droit) -> tuple[int, float, float]:
        signalement = signalements.get((droit.id, droit.beneficiaire))
        attendu = (droit.montant or 0.0) / MOIS_PAR_PERIODE.get(droit.periodicite, 1)
        part = 1.0 if droit.probabilite is None else droit.probabilite
        return signalement.rang if signalement else len(signalements) + 1, -attendu * part, -part

    return sorted(resultat.droits, key=poids)


def _gain(resultat: Resultat) -> str:
    """Give what comes in more each month, when what is already received goes up or down with the rest."""
    gain, total = resultat.totaux.gain_mensuel, resultat.totaux.non_recours_mensuel
    if gain is None or total <= 0 or abs(gain - total) < _UN_EURO:
        return ""
    return euros(gain)


def _phrase(resultat: Resultat, nombre: int) -> str:
    doute = resultat.totaux.a_verifier_mensuel
    suite = f" À vérifier : environ {euros_ronds(doute)} par mois." if doute >= _UN_EURO else ""
    if not nombre:
        mois = mois_long(resultat.mois).capitalize()
        sur = "" if suite else " d’après ces réponses"
        return f"{mois} : aucun droit sûr à réclamer{sur}.{suite}"
    droits = "1 droit à réclamer" if nombre == 1 else f"{nombre} droits à réclamer"
    total = resultat.totaux.non_recours_mensuel
    return f"{droits}{f', {euros(total)} par mois non demandés' if total > 0 else ''}.{suite}"
