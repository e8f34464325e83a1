"""Unknown facts completed: N possible households for one, by the rules of `parameters/completions.yaml`.

The draw is stratified and reproducible: every possible value of a fact appears as often as its weight says,
its two ends always, whatever the number of completions; facts are drawn in the order of the rules, so that a
wage is drawn for someone who works. After them come corners: completions that put together the values that
open droits or raise amounts, too rarely met at once otherwise; they widen ranges and weigh nothing in shares.
The household as it is known never changes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np

from simulations.mois import decaler
from simulations.possibles import Document, existe, lire, possibles
from simulations.regles_completion import Regle, Valeur, groupes_de, regles, univers
from simulations.situation import Situation

_AUTRES_ADULTES = frozenset({"conjoint", "autre"})
_MOIS_SEULS = frozenset({"couple.depuis", "logement.depuis"})


@dataclass(frozen=True)
class Inconnue:
    """An unknown fact of a household.

    Attributes:
        regle: its rule.
        rang: rank of the person; None for a fact of the household.
        niveaux: by completion, what was drawn: an amount, else the rank among the values of the rule; -1
            where the fact does not exist.
    """

    regle: Regle
    rang: int | None
    niveaux: Any


@dataclass(frozen=True)
class Completions:
    """The possible households, and what was drawn for each unknown fact.

    Attributes:
        situations: the weighted completions, then the corners.
        inconnues: what was drawn, corners included.
        ponderees: how many are weighted.
    """

    situations: list[Situation]
    inconnues: list[Inconnue]
    ponderees: int = 0


def completer(
    situation: Situation,
    nombre: int,
    graine: int = 0,
    manques: frozenset[str] | None = None,
    coins: int = 0,
) -> Completions:
    """Draw possible households.

    Args:
        situation: the household as it is known.
        nombre: how many weighted ones; each fact then has as many draws.
        graine: seed; the same one gives the same draws.
        manques: the facts that some droit misses: only their questions are drawn; all when None.
        coins: how many corners besides.

    Returns:
        No household at all when nothing that has a rule is unknown.
    """
    groupes = None if manques is None else groupes_de(manques)
    connu = situation.model_dump(mode="json", exclude_none=True)
    documents = [_copie(connu) for _ in range(nombre + coins)]
    inconnues = []
    for place, regle in enumerate(regles().regles):
        if groupes is not None and regle.groupe not in groupes:
            continue
        for rang in _vises(regle, connu):
            niveaux = _Tirage(regle, place, rang, documents, nombre, graine).tirer()
            if (niveaux >= 0).any():
                inconnues.append(Inconnue(regle, rang, niveaux))
    if not inconnues:
        return Completions([], [])
    for document in documents:
        _encaisser_les_pensions(document, connu)
    return Completions([Situation.model_validate(d, strict=False) for d in documents], inconnues, nombre)


def _encaisser_les_pensions(document: Document, connu: Document) -> None:
    """Add to the incomes of the demandeur the pensions drawn as paid; known incomes already say theirs."""
    demandeur = next(p for p in document["personnes"] if p["role"] == "demandeur")
    if any(p["role"] == "demandeur" and p.get("revenus") is not None for p in connu["personnes"]):
        return
    pensions = [p.get("pension_alimentaire", {}) for p in document["personnes"]]
    recu = sum(pension.get("montant", 0) for pension in pensions if pension.get("payee"))
    if recu and demandeur.get("revenus") is not None:
        ligne = {"nature": "pension_alimentaire_recue", "montant": recu, "de": _debut(document)}
        demandeur["revenus"] = [*demandeur["revenus"], ligne | {"source": "suppose"}]


def _debut(document: Document) -> str:
    """Give the first month of the year whose incomes the tax notice is about."""
    return f"{int(document['mois'][:4]) - 2}-01"


def _copie(document: Document) -> Document:
    return {
        cle: [dict(p) for p in valeur] if cle == "personnes" else _copie_partie(valeur)
        for cle, valeur in document.items()
    }


def _copie_partie(valeur: Any) -> Any:
    return dict(valeur) if isinstance(valeur, dict) else valeur


def _vises(regle: Regle, connu: Document) -> Iterator[int | None]:
    """Give whose fact it is, where it is unknown and may exist: what holds whatever is drawn."""
    if regle.sans_conjoint and any(p["role"] == "conjoint" for p in connu["personnes"]):
        return
    if not regle.par_personne:
        if lire(connu, regle.nom) is None:
            yield None
        return
    for rang, personne in enumerate(connu["personnes"]):
        enfant = personne["role"] == "enfant"
        if regle.pour != "tous" and enfant != (regle.pour == "enfants"):
            continue
        if regle.pertes is not None or lire(personne, regle.nom) is None:
            yield rang


class _Tirage:
    """The draw of one fact in every possible household."""

    def __init__(
        self,
        regle: Regle,
        place: int,
        rang: int | None,
        documents: Sequence[Document],
        ponderes: int,
        graine: int,
    ) -> None:
        self.regle, self.place, self.rang = regle, place, rang
        self.documents, self.ponderes, self.graine = documents, ponderes, graine

    @property
    def _qui(self) -> str:
        """Name the person: their place in the document changes no draw."""
        if self.rang is None:
            return ""
        nom: str = self.documents[0]["personnes"][self.rang]["id"]
        return nom

    def tirer(self) -> Any:
        """Draw the fact where it exists; give the level drawn in each household."""
        niveaux = np.full(len(self.documents), -1)
        for numero, (poids, lignes) in enumerate(self._groupes()):
            identite = f"{self.regle.champ}|{self._qui}|{numero}".encode()
            hasard = np.random.default_rng([self.graine, crc32(identite)])
            tires = hasard.permutation(_strates(list(poids.values()), len(lignes), hasard))
            tirables = list(poids)
            for i, tire in zip(lignes, tires, strict=True):
                niveaux[i] = self._niveau(tirables[tire], int(tire))
                _poser(self.regle, self.rang, self.documents[i], tirables[tire], i)
        return niveaux

    def _groupes(self) -> Iterable[tuple[Mapping[Valeur, float], list[int]]]:
        """Put together the households with the same possible values: they share their strata."""
        groupes: dict[tuple[Valeur, ...], tuple[Mapping[Valeur, float], list[int]]] = {}
        # Most rules give every household the same object, whose values are then listed once; it is kept, so
        # that no other can take its identity.
        vus: dict[tuple[int, str | None], tuple[Mapping[Valeur, float], list[int]]] = {}
        for i, (document, profil) in enumerate(zip(self.documents, self._profils(), strict=True)):
            if not existe(self.regle, self.rang, document):
                continue
            valeurs = possibles(self.regle, self.rang, document)
            vu = vus.get((id(valeurs), profil))
            if vu is None:
                gardees = valeurs if profil is None else _au_coin(self.regle, valeurs, profil)
                groupe = groupes.setdefault((profil, *gardees), (gardees, []))
                vu = vus[id(valeurs), profil] = (valeurs, groupe[1])
            vu[1].append(i)
        return groupes.values()

    def _profils(self) -> list[str | None]:
        """Give the profile that this fact follows in each household; children follow the demandeur's."""
        role = None if self.rang is None else self.documents[0]["personnes"][self.rang]["role"]
        coins = regles().profils(len(self.documents) - self.ponderes)
        suivis = [c.autres if role in _AUTRES_ADULTES else c.demandeur for c in coins]
        return [*[None] * self.ponderes, *suivis]

    def _niveau(self, valeur: Valeur, tire: int) -> int:
        if self.regle.revenus is not None:
            return int(valeur[1])
        if self.regle.part_des_revenus is not None:
            return int(valeur)
        return tire if self.regle.communes else univers(self.place)[valeur]


