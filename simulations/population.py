"""Fictitious households in number, for demonstration, load, and the measure of the uncertainty.

Only the roles are chosen here. Everything else is drawn from the completion rules (`completions`): same
values, same links between facts (age, activity, income, school…). It is then moved off the grid of the rules:
an amount falls anywhere between its neighbours. Some incomes began recently. What is received comes last:
each droit found due is received, in part, or not at all. Nobody of a file made here exists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np

from simulations.completions import completer
from simulations.mois import decaler
from simulations.possibles import Document, lire
from simulations.recours import avec_recues, documents_recus, tirer_recues
from simulations.regles_completion import PERSONNE, Regle, regles
from simulations.situation import Situation
from simulations.tables import Tables, tables

# Roles, with how often; conventions, near the shares of households of a rural département.
SQUELETTES: dict[tuple[str, ...], float] = {
    ("demandeur",): 38,
    ("demandeur", "conjoint"): 22,
    ("demandeur", "enfant"): 8,
    ("demandeur", "enfant", "enfant"): 6,
    ("demandeur", "enfant", "enfant", "enfant"): 2,
    ("demandeur", "conjoint", "enfant"): 8,
    ("demandeur", "conjoint", "enfant", "enfant"): 9,
    ("demandeur", "conjoint", "enfant", "enfant", "enfant"): 4,
    ("demandeur", "conjoint", "enfant", "enfant", "enfant", "enfant"): 1,
    ("demandeur", "autre"): 2,
}
# Share of the incomes that began in the last thirty months.
REVENUS_RECENTS, MOIS_RECENTS = 0.25, 30
# Taxable part of what is earned, after the allowance of ten per cent.
PART_IMPOSABLE = 0.9
_LOT = 512
# Households drawn together for a file.
BLOC = 10_000


def population(nombre: int, graine: int, mois: str, *, recues: bool = True) -> list[Situation]:
    """Draw fictitious households; the same seed gives the same ones.

    Args:
        nombre: how many.
        graine: seed.
        mois: their month.
        recues: also draw what they receive, which needs a simulation of each.

    Raises:
        CalculImpossible: the engine failed.
    """
    hasard = np.random.default_rng([graine, crc32(b"population")])
    formes, poids = list(SQUELETTES), np.array(list(SQUELETTES.values()))
    choix = hasard.choice(len(formes), size=nombre, p=poids / poids.sum())
    menages: list[Situation] = [None] * nombre  # type: ignore[list-item]
    for forme, roles in enumerate(formes):
        rangs = np.flatnonzero(choix == forme)
        if not len(rangs):
            continue
        tires = completer(squelette(roles, mois), len(rangs), graine=graine * len(formes) + forme)
        for rang, tiree in zip(rangs, tires.situations, strict=True):
            document = tiree.model_dump(mode="json", exclude_none=True)
            _hors_grille(document, np.random.default_rng([graine, int(rang)]))
            menages[rang] = Situation.model_validate(document, strict=False)
    return _avec_recues(menages, graine) if recues else menages


def blocs(nombre: int, graine: int, mois: str) -> Iterator[Tables]:
    """Draw fictitious households by blocks of tables, with what they receive; memory stays bounded.

    Args:
        nombre: how many in all.
        graine: seed.
        mois: their month.
    """
    for numero, debut in enumerate(range(0, nombre, BLOC)):
        # Blocks of a seed differ from each other and from those of another seed.
        graine_bloc = crc32(f"{graine}/{numero}".encode())
        lot = tables(population(min(BLOC, nombre - debut), graine_bloc, mois, recues=False))
        yield avec_recues(lot, tirer_recues(lot, graine, numero))


def squelette(roles: Sequence[str], mois: str) -> Situation:
    """Give a household of which only the roles are known."""
    personnes = [{"id": f"p{i}", "role": role} for i, role in enumerate(roles, start=1)]
    return Situation.model_validate({"mois": mois, "personnes": personnes}, strict=False)


def _hors_grille(document: Document, hasard: np.random.Generator) -> None:
    """Move every amount and birth of a household between the values of its rule, and date some incomes."""
    for regle in regles().regles:
        porteurs = document["personnes"] if regle.par_personne else [document]
        for porteur in porteurs:
            deplacer = _deplacement(regle)
            if deplacer is not None and regle.pour in ("menage", "tous", _genre(porteur)):
                deplacer(regle, porteur, hasard)
    _pensions_encaissees(document)
    revenus = [p for p in document["personnes"] if p.get("revenus")]
    for personne in revenus:
        if hasard.random() < REVENUS_RECENTS:
            _recent(document["mois"], personne, hasard)
    _avis(document, revenus, hasard)


def _pensions_encaissees(document: Document) -> None:
    """Make the income of the demandeur what the moved pensions pay: the same euros said twice agree."""
    pensions = [p.get("pension_alimentaire", {}) for p in document["personnes"]]
    recu = sum(pension.get("montant", 0) for pension in pensions if pension.get("payee"))
    for personne in document["personnes"]:
        for revenu in personne.get("revenus") or []:
            if revenu["nature"] == "pension_alimentaire_recue":
                revenu["montant"] = round(recu, 2)


def _avis(document: Document, revenus: Sequence[Document], hasard: np.random.Generator) -> None:
    """State the tax notice of a year that the incomes said do not cover."""
    an = int(document["mois"][:4])
    for nom, annee in (("rfr_n2", an - 2), ("rfr_n1", an - 1)):
        if all(any(r["de"] <= f"{annee}-01" for r in p["revenus"]) for p in revenus):
            continue
        percu = sum(_de_l_annee(annee, p) for p in revenus)
        document["fiscal"][nom] = round(percu * PART_IMPOSABLE * hasard.uniform(0.8, 1.1))


def _genre(porteur: Document) -> str:
    return "enfants" if porteur.get("role") == "enfant" else "adultes"


def _deplacement(regle: Regle) -> Callable[[Regle, Document, np.random.Generator], None] | None:
    if regle.revenus is not None:
        return _deplacer_revenus
    if regle.ages is not None:
        return _deplacer_naissance
    return _deplacer_montant if regle.nom in _MONTANTS else None


_MONTANTS = frozenset({
    "patrimoine.livrets", "patrimoine.autres_placements", "patrimoine.immobilier_non_loue", "logement.loyer",
    "logement.pret.mensualite", "garde.heures_mois", "garde.cout_mensuel", "plan_aide_apa",
    "pension_alimentaire.montant", "are_journaliere", "etudes.ressources_parents", "distance_ecole_km",
})  # fmt: skip


def entre_voisines(valeurs: Mapping[Any, float], valeur: float, hasard: np.random.Generator) -> float:
    """Draw an amount nearer to this value than to its neighbours; none and the sure bounds stay."""
    ordre = sorted(valeurs)
    place = ordre.index(valeur)
    if valeur == 0 or place in (0, len(ordre) - 1):
        return valeur
    bas, haut = (ordre[place - 1] + valeur) / 2, (ordre[place + 1] + valeur) / 2
    return round(float(hasard.uniform(bas, haut)), 2)


def _deplacer_montant(regle: Regle, porteur: Document, hasard: np.random.Generator) -> None:
    valeur, valeurs = lire(porteur, regle.nom), regle.valeurs or {}
    if valeur not in valeurs:
        return
    *parents, nom = regle.nom.split(".")
    for parent in parents:
        porteur = porteur[parent]
    porteur[nom] = entre_voisines(valeurs, valeur, hasard)


def _deplacer_revenus(regle: Regle, porteur: Document, hasard: np.random.Generator) -> None:
    for natures in (regle.revenus or {}).values():
        for revenu in porteur.get("revenus") or []:
            montants = natures.get(revenu["nature"], {})
            if revenu["montant"] in montants:
                revenu["montant"] = entre_voisines(montants, revenu["montant"], hasard)
                return


def _deplacer_naissance(_: Regle, porteur: Document, hasard: np.random.Generator) -> None:
    """Spread births over the days of their month: ages, and what follows from them, stay."""
    porteur["date_naissance"] = f"{porteur['date_naissance'][:7]}-{hasard.integers(1, 29):02d}"


def _recent(mois: str, personne: Document, hasard: np.random.Generator) -> None:
    """Make the first income of a person start lately, after another amount or after none."""
    premier, *suite = personne["revenus"]
    debut = decaler(mois, -int(hasard.integers(0, MOIS_RECENTS)))
    if debut <= premier["de"]:
        return
    avant = premier["montant"] * float(hasard.choice([0, 0, 0.5, 0.8, 1.5]))
    lignes = [premier | {"de": debut}]
    if avant:
        lignes.append(premier | {"montant": round(avant, 2), "a": decaler(debut, -1)})
    personne["revenus"] = [*lignes, *suite]


def _de_l_annee(annee: int, personne: Document) -> float:
    """Add up what a person earned in a civil year."""
    total = 0.0
    for revenu in personne["revenus"]:
        de, a = max(revenu["de"], f"{annee}-01"), min(revenu.get("a", f"{annee}-12"), f"{annee}-12")
        total += revenu["montant"] * max(0, int(a[5:]) - int(de[5:]) + 1 if de <= a else 0)
    return total


def _avec_recues(menages: Sequence[Situation], graine: int) -> list[Situation]:
    trouves: list[Situation] = []
    for numero, debut in enumerate(range(0, len(menages), _LOT)):
        lot = menages[debut : debut + _LOT]
        prestations: list[list[Document]] = [[] for _ in lot]
        for rang, ligne in documents_recus(tirer_recues(tables(lot), graine, numero)):
            prestations[rang].append(ligne)
        trouves += [_remplacer(*couple) for couple in zip(lot, prestations, strict=True)]
    return trouves


def _remplacer(situation: Situation, prestations: list[Document]) -> Situation:
    document = situation.model_dump(mode="json", exclude_none=True)
    document |= {"prestations": prestations, "prestations_completes": True}
    return Situation.model_validate(document, strict=False)


def faits(situation: Situation) -> list[tuple[str, int | None]]:
    """List the groups of facts that a household knows, each with the rank of its person."""
    document = situation.model_dump(mode="json", exclude_none=True)
    trouves: dict[tuple[str, int | None], None] = {}
    for regle in regles().regles:
        if not regle.par_personne:
            if lire(document, regle.nom) is not None:
                trouves[regle.groupe, None] = None
            continue
        for rang, personne in enumerate(document["personnes"]):
            if lire(personne, regle.nom) is not None:
                trouves[regle.groupe, rang] = None
    return list(trouves)


def sans(situation: Situation, caches: Sequence[tuple[str, int | None]]) -> Situation:
    """Give the household with groups of facts hidden, each of a person or of the household."""
    document = situation.model_dump(mode="json", exclude_none=True)
    for groupe, rang in caches:
        porteur = document if rang is None else document["personnes"][rang]
        for regle in regles().regles:
            if regle.groupe == groupe and regle.champ.startswith(PERSONNE) == (rang is not None):
                _oter(porteur, regle.nom)
    return Situation.model_validate(document, strict=False)


def _oter(porteur: Document, nom: str) -> None:
    *parents, dernier = nom.split(".")
    for parent in parents:
        if not isinstance(porteur.get(parent), dict):
            return
        porteur = porteur[parent]
    porteur.pop(dernier, None)
