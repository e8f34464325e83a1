"""Unknown facts completed: N possible households for one, drawn from the rules of `parameters/completions.yaml`.

The draw is stratified and reproducible: every possible value of a fact appears as often as its weight says,
its two ends always, whatever the number of completions; facts are drawn in the order of the rules, so that a
wage is drawn for someone who works. After them come corners: completions that put together the values that open
droits or raise amounts, too rarely met at once otherwise; they widen ranges and weigh nothing in the shares.
The household as it is known never changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np

from rules.territoire import communes
from simulations.mois import decaler
from simulations.regles_completion import Regle, Valeur, groupes_de, regles, univers
from simulations.situation import Situation

# Years between the demandeur and a child, and at most between the two of a couple.
ECART_AGE_PARENT = (15, 55)
ECART_AGE_COUPLE = 25
_MOIS_SEULS = frozenset({"couple.depuis", "logement.depuis"})
Document = dict[str, Any]


@dataclass(frozen=True)
class Inconnue:
    """An unknown fact of a household.

    Attributes:
        regle: its rule.
        rang: rank of the person; None for a fact of the household.
        niveaux: by completion, what was drawn: an amount, else the rank among the values of the rule; -1 where
            the fact does not exist.
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
        # Households with the same possible values share their strata.
        groupes: dict[tuple[Valeur, ...], tuple[Mapping[Valeur, float], list[int]]] = {}
        for i, document in enumerate(self.documents):
            if _existe(self.regle, self.rang, document):
                possibles = _possibles(self.regle, self.rang, document)
                if i >= self.ponderes:
                    possibles = _au_coin(self.regle, possibles)
                cle = (i >= self.ponderes, *possibles)
                groupes.setdefault(cle, (possibles, []))[1].append(i)
        for numero, (possibles, lignes) in enumerate(groupes.values()):
            identite = f"{self.regle.champ}|{self._qui}|{numero}".encode()
            hasard = np.random.default_rng([self.graine, crc32(identite)])
            tires = hasard.permutation(_strates(list(possibles.values()), len(lignes), hasard))
            valeurs = list(possibles)
            for i, tire in zip(lignes, tires, strict=True):
                niveaux[i] = self._niveau(valeurs[tire], int(tire))
                _poser(self.regle, self.rang, self.documents[i], valeurs[tire], i)
        return niveaux

    def _niveau(self, valeur: Valeur, tire: int) -> int:
        if self.regle.revenus is not None:
            return int(valeur[1])
        if self.regle.part_des_revenus is not None:
            return int(valeur)
        return tire if self.regle.communes else univers(self.place)[valeur]


def _au_coin(regle: Regle, possibles: Mapping[Valeur, float]) -> Mapping[Valeur, float]:
    """Keep the values of a corner, all alike; those of an income are amounts."""
    if regle.coins is None:
        return possibles
    gardees = [v for v in possibles if (v[1] if regle.revenus is not None else v) in regle.coins]
    return dict.fromkeys(gardees, 1.0) if gardees else possibles


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


def _existe(regle: Regle, rang: int | None, document: Document) -> bool:
    porteur = document if rang is None else document["personnes"][rang]
    for nom, valeurs in regle.si.items():
        if lire(porteur, nom) not in valeurs:
            return False
    if rang is not None and (regle.age_min or regle.age_max < _SANS_LIMITE):
        if not regle.age_min <= age(document, rang) <= regle.age_max:
            return False
    if regle.enfant_max is not None and not _enfant_de_moins(document, regle.enfant_max):
        return False
    if regle.pertes is not None:
        return any(perte.get("remplace") is None for perte in porteur.get("revenus_interrompus") or [])
    return not regle.part_des_revenus or _avis_inconnu(document, regle.nom)


_SANS_LIMITE = 200


def _enfant_de_moins(document: Document, ans: int) -> bool:
    return any(
        p["role"] == "enfant" and age(document, rang) <= ans for rang, p in enumerate(document["personnes"])
    )


def _avis_inconnu(document: Document, nom: str) -> bool:
    """Tell whether the incomes of the year of the notice leave its amount in doubt."""
    annee = int(document["mois"][:4]) - (2 if nom == "fiscal.rfr_n2" else 1)
    for personne in document["personnes"]:
        revenus = personne.get("revenus")
        if personne["role"] == "enfant" or revenus == []:
            continue
        if not revenus or not any((r.get("de") or "0000") <= f"{annee}-01" for r in revenus):
            return True
    return False


