"""Writes documents as the four tables, values as they are, right or wrong."""

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl

from simulations.audit.depot import dossier_lots


def _aplatir(objet: dict[str, Any], prefixe: str = "") -> dict[str, str]:
    ligne = {}
    for nom, valeur in objet.items():
        if isinstance(valeur, dict):
            ligne |= _aplatir(valeur, f"{prefixe}{nom}.")
        elif valeur is not None and not isinstance(valeur, list):
            ligne[prefixe + nom] = valeur if isinstance(valeur, str) else json.dumps(valeur)
    return ligne


def en_lignes(foyers: dict[str, dict[str, Any]]) -> dict[str, list[dict[str, str]]]:
    """Give the rows of each table."""
    tables: dict[str, list[dict[str, str]]] = {
        t: [] for t in ("menages", "personnes", "revenus", "prestations")
    }
    for menage_id, document in foyers.items():
        cle = {"menage_id": menage_id}
        foyer = cle | _aplatir({n: v for n, v in document.items() if n != "mois"})
        if document.get("prestations") == []:
            foyer["prestations_completes"] = "oui"
        tables["menages"].append(foyer)
        for personne in document["personnes"]:
            ligne = _aplatir(personne)
            double = cle | {"personne_id": ligne.pop("id")}
            connus = {} if personne.get("revenus") is None else {"revenus_connus": "true"}
            tables["personnes"].append(double | ligne | connus)
            tables["revenus"] += [double | _aplatir(r) for r in personne.get("revenus") or []]
            for perdu in personne.get("revenus_interrompus") or []:
                ligne = _aplatir(perdu)
                tables["revenus"].append(double | {"interrompu_le": ligne.pop("le")} | ligne)
        for prestation in document.get("prestations") or []:
            ligne = _aplatir(prestation)
            visee = {"personne_id": ligne.pop("personne")} if "personne" in ligne else {}
            tables["prestations"].append(cle | ligne | visee)
    return tables


def ecrire(
    dossier: Path, tables: dict[str, list[dict[str, str]]], separateur: str = ";", codage: str = "utf-8"
):
    """Write the tables as CSV, with the columns that some row fills."""
    dossier.mkdir(exist_ok=True)
    for table, lignes in tables.items():
        if not lignes:
            continue
        noms = list(dict.fromkeys(nom for ligne in lignes for nom in ligne))
        with (dossier / f"{table}.csv").open("w", encoding=codage, newline="") as flux:
            ecrivain = csv.DictWriter(flux, noms, delimiter=separateur)
            ecrivain.writeheader()
            ecrivain.writerows(lignes)
    return dossier


def ecrire_jsonl(fichier: Path, foyers: dict[str, dict[str, Any]]) -> Path:
    """Write the same households one per line."""
    lignes = [json.dumps({"menage_id": nom} | document) for nom, document in foyers.items()]
    fichier.write_text("\n".join(lignes) + "\n", encoding="utf-8")
    return fichier


def lots(sortie: Path) -> list[dict[str, pl.DataFrame]]:
    """Read the staged lots back."""
    return [
        {f.stem: pl.read_parquet(f) for f in sorted(lot.glob("*.parquet"))}
        for lot in sorted(dossier_lots(sortie).iterdir())
    ]


def rejets(sortie: Path) -> list[dict[str, str]]:
    """Read the faults back."""
    with (sortie / "rejets.csv").open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux, delimiter=";"))
