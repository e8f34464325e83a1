"""Writes docs/montants-publies.md: official amounts beside ours, difference shown.

`python -m simulations.montants_doc > docs/montants-publies.md`; a test checks that the page is up to date
and that no difference exceeds what its case declares.
"""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rules.catalogue import charger_catalogue
from simulations.lecture import lire_situation
from simulations.mots_doc import cellule, lien
from simulations.presentation import euros
from simulations.resultat import Droit, Resultat
from simulations.simulate import simuler

FICHIER = Path(__file__).parent.parent / "tests" / "rules" / "montants_publies.yaml"

_TETE = """\
# Montants publiés et montants calculés

<!-- Page écrite par « python -m simulations.montants_doc » : ne pas la modifier à la main. -->

{nombre} montants que l’État, les organismes ou la presse ont publiés, et ce que répond le calcul complet
(celui de la page et de l’API) pour le foyer **fictif** correspondant, décrit dans
`tests/rules/montants_publies.yaml`. L’écart est notre montant moins le montant publié : {exacts} sont nuls,
{proches} tiennent aux arrondis (un ou deux centimes, ou un montant publié à l’euro), {expliques} sont
expliqués plus bas.

- « Tous droits ouverts » : le montant une fois tous les droits en paiement ; « seul » : celui des tableaux
  officiels, avant d’en déduire d’autres prestations ; « plafond » : le seuil que montre la condition.
- Les fiches de Service-Public, les décrets et les circulaires ont été lus dans des transcriptions publiques ;
  une « source secondaire » n’est connue que par un tiers.
- Aucun exemple chiffré d’aide au logement publié par un organisme depuis 2024 n’a été retrouvé."""
_LECTURES = {"montant": "tous droits ouverts", "montant_actuel": "seul", "seuil": "plafond"}


@dataclass(frozen=True)
class Comparaison:
    """A published amount beside ours.

    Attributes:
        attendu: calculated minus published, as the case declares it; 0 when nothing is declared.
    """

    droit: str
    foyer: str
    mois: str
    lu: str
    publie: float
    calcule: float | None
    attendu: float
    tolerance: float
    titre: str
    href: str
    explication: str | None

    @property
    def ecart(self) -> float | None:
        """Calculated minus published, to the cent; None when nothing is calculated."""
        return None if self.calcule is None else round(self.calcule - self.publie, 2)


@cache
def comparaisons() -> tuple[Comparaison, ...]:
    """Simulate every household of the file, in one run."""
    cas = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))["cas"]
    resultats = simuler([lire_situation(_en_json(un["situation"])) for un in cas])
    return tuple(_comparer(un, resultat) for un, resultat in zip(cas, resultats, strict=True))


def _en_json(brut: Any) -> Any:
    """Write as a JSON document what YAML reads as dates."""
    if isinstance(brut, dict):
        return {cle: _en_json(valeur) for cle, valeur in brut.items()}
    if isinstance(brut, list):
        return [_en_json(valeur) for valeur in brut]
    return brut.isoformat() if hasattr(brut, "isoformat") else brut


def _comparer(cas: dict[str, Any], resultat: Resultat) -> Comparaison:
    droits = [droit for droit in resultat.droits if droit.id == cas["droit"]]
    connus = [montant for droit in droits for montant in _lus(droit, cas["lu"]) if montant is not None]
    return Comparaison(
        droit=cas["droit"],
        foyer=cas["foyer"],
        mois=resultat.mois,
        lu=cas["lu"],
        publie=cas["publie"],
        calcule=max(connus, default=None),
        attendu=cas.get("ecart", 0),
        tolerance=cas.get("tolerance", 0.01),
        titre=cas["source"]["titre"],
        href=cas["source"]["href"],
        explication=cas.get("explication"),
    )


def _lus(droit: Droit, lu: str) -> list[float | None]:
    """Give the amount of a droit, or the thresholds its conditions show."""
    if lu == "seuil":
        return [condition.seuil for condition in droit.conditions]
    return [droit.montant_actuel if lu == "montant_actuel" else droit.montant]


def ecrire_page() -> str:
    """Write the whole page."""
    toutes = comparaisons()
    cartes = charger_catalogue()
    exacts, expliques = sum(c.ecart == 0 for c in toutes), sum(c.explication is not None for c in toutes)
    tete = _TETE.format(
        nombre=len(toutes), exacts=exacts, expliques=expliques, proches=len(toutes) - exacts - expliques
    )
    lignes = [
        "| | droit | foyer | mois | lu | publié | calculé | écart | source |",
        "|---:|---|---|---|---|---:|---:|---:|---|",
    ]
    for rang, c in enumerate(toutes, start=1):
        calcule = "—" if c.calcule is None else euros(c.calcule)
        ecart = "—" if c.ecart is None else euros(c.ecart)
        lignes.append(
            f"| {rang} | {cellule(cartes[c.droit].libelle)} | {cellule(c.foyer)} | {c.mois} | "
            f"{_LECTURES[c.lu]} | {euros(c.publie)} | {calcule} | {ecart} | {lien(c.titre, c.href)} |"
        )
    notes = [f"- **{rang}** : {c.explication}" for rang, c in enumerate(toutes, start=1) if c.explication]
    parties = [tete, "\n".join(lignes)]
    if notes:
        parties += ["## D’où viennent les écarts", "\n".join(notes)]
    return "\n\n".join(parties) + "\n"


if __name__ == "__main__":
    sys.stdout.write(ecrire_page())
