"""The rules of `parameters/completions.yaml`, read and checked: what each unknown fact may be."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

FICHIER = Path(__file__).parent.parent / "parameters" / "completions.yaml"
PERSONNE = "personnes[]."
AUTRES = "autres"
Valeur = Any


class _Modele(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tranche(_Modele):
    """Possible values up to an age, in years."""

    jusqu_a: int
    valeurs: dict[Valeur, float]


class Regle(_Modele):
    """What one unknown fact may be; see the head of `parameters/completions.yaml` for each key."""

    champ: str
    groupe: str
    pour: str = "menage"
    source: str = "convention"
    si: dict[str, list[Valeur]] = {}
    age_min: int = 0
    age_max: int = 200
    enfant_max: int | None = None
    sans_conjoint: bool = False
    valeurs: dict[Valeur, float] | None = None
    valeurs_seul: dict[Valeur, float] | None = None
    valeurs_couple: dict[Valeur, float] | None = None
    par_age: list[Tranche] | None = None
    ages: dict[int, float] | None = None
    mois: dict[int, float] | None = None
    revenus: dict[str, dict[str, dict[float, float]]] | None = None
    pertes: dict[bool, float] | None = None
    part_des_revenus: dict[float, float] | None = None
    montants: dict[float, float] | None = None
    communes: bool = False
    coins: list[Valeur] | dict[str, list[Valeur]] | None = None

    def coins_de(self, profil: str) -> list[Valeur] | None:
        """Give the values of a corner of a profile; None when all of them are."""
        if isinstance(self.coins, dict):
            return self.coins.get(profil, self.coins.get(AUTRES))
        return self.coins

    @property
    def nom(self) -> str:
        """Name the fact inside its person or household."""
        return self.champ.removeprefix(PERSONNE)

    @property
    def par_personne(self) -> bool:
        """Tell whether it is a fact of a person, not of the household."""
        return self.champ.startswith(PERSONNE)

    def univers(self) -> list[Valeur]:
        """List once each value that the rule may give, in its order: a value keeps the same rank for all."""
        listes = (
            self.valeurs, self.valeurs_seul, self.valeurs_couple, self.ages, self.mois, self.pertes,
            *(tranche.valeurs for tranche in self.par_age or []),
        )  # fmt: skip
        vues = dict.fromkeys(valeur for liste in listes for valeur in liste or {})
        chiffres = all(isinstance(v, int | float) and not isinstance(v, bool) for v in vues)
        return sorted(vues) if chiffres else list(vues)


class Coins(_Modele):
    """Corners alike: how many, the profile of the demandeur and that of the adults with them."""

    nombre: int
    demandeur: str
    autres: str


class Question(_Modele):
    """How a group of facts is asked; `{qui}`, `{n}`, `{n1}` are filled in."""

    texte: str


class Seuils(_Modele):
    """From which share of the completions a droit is probable."""

    probable: float


class Regles(_Modele):
    """The whole file."""

    seuils: Seuils
    completions: int
    coins: list[Coins]
    jamais: dict[str, str]
    regles: list[Regle]
    questions: dict[str, Question]

    @property
    def nombre_coins(self) -> int:
        """Count the corners."""
        return sum(coins.nombre for coins in self.coins)

    def profils(self, nombre: int) -> list[Coins]:
        """Share this many corners between the profiles, each as often as the rules say."""
        tous = [coins for coins in self.coins for _ in range(coins.nombre)]
        return [tous[rang * len(tous) // nombre] for rang in range(nombre)]


@cache
def regles() -> Regles:
    """Read the rules.

    Raises:
        pydantic.ValidationError: when the file does not follow its own form.
    """
    return Regles.model_validate(yaml.safe_load(FICHIER.read_text(encoding="utf-8")))


@cache
def univers(rang: int) -> dict[Valeur, int]:
    """Give the rank of each value of a rule, by rank of the rule."""
    return {valeur: place for place, valeur in enumerate(regles().regles[rang].univers())}


@cache
def faits_utiles(champs: frozenset[str]) -> frozenset[str]:
    """Give the facts of the rules that bring these, and those whose answer makes them exist.

    A fact may be a whole (`personnes[].patrimoine`) or a part.
    """
    toutes = regles().regles
    trouves = {r.champ for r in toutes if any(r.champ == c or r.champ.startswith(f"{c}.") for c in champs)}
    while True:
        sources = {source for r in toutes if r.champ in trouves for source in _sources(r)}
        if sources <= trouves:
            return frozenset(trouves)
        trouves |= sources


@cache
def groupes_de(champs: frozenset[str]) -> frozenset[str]:
    """Give the questions that bring facts, and those whose answer makes the facts of a question exist."""
    toutes, avant = regles().regles, -1
    groupes: set[str] = set()
    utiles = faits_utiles(champs)
    while len(groupes) > avant:
        avant = len(groupes)
        groupes |= {r.groupe for r in toutes if r.champ in utiles}
        utiles = faits_utiles(frozenset(r.champ for r in toutes if r.groupe in groupes))
    return frozenset(groupes)


def _sources(regle: Regle) -> Iterator[str]:
    for nom in regle.si:
        yield f"{PERSONNE}{nom}" if regle.par_personne else nom