def age(document: Document, rang: int) -> int:
    """Give the age in years at the month; 40, or 8 for a child, when the birth is unknown."""
    personne = document["personnes"][rang]
    naissance = personne.get("date_naissance")
    if naissance is None:
        return 8 if personne["role"] == "enfant" else 40
    annee, mois = int(document["mois"][:4]), int(document["mois"][5:7])
    return annee - int(naissance[:4]) - (int(naissance[5:7]) > mois)


def _possibles(regle: Regle, rang: int | None, document: Document) -> Mapping[Valeur, float]:
    fixes = regle.valeurs or regle.mois or regle.pertes
    if fixes is not None:
        return fixes
    if regle.valeurs_seul is not None and regle.valeurs_couple is not None:
        couple = any(p["role"] == "conjoint" for p in document["personnes"])
        return regle.valeurs_couple if couple else regle.valeurs_seul
    if regle.communes:
        return _communes()
    if regle.part_des_revenus is not None:
        return _avis_possibles(regle, document)
    assert rang is not None  # noqa: S101 - the rules below are all about a person
    if regle.ages is not None:
        return _ages_possibles(regle.ages, rang, document)
    if regle.par_age is not None:
        ans = age(document, rang)
        return next(t.valeurs for t in regle.par_age if ans <= t.jusqu_a)
    return _revenus_possibles(regle.revenus or {}, document["personnes"][rang])


@cache
def _communes() -> dict[str, float]:
    return {code: commune.population for code, commune in communes().items()}


def _avis_possibles(regle: Regle, document: Document) -> dict[Valeur, float]:
    annuel = sum(
        12 * r["montant"] for p in document["personnes"] for r in p.get("revenus") or [] if not r.get("a")
    )
    parts = {round(annuel * part): poids for part, poids in (regle.part_des_revenus or {}).items()}
    return dict(sorted(({**(regle.montants or {}), **parts} if annuel else regle.montants or {}).items()))


def _ages_possibles(ages: Mapping[int, float], rang: int, document: Document) -> Mapping[int, float]:
    """Keep the ages that leave parents older than their children, by no more than a generation."""
    personne, (ecart_min, ecart_max) = document["personnes"][rang], ECART_AGE_PARENT
    if personne["role"] == "autre":
        return ages
    enfant = personne["role"] == "enfant"
    if personne["role"] == "conjoint":
        demandeur = _ages_connus(document, "demandeur")
        plus, moins = max(demandeur, default=_SANS_LIMITE), min(demandeur, default=0)
        bornes = (plus - ECART_AGE_COUPLE if demandeur else 0, moins + ECART_AGE_COUPLE if demandeur else plus)
    elif enfant:
        parents = _ages_connus(document, "demandeur")
        bornes = (max(parents, default=0) - ecart_max, min(parents, default=_SANS_LIMITE) - ecart_min)
    else:
        enfants = _ages_connus(document, "enfant")
        sans_enfant = all(p["role"] != "enfant" for p in document["personnes"])
        # Children of unknown age are at home, hence young.
        plus_jeune = min(enfants, default=_SANS_LIMITE if sans_enfant else _ENFANT_AU_FOYER)
        bornes = (max(enfants, default=-ecart_min) + ecart_min, plus_jeune + ecart_max)
    gardes = {a: p for a, p in ages.items() if bornes[0] <= a <= bornes[1]}
    return gardes or {min(ages, key=lambda a: abs(a - bornes[enfant])): 1.0}


_ENFANT_AU_FOYER = 15


def _ages_connus(document: Document, role: str) -> list[int]:
    return [
        age(document, rang)
        for rang, personne in enumerate(document["personnes"])
        if personne["role"] == role and personne.get("date_naissance")
    ]


def _revenus_possibles(
    par_activite: Mapping[str, Mapping[str, Mapping[float, float]]], personne: Document
) -> dict[Valeur, float]:
    natures = par_activite.get(personne.get("activite") or "", par_activite.get("autres"))
    if natures is None:
        natures = par_activite["sans_activite"]
    return {(n, montant): poids for n, montants in natures.items() for montant, poids in montants.items()}


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


def lire(porteur: Document, nom: str) -> Any:
    """Read a dotted fact of a person or of a household; None when it is not said."""
    lu: Any = porteur
    for etape in nom.split("."):
        lu = lu.get(etape) if isinstance(lu, dict) else None
    return lu
