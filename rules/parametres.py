"""Local parameters: what is sourced, what is awaited from the agency, and the file it fills in.

A local parameter is a plain OpenFisca file under one root node per authority. Its metadata say where the
value was seen, when, and how far it can be trusted; a value that nobody could source is `null` and marked
`a_confirmer`. The agency gives such values in one YAML file of its own, named by `DROITS_PARAMETRES_AGENCE`:

    departement_aveyron.faj.plafond_ressources:
      - a_partir_du: 2026-01-01
        valeur: 650
        source: Règlement intérieur du FAJ, délibération du …
"""

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from openfisca_core.parameters import Parameter, ParameterAtInstant, ParameterNode

VARIABLE_ENVIRONNEMENT = "DROITS_PARAMETRES_AGENCE"
_CLES = {"a_partir_du", "valeur", "source"}
#: How a unit is read; a share is written as a decimal, `0.5`.
UNITES = {
    "currency": "€",
    "currency/m3": "€ par m³",
    "m3": "m³",
    "year": "ans",
    "month": "mois",
    "day": "jours",
    "hour": "heures",
    "km": "km",
    "trip": "trajets",
    "part": "part",
    "/1": "part de 1 : 0.5 pour la moitié",
}


class ParametresAgenceInvalides(ValueError):
    """The file of the agency cannot be used; `fautes` lists everything that is wrong, one sentence each."""

    def __init__(self, fautes: Sequence[str]) -> None:
        self.fautes = tuple(fautes)
        super().__init__("\n".join(self.fautes))


@dataclass(frozen=True)
class ParametreLocal:
    """A local parameter and what is known of it.

    Attributes:
        chemin: its OpenFisca path, `departement_aveyron.fsl.plafond_en_rsa`.
        valeur: its last value; None while it is awaited.
        depuis: date of that value.
        a_confirmer: the agency is awaited, whatever the value shown.
        confiance: `verifie`, `secondaire`, `a_confirmer`, or `agence` for a value that the agency gave.
    """

    chemin: str
    description: str
    unite: str | None
    valeur: float | None
    depuis: str
    source: str | None
    href: str | None
    vu_le: str | None
    confiance: str
    a_confirmer: bool


def parametres_locaux(racine: ParameterNode, autorites: Sequence[str]) -> list[ParametreLocal]:
    """List the parameters of the authorities, in the order of their paths.

    Args:
        racine: the parameters of the system.
        autorites: names of the root nodes, one per authority.
    """
    return [_decrire(parametre) for nom in sorted(autorites) for parametre in _feuilles(racine.children[nom])]


def _feuilles(noeud: Any) -> Iterator[Parameter]:
    if isinstance(noeud, Parameter):
        yield noeud
    for _, enfant in sorted(getattr(noeud, "children", {}).items()):
        yield from _feuilles(enfant)


def _decrire(parametre: Parameter) -> ParametreLocal:
    derniere = parametre.values_list[0]
    # What the agency says of its value takes the place of what the file says of the awaited one.
    meta = {**parametre.metadata, **derniere.metadata}
    reference = meta.get("reference") or [{}]
    premiere = reference[0] if isinstance(reference, list) else reference
    return ParametreLocal(
        chemin=parametre.name,
        description=parametre.description or "",
        unite=meta.get("unit"),
        valeur=derniere.value,
        depuis=derniere.instant_str,
        source=premiere.get("title"),
        href=premiere.get("href"),
        vu_le=None if meta.get("vu_le") is None else str(meta["vu_le"]),
        confiance=meta.get("confiance", "a_confirmer"),
        a_confirmer=derniere.value is None,
    )


def fichier_agence() -> Path | None:
    """Give the file of the agency, when one is configured."""
    nom = os.environ.get(VARIABLE_ENVIRONNEMENT, "").strip()
    return Path(nom) if nom else None