def _au_coin(regle: Regle, valeurs: Mapping[Valeur, float], profil: str) -> Mapping[Valeur, float]:
    """Keep the values of a corner of this profile, all alike; those of an income are amounts."""
    coins = regle.coins_de(profil)
    if coins is None:
        return valeurs
    gardees = [v for v in valeurs if (v[1] if regle.revenus is not None else v) in coins]
    return dict.fromkeys(gardees, 1.0) if gardees else valeurs


def _strates(poids: Sequence[float], nombre: int, hasard: np.random.Generator) -> Any:
    """Share draws between possible values by weight; both ends first, then every value, when there is room.

    What weights leave over goes at random, so that few draws follow the weights too.
    """
    parts = np.array(poids) / sum(poids) * nombre
    compte = np.floor(parts).astype(int)
    reste = int(nombre - compte.sum())
    if reste:
        restes = parts - compte
        gagnants = hasard.choice(len(poids), size=reste, replace=False, p=restes / restes.sum())
        compte[gagnants] += 1
    for rang in (0, len(poids) - 1, *range(1, len(poids) - 1)):
        if compte[rang] == 0 and compte.max() > 1:
            compte[int(compte.argmax())] -= 1
            compte[rang] += 1
    return np.repeat(np.arange(len(poids)), compte)


def _poser(regle: Regle, rang: int | None, document: Document, valeur: Valeur, i: int) -> None:
    porteur = document if rang is None else document["personnes"][rang]
    if regle.revenus is not None:
        nature, montant = valeur
        ligne = {"nature": nature, "montant": montant, "de": _debut(document), "source": "suppose"}
        porteur["revenus"] = [ligne] if montant else []
        return
    if regle.pertes is not None:
        pertes = porteur["revenus_interrompus"]
        porteur["revenus_interrompus"] = [{"remplace": valeur} | perte for perte in pertes]
        return
    if regle.ages is not None:
        # Birthdays spread over the year.
        valeur = decaler(document["mois"], -12 * valeur - (5 * i) % 12) + "-15"
    elif regle.mois is not None:
        mois = decaler(document["mois"], -valeur)
        valeur = mois if regle.nom in _MOIS_SEULS else f"{mois}-05"
    *parents, nom = regle.nom.split(".")
    for parent in parents:
        porteur[parent] = dict(porteur.get(parent) or {})
        porteur = porteur[parent]
    porteur[nom] = valeur
