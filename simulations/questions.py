"""The next question: which unknown explains most of the euros in doubt.

From the run over completions, for each unknown and each droit that needs it: the first-order index (the part
of the variance of the amount that the unknown explains alone, corrected for the number of its values) times
the euros in doubt, per month: the mean distance of the amount to its median over the completions, that is how
wrong the best single answer would be on average. A fact on which no amount varies is not asked. Whether a
droit that is due is received is a question too: its stake is what would be flagged, times how sure it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from rules.cartes import Carte
from rules.catalogue import charger_catalogue
from simulations.completions import Completions, Inconnue
from simulations.non_recours import MOIS_PAR_PERIODE
from simulations.regles_completion import faits_utiles, regles
from simulations.resultat import Decision, Droit, Question, Resultat, StatutRecu
from simulations.situation import Situation

# Below, the index may be noise of the draw: the fact is asked after the others, not forgotten.
INDICE_MINIMAL = 0.03
INDICE_PLANCHER = 0.001
# Above, it cannot be noise: the fact counts even for a droit whose card does not name it.
INDICE_NET = 0.3
_CLASSES = 6
# A droit without amount counts by its share of completions: enough to be asked after every euro.
_SANS_MONTANT = 0.01
_MINIME = 1e-6
_COLLECTIFS = frozenset({"famille", "menage", "foyer_fiscal"})


@dataclass
class _Groupe:
    """A question: its facts, its stake and the droits it is about."""

    rang: int | None
    champs: list[str] = field(default_factory=list)
    enjeux: dict[str, float] = field(default_factory=dict)

    @property
    def enjeu(self) -> float:
        return sum(self.enjeux.values())


def questions(
    situation: Situation, resultat: Resultat, tirage: Completions, dus: dict[str, list[Any]]
) -> list[Question]:
    """Rank what is worth asking, the highest stake first.

    Args:
        situation: the household.
        resultat: its answer.
        tirage: what was drawn for its unknown facts.
        dus: by droit, what is due to each holder in each completion.
    """
    groupes: dict[tuple[str, int | None], _Groupe] = {}
    series = _Series(dus, tirage.ponderees)
    for inconnue in tirage.inconnues:
        enjeux = series.enjeux(inconnue)
        if not enjeux:
            continue
        groupe = groupes.setdefault((inconnue.regle.groupe, inconnue.rang), _Groupe(inconnue.rang))
        groupe.champs.append(inconnue.regle.champ)
        for nom, enjeu in enjeux.items():
            groupe.enjeux[nom] = max(enjeu, groupe.enjeux.get(nom, 0.0))
    posees = [(g.enjeu, _question(situation, nom, g)) for (nom, _), g in groupes.items()]
    a_demander: dict[str, list[Droit]] = {}
    for droit in resultat.droits:
        if _a_demander(droit):
            a_demander.setdefault(droit.id, []).append(droit)
    posees += [_recus(droits) for droits in a_demander.values()]
    posees.sort(key=lambda posee: (-posee[0], -len(posee[1].droits), posee[1].champ, posee[1].champs))
    return [question for _, question in posees]


class _Series:
    """The amounts that vary over the completions of a household, one row per droit and holder."""

    def __init__(self, dus: dict[str, list[Any]], ponderees: int) -> None:
        """Keep what varies; a droit that only the corners open counts at the smallest stake."""
        cartes, self.ponderees = charger_catalogue(), ponderees
        lignes = [
            (nom, serie[:ponderees]) for nom, series in dus.items() for serie in series if np.ptp(serie) > 0
        ]
        self.noms = [nom for nom, _ in lignes]
        self.valeurs = np.array([serie for _, serie in lignes])
        self.doutes = np.array([_en_doute(cartes[nom], serie) for nom, serie in lignes])

    def enjeux(self, inconnue: Inconnue) -> dict[str, float]:
        """Give, by droit that an unknown concerns, the euros in doubt per month that it explains.

        A droit whose card names the fact, or whose amount plainly follows it: what another droit has drawn
        may change this one too (a child who is no longer in charge, for the home).
        """
        if not self.noms or len(np.unique(inconnue.niveaux)) == 1:
            return {}
        niveaux = np.asarray(inconnue.niveaux)[: self.ponderees]
        trouves: dict[str, float] = {}
        for nom, part, doute in zip(
            self.noms, indices(_classes(niveaux), self.valeurs), self.doutes, strict=True
        ):
            if part < INDICE_NET and not _depend(nom, inconnue.regle.champ):
                continue
            retenue = part if part >= INDICE_MINIMAL else INDICE_PLANCHER
            trouves[nom] = trouves.get(nom, 0.0) + max(float(retenue * doute), _MINIME)
        return trouves


def _en_doute(carte: Carte, serie: Any) -> float:
    """Give the euros in doubt per month of a droit: how wrong its median is on average."""
    ecart = float(np.abs(serie - np.median(serie)).mean())
    if carte.calcul.nature != "montant":
        return _SANS_MONTANT * ecart
    return ecart / MOIS_PAR_PERIODE.get(carte.periodicite, 1)


def _classes(niveaux: Any) -> Any:
    """Put what was drawn in a few ordered classes, so that each holds enough completions."""
    distincts = np.unique(niveaux)
    if len(distincts) <= _CLASSES:
        return np.searchsorted(distincts, niveaux)
    bornes = np.quantile(niveaux[niveaux >= 0], np.linspace(0, 1, _CLASSES + 1)[1:-1])
    return np.where(niveaux < 0, _CLASSES, np.searchsorted(np.unique(bornes), niveaux, side="right"))


def indices(classes: Any, series: Any) -> Any:
    """Give the first-order index of a factor on series, corrected for chance (omega squared), 0 to 1.

    Args:
        classes: the class of the factor in each completion.
        series: one row per series, one column per completion.
    """
    nombre = series.shape[1]
    centrees = series - series.mean(axis=1, keepdims=True)
    total = (centrees**2).sum(axis=1)
    appartient = (classes[:, None] == np.unique(classes)).astype(float)
    degres = appartient.shape[1] - 1
    if degres == 0 or nombre <= degres + 1:
        return np.zeros(len(series))
    entre = ((centrees @ appartient) ** 2 / appartient.sum(axis=0)).sum(axis=1)
    dans = (total - entre) / (nombre - degres - 1)
    diviseur = np.where(total > 0, total + dans, 1.0)
    return np.clip((entre - degres * dans) / diviseur, 0.0, 1.0) * (total > 0)


@cache
def _depend(identifiant: str, champ: str) -> bool:
    """Tell whether a card needs a fact, or the whole of which the fact is a part, or what makes it exist."""
    carte = charger_catalogue()[identifiant]
    if carte.calcul.mode != "calcule":
        return False
    besoins = {besoin.champ for besoin in carte.champs_necessaires}
    besoins |= {fait for condition in carte.conditions for fait in condition.champs}
    return champ in faits_utiles(frozenset(besoins))


def _question(situation: Situation, nom: str, groupe: _Groupe) -> Question:
    annee = int(situation.mois[:4])
    qui = "" if groupe.rang is None else situation.personnes[groupe.rang].id
    enjeu = round(groupe.enjeu, 2)
    return Question(
        champ=_chemin(groupe.champs[0], groupe.rang),
        champs=[_chemin(champ, groupe.rang) for champ in dict.fromkeys(groupe.champs)],
        question=regles().questions[nom].texte.format(qui=qui, n=annee, n1=annee - 1),
        enjeu_mensuel=enjeu if enjeu >= 1 else None,
        droits=sorted(groupe.enjeux),
    )


def _chemin(champ: str, rang: int | None) -> str:
    return champ if rang is None else champ.replace("[]", f"[{rang}]", 1)


def _a_demander(droit: Droit) -> bool:
    due = droit.decision in (Decision.DROIT_PROBABLE, Decision.A_VERIFIER) and droit.probabilite != 0
    return due and droit.recu.statut is StatutRecu.INCONNU


def _recus(droits: Sequence[Droit]) -> tuple[float, Question]:
    """Ask whether a droit is received, and by whom when persons hold it.

    Asked at the full stake once the droit is sure; before, facts that settle it come first.
    """
    poids, mensuel = 0.0, 0.0
    for droit in droits:
        certitude = droit.probabilite if droit.probabilite is not None else 0.5
        attendu = (droit.montant or 0) / MOIS_PAR_PERIODE.get(droit.periodicite, 1) * certitude
        mensuel += attendu
        sur = droit.decision is Decision.DROIT_PROBABLE
        # A droit without amount is worth little per month, never nothing.
        poids += max(attendu if sur else attendu * certitude**2, _SANS_MONTANT * certitude**3)
    identifiant, libelle = droits[0].id, droits[0].libelle
    noms = [droit.beneficiaire for droit in droits if droit.beneficiaire not in _COLLECTIFS]
    pour = f", pour {enumeration(noms)}" if noms else ""
    question = Question(
        champ="prestations",
        champs=[f"prestations[{identifiant}].{nom}" for nom in noms] or [f"prestations[{identifiant}]"],
        question=f"Le foyer reçoit-il déjà{pour} : {libelle} ?",
        enjeu_mensuel=round(mensuel, 2) if mensuel >= 1 else None,
        droits=[identifiant],
    )
    return poids, question


def enumeration(noms: Sequence[str]) -> str:
    """Name several persons in a sentence."""
    return noms[0] if len(noms) == 1 else f"{', '.join(noms[:-1])} et {noms[-1]}"