def appliquer_agence(racine: ParameterNode, autorites: Sequence[str], fichier: Path) -> None:
    """Put the values of the agency in the local parameters, in place.

    Raises:
        ParametresAgenceInvalides: with every fault of the file; nothing is then applied.
    """
    connus = {p.name: p for nom in autorites for p in _feuilles(racine.children[nom])}
    fautes: list[str] = []
    nouvelles: dict[str, list[ParameterAtInstant]] = {}
    for chemin, valeurs in _lire(fichier).items():
        if chemin not in connus:
            fautes.append(_faute(fichier, str(chemin), "ce chemin", "le chemin d'un paramètre local"))
            continue
        if not isinstance(valeurs, list) or not valeurs:
            fautes.append(_faute(fichier, chemin, _abrege(valeurs), "une liste de valeurs datées"))
            continue
        for rang, valeur in enumerate(valeurs):
            trouvees = list(_fautes_valeur(fichier, f"{chemin}[{rang}]", valeur))
            fautes += trouvees
            if not trouvees:
                nouvelles.setdefault(chemin, []).append(_dater(chemin, valeur))
    if fautes:
        raise ParametresAgenceInvalides(fautes)
    for chemin, datees in nouvelles.items():
        dates = {valeur.instant_str for valeur in datees}
        gardees = [v for v in connus[chemin].values_list if v.instant_str not in dates]
        connus[chemin].values_list = sorted(gardees + datees, key=lambda v: v.instant_str, reverse=True)


def _lire(fichier: Path) -> Mapping[str, Any]:
    try:
        lu = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    except OSError as erreur:
        raise ParametresAgenceInvalides(
            [_faute(fichier, "", erreur.strerror or "illisible", "un fichier lisible")]
        ) from erreur
    except (yaml.YAMLError, UnicodeDecodeError) as erreur:
        recu = " ".join(str(erreur).split())
        raise ParametresAgenceInvalides([_faute(fichier, "", recu, "un YAML bien formé")]) from erreur
    if lu is None:
        return {}
    if not isinstance(lu, dict):
        raise ParametresAgenceInvalides([_faute(fichier, "", _abrege(lu), "des chemins de paramètres")])
    return lu


def _fautes_valeur(fichier: Path, lieu: str, valeur: Any) -> Iterator[str]:
    if not isinstance(valeur, dict) or set(valeur) != _CLES:
        yield _faute(fichier, lieu, _abrege(valeur), "a_partir_du, valeur et source")
        return
    if type(valeur["a_partir_du"]) is not date:
        yield _faute(fichier, f"{lieu}.a_partir_du", _abrege(valeur["a_partir_du"]), "une date AAAA-MM-JJ")
    montant = valeur["valeur"]
    nombre = isinstance(montant, int | float) and not isinstance(montant, bool)
    if not nombre or not math.isfinite(montant) or montant < 0:
        yield _faute(fichier, f"{lieu}.valeur", _abrege(montant), "un nombre positif ou nul")
    if not isinstance(valeur["source"], str) or not valeur["source"].strip():
        yield _faute(fichier, f"{lieu}.source", _abrege(valeur["source"]), "le texte ou l'acte de l'agence")


def _dater(chemin: str, valeur: Mapping[str, Any]) -> ParameterAtInstant:
    return ParameterAtInstant(
        chemin,
        valeur["a_partir_du"].isoformat(),
        data={
            "value": valeur["valeur"],
            "metadata": {"reference": [{"title": valeur["source"]}], "confiance": "agence", "vu_le": None},
        },
    )


def modele_agence(attendus: Sequence[ParametreLocal]) -> str:
    """Write the file the agency fills in: one entry per awaited parameter, to uncomment."""
    lignes = ["# Valeurs locales attendues de l'agence. Retirez les « # » des valeurs que vous donnez."]
    for parametre in attendus:
        unite = f" ({UNITES.get(parametre.unite, parametre.unite)})" if parametre.unite else ""
        lignes += [
            "",
            f"# {parametre.description}{unite}",
            f"# {parametre.chemin}:",
            "#   - a_partir_du: AAAA-MM-JJ",
            "#     valeur: ",
            "#     source: ",
        ]
    return "\n".join(lignes) + "\n"


def _faute(fichier: Path, lieu: str, recu: str, attendu: str) -> str:
    ou = f" : `{lieu}`" if lieu else ""
    return f"{fichier.name}{ou} : reçu {recu}, attendu {attendu}"


def _abrege(recu: object) -> str:
    texte = "null" if recu is None else " ".join(str(recu).split())
    return f"« {texte if len(texte) <= 60 else texte[:59] + '…'} »"
