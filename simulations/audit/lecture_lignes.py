"""Reads situations written one per line (JSON Lines) into staged lots.

A line is a situation; beside its fields it may hold `menage_id`, the id of the household. Without it the
household is named by its line. The month of the audit takes the place of the month of the document.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulations.audit.colonnes import est_menage_id
from simulations.audit.depot import Bilan, Depot, Rejet
from simulations.audit.suivi import Suivi
from simulations.errors import DocumentIllisible, EntreeInvalide, ErreurChamp, SituationInvalide
from simulations.lecture import TAILLE_MAX, lire_situation

CLE = "menage_id"
_PAS = 1000
_BOM = b"\xef\xbb\xbf"


def lire_lignes(entree: Path, mois: str, depot: Depot, suivre: Suivi) -> Bilan:
    """Read every line.

    Args:
        entree: the file.
        mois: month of the simulation.
        depot: where households and faults go.
        suivre: told how many households were read so far.

    Raises:
        EntreeInvalide: the file holds no line.
    """
    nombre = 0
    for nombre, (numero, ligne) in enumerate(_lignes(entree), start=1):
        _lire_une_ligne(entree.name, numero, ligne, mois, depot)
        if nombre % _PAS == 0:
            suivre(nombre)
    if not nombre:
        raise EntreeInvalide(entree.name, "un fichier vide", "une situation par ligne, en JSON")
    suivre(nombre)
    return depot.fermer()


def _lignes(entree: Path) -> Iterator[tuple[int, bytes]]:
    """Give the lines that are not blank with their number; of one far too long, only the start."""
    with entree.open("rb") as flux:
        numero = 1
        while ligne := flux.readline(TAILLE_MAX + 2):
            if numero == 1:
                ligne = ligne.removeprefix(_BOM)
            suite = ligne
            while suite and not suite.endswith(b"\n"):
                suite = flux.readline(TAILLE_MAX + 2)
            if ligne.strip():
                yield numero, ligne
            numero += 1


def _lire_une_ligne(fichier: str, numero: int, ligne: bytes, mois: str, depot: Depot) -> None:
    nom = f"ligne-{numero}"
    try:
        objet = _objet(ligne)
        nom = _menage_id(objet, nom)
        situation = None if depot.connait(nom) else lire_situation(objet | {"mois": mois})
    except SituationInvalide as erreur:
        for faute in erreur.erreurs:
            depot.rejeter(Rejet(fichier, numero, faute.chemin, faute.recu, faute.attendu, nom))
        return
    if situation is not None:
        depot.ajouter(nom, situation)
        return
    # The first household of an id written twice was put already, and stays.
    attendu = "un identifiant par foyer, une seule fois"
    depot.rejeter(Rejet(fichier, numero, CLE, f'"{nom}"', attendu, nom), ecarter=False)
    depot.perdre()


def _menage_id(objet: dict[str, Any], defaut: str) -> str:
    if CLE not in objet:
        return defaut
    nom = objet.pop(CLE)
    texte = str(nom) if isinstance(nom, int) and not isinstance(nom, bool) else nom
    if not isinstance(texte, str) or not est_menage_id(texte):
        attendu = "un texte de 64 lettres, chiffres ou signes . : / _ - au plus"
        raise SituationInvalide([ErreurChamp(CLE, json.dumps(nom, ensure_ascii=False)[:60], attendu)])
    return texte


def _objet(ligne: bytes) -> dict[str, Any]:
    if len(ligne) > TAILLE_MAX:
        raise SituationInvalide([ErreurChamp("", "une ligne trop longue", f"au plus {TAILLE_MAX} octets")])
    try:
        objet = json.loads(ligne, object_pairs_hook=_sans_double)
    except (ValueError, RecursionError):
        faute = ErreurChamp("", "un texte illisible", "un document JSON bien formé, en UTF-8")
        raise DocumentIllisible([faute]) from None
    if not isinstance(objet, dict):
        raise SituationInvalide([ErreurChamp("", json.dumps(objet)[:60], "un objet")])
    return objet


def _sans_double(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    objet = dict(paires)
    if len(objet) < len(paires):
        noms = [nom for nom, _ in paires]
        double = next(nom for nom in noms if noms.count(nom) > 1)
        raise SituationInvalide([ErreurChamp(double, f"le champ « {double} » deux fois", "un seul")])
    return objet
