"""How many questions until what is flagged no longer changes: our order, a fixed one, a random one.

Each interview starts from the roles only; answers come from a fictitious household, some are "ne sait pas". All
interviews go forward together, one call per step. The two orders given in advance are searched by bisection:
the first step from which the flagged set is that of the end, which can only help them.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import numpy as np

from rules.catalogue import charger_catalogue
from simulations.population import faits, population
from simulations.possibles import Document, lire
from simulations.regles_completion import regles
from simulations.resultat import Decision, Question, Resultat
from simulations.simulate import prechauffer
from simulations.situation import Situation
from simulations.uncertainty import estimer
from tests.benchmarks.courbes import courbe
from tests.benchmarks.pages import remplacer

MOIS = "2026-11"
NE_SAIT_PAS = 0.1
ORDRES = ("ordre proposé", "questionnaire fixe", "au hasard")
_LOT = 256
# Half the default: the ranges do not matter here.
_COMPLETIONS = 32
# A question: a group of facts and the rank of its person, or a droit received.
Cle = tuple[str, int | str | None]
Signales = frozenset[tuple[str, str]]


@dataclass
class Entretien:
    """One interview: the truth, what has been asked, in which order."""

    numero: int
    vrai: Document
    demandees: list[Cle] = field(default_factory=list)
    suites: list[tuple[int, Signales]] = field(default_factory=list)
    fini: bool = False

    def possibles(self) -> list[Cle]:
        """List the questions of a questionnaire that skips what does not concern this household."""
        vrai = Situation.model_validate(self.vrai, strict=False)
        groupes: list[Cle] = [fait for fait in faits(vrai) if fait[0] in regles().questions]
        personnes = sorted((c for c in groupes if isinstance(c[1], int)), key=lambda c: int(c[1] or 0))
        recues: list[Cle] = [
            ("recu", droit) for droit, carte in charger_catalogue().items() if carte.calcul.mode == "calcule"
        ]
        return [*personnes, *(c for c in groupes if c[1] is None), *recues]

    def connu(self, demandees: Sequence[Cle]) -> Situation:
        """Give what is known after these questions."""
        document: Document = {
            "mois": self.vrai["mois"],
            "personnes": [{"id": p["id"], "role": p["role"]} for p in self.vrai["personnes"]],
        }
        recues: list[Document] = []
        for groupe, rang in demandees:
            if groupe == "recu":
                lignes = [ligne for ligne in self.vrai["prestations"] if ligne["droit"] == rang]
                recues += lignes or [{"droit": rang, "recu": False}]
            elif not self.ignore((groupe, rang)):
                _repondre(document, self.vrai, groupe, rang)
        if recues:
            document["prestations"] = recues
        return Situation.model_validate(document, strict=False)

    def ignore(self, cle: Cle) -> bool:
        """Tell whether the person does not know; the same whatever the order."""
        hasard = np.random.default_rng([self.numero, crc32(repr(cle).encode())])
        return bool(hasard.random() < NE_SAIT_PAS)


def _repondre(document: Document, vrai: Document, groupe: str, rang: Any) -> None:
    cible, source = (
        (document, vrai) if rang is None else (document["personnes"][rang], vrai["personnes"][rang])
    )
    for regle in regles().regles:
        if regle.groupe != groupe or regle.par_personne != (rang is not None):
            continue
        valeur = lire(source, regle.nom)
        if valeur is None:
            continue
        porteur, (*parents, nom) = cible, regle.nom.split(".")
        for parent in parents:
            porteur = porteur.setdefault(parent, {})
        porteur[nom] = valeur


def signales(resultat: Resultat) -> Signales:
    """Give what is flagged for certain: (droit, holder)."""
    surs = {(d.id, d.beneficiaire) for d in resultat.droits if d.decision is not Decision.A_VERIFIER}
    return frozenset((s.droit, s.beneficiaire) for s in resultat.signalements) & surs


def cle_de(question: Question) -> Cle:
    """Give the group of facts, or the droit, that a question of ours is about."""
    if question.champ == "prestations":
        return "recu", question.droits[0]
    champ, rang = question.champ, None
    if champ.startswith("personnes["):
        rang = int(champ[len("personnes[") : champ.index("]")])
        champ = "personnes[]" + champ[champ.index("]") + 1 :]
    return next(r.groupe for r in regles().regles if r.champ == champ), rang


def calculer(situations: Sequence[Situation]) -> list[Resultat]:
    """Calculate in lots, memory bounded."""
    return [
        resultat
        for debut in range(0, len(situations), _LOT)
        for resultat in estimer(situations[debut : debut + _LOT], _COMPLETIONS)
    ]


def mener(entretiens: Sequence[Entretien]) -> list[int]:
    """Ask our questions until none is left; give the step from which nothing flagged changed.

    What is received moves no stake of a fact: receipts that come first, and the fact after them, are asked in
    one call, and counted as settled by the last of them only.
    """
    while actifs := [e for e in entretiens if not e.fini]:
        resultats = calculer([e.connu(e.demandees) for e in actifs])
        for entretien, resultat in zip(actifs, resultats, strict=True):
            entretien.suites.append((len(entretien.demandees), signales(resultat)))
            suivantes = _suivantes(resultat, entretien.demandees)
            entretien.demandees += suivantes
            entretien.fini = not suivantes
    return [_stable(e.suites) for e in entretiens]


def _suivantes(resultat: Resultat, demandees: Sequence[Cle]) -> list[Cle]:
    suivantes: list[Cle] = []
    for question in resultat.questions:
        cle = cle_de(question)
        if cle in demandees or cle in suivantes:
            continue
        suivantes.append(cle)
        if cle[0] != "recu":
            break
    return suivantes


def _stable(suites: Sequence[tuple[int, Signales]]) -> int:
    finale = suites[-1][1]
    differents = [rang for rang, (_, suite) in enumerate(suites) if suite != finale]
    return suites[differents[-1] + 1][0] if differents else 0


def chercher(entretiens: Sequence[Entretien], ordonner: Callable[[Entretien], list[Cle]]) -> list[int]:
    """Find by bisection when an order given in advance has flagged what it flags in the end."""
    ordres = [ordonner(e) for e in entretiens]
    finaux = [signales(r) for r in calculer([e.connu(o) for e, o in zip(entretiens, ordres, strict=True)])]
    bas, haut = (
        [0 if final else -1 for final in finaux],
        [len(o) if f else 0 for o, f in zip(ordres, finaux, strict=True)],
    )
    # With something flagged at the end, nothing is before the first receipt is known: step 0 differs.
    while actifs := [i for i in range(len(ordres)) if haut[i] - bas[i] > 1]:
        milieux = {i: (bas[i] + haut[i]) // 2 for i in actifs}
        resultats = calculer([entretiens[i].connu(ordres[i][: milieux[i]]) for i in actifs])
        for i, resultat in zip(actifs, resultats, strict=True):
            if signales(resultat) == finaux[i]:
                haut[i] = milieux[i]
            else:
                bas[i] = milieux[i]
    return haut


def mesurer(nombre: int, graine: int = 5) -> tuple[dict[str, list[int]], float]:
    """Measure interviews.

    Returns:
        By order, the number of questions of each; and the share of ours that end on what the whole questionnaire
        flags.
    """
    menages = population(nombre, graine, MOIS)
    documents = [m.model_dump(mode="json", exclude_none=True) for m in menages]
    entretiens = [Entretien(numero, document) for numero, document in enumerate(documents)]

    def au_hasard(entretien: Entretien) -> list[Cle]:
        possibles = entretien.possibles()
        return [
            possibles[i]
            for i in np.random.default_rng([graine, entretien.numero]).permutation(len(possibles))
        ]

    nombres = {
        ORDRES[0]: mener(entretiens),
        ORDRES[1]: chercher(entretiens, Entretien.possibles),
        ORDRES[2]: chercher(entretiens, au_hasard),
    }
    pleins = calculer([e.connu(e.possibles()) for e in entretiens])
    memes = [e.suites[-1][1] == signales(plein) for e, plein in zip(entretiens, pleins, strict=True)]
    return nombres, sum(memes) / len(memes)


def tableau(nombres: dict[str, list[int]]) -> str:
    """Write the table: quartiles and mean of the number of questions, by order."""
    lignes = [
        "| ordre | un quart des entretiens | la moitié | trois quarts | moyenne |",
        "|---|---|---|---|---|",
    ]
    for ordre, valeurs in nombres.items():
        quarts = [f"{np.quantile(valeurs, q):.0f}" for q in (0.25, 0.5, 0.75)]
        lignes.append(f"| {ordre} | {' | '.join(quarts)} | {np.mean(valeurs):.1f} |".replace(".", ","))
    return "\n".join(lignes)


if __name__ == "__main__":
    combien = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    prechauffer()
    debut = time.perf_counter()
    mesures, memes = mesurer(combien)
    duree = time.perf_counter() - debut
    courbe("entretiens.svg", mesures)
    fin = f"{100 * memes:.1f} %".replace(".", ",")
    texte = (
        f"{combien} entretiens fictifs, {duree:.0f} s. Les nôtres finissent sur les mêmes signalements que le "
        f"questionnaire complet dans {fin} des cas.\n\n{tableau(mesures)}"
    )
    remplacer("incertitude.md", "entretiens", texte)
    print(texte)
