"""From columns back to situations: the inverse of `simulations.tables.tables`, and its files."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from simulations.audit.colonnes import TABLES, colonnes
from simulations.situation import Situation
from simulations.tables import Tables

Ligne = Mapping[str, Any]
_HORS_PERSONNE = frozenset({"menage", "personne", "revenus_connus"})
_HORS_FOYER = frozenset({"menage", "menage_id"})
_HORS_PRESTATION = frozenset({"menage", "rang_personne"})
_HORS_REVENU = frozenset({"menage", "personne", "interrompu_le"})


def situations(tables: Tables, rangs: Sequence[int]) -> list[Situation]:
    """Give the situations of some households of tables.

    Args:
        tables: the households.
        rangs: ranks of those wanted, in the order wanted.
    """
    voulus = pl.DataFrame({"menage": pl.Series(rangs, dtype=pl.Int64)}).unique()
    foyers = {ligne["menage"]: ligne for ligne in _lignes(tables.menages, voulus)}
    personnes = _grouper(_lignes(tables.personnes, voulus), "menage")
    revenus = _grouper(_lignes(tables.revenus, voulus), "personne")
    prestations = _grouper(_lignes(tables.prestations, voulus), "menage")
    trouvees = []
    for rang in rangs:
        membres = [(p, revenus.get(p["personne"], [])) for p in personnes[rang]]
        objet = document(tables.mois, foyers[rang], membres, prestations.get(rang, []))
        trouvees.append(Situation.model_validate(objet, strict=False))
    return trouvees


def document(
    mois: str,
    foyer: Ligne,
    personnes: Sequence[tuple[Ligne, Sequence[Ligne]]],
    prestations: Sequence[Ligne],
) -> dict[str, Any]:
    """Build the document of one household from its rows, nested again.

    Args:
        mois: month of the simulation.
        foyer: its row of `menages`.
        personnes: its rows of `personnes`, each with the rows of `revenus` of the person.
        prestations: its rows of `prestations`.
    """
    objet: dict[str, Any] = {"mois": mois, "personnes": [_personne(p, r) for p, r in personnes]}
    objet |= _imbriquer(foyer, _HORS_FOYER)
    if prestations or foyer.get("prestations_completes") is True:
        objet["prestations"] = [_imbriquer(ligne, _HORS_PRESTATION) for ligne in prestations]
    return objet


def _personne(ligne: Ligne, revenus: Sequence[Ligne]) -> dict[str, Any]:
    objet = _imbriquer(ligne, _HORS_PERSONNE)
    percus = [_imbriquer(r, _HORS_REVENU) for r in revenus if r.get("interrompu_le") is None]
    perdus = [
        _imbriquer(r, _HORS_REVENU) | {"le": r["interrompu_le"]}
        for r in revenus
        if r.get("interrompu_le") is not None
    ]
    if percus or ligne.get("revenus_connus") is True:
        objet["revenus"] = percus
    if perdus:
        objet["revenus_interrompus"] = perdus
    return objet


def _imbriquer(ligne: Ligne, sans: frozenset[str]) -> dict[str, Any]:
    objet: dict[str, Any] = {}
    for nom, valeur in ligne.items():
        if valeur is None or nom in sans:
            continue
        *parents, feuille = nom.split(".")
        porteur = objet
        for parent in parents:
            porteur = porteur.setdefault(parent, {})
        porteur[feuille] = valeur
    return objet


def _lignes(cadre: pl.DataFrame, voulus: pl.DataFrame) -> Iterable[dict[str, Any]]:
    choisies = cadre.join(voulus, on="menage", how="semi", maintain_order="left")
    pleines = [nom for nom in choisies.columns if choisies[nom].null_count() < choisies.height]
    return choisies.select(pleines).iter_rows(named=True)


def _grouper(lignes: Iterable[dict[str, Any]], cle: str) -> dict[int, list[dict[str, Any]]]:
    groupes: dict[int, list[dict[str, Any]]] = {}
    for ligne in lignes:
        groupes.setdefault(ligne[cle], []).append(ligne)
    return groupes


def ecrire_tables(tables: Tables, ids: Sequence[str], dossier: Path, format: str) -> None:  # noqa: A002
    """Write households as the four files an audit reads; columns that nobody fills are left out.

    Args:
        tables: the households.
        ids: their `menage_id`, in order.
        dossier: an existing folder.
        format: `csv` or `parquet`.
    """
    cles = pl.DataFrame({"menage": range(len(ids)), "menage_id": ids}, schema_overrides={"menage": pl.Int64})
    noms = tables.personnes.select("personne", personne_id="id")
    for table in TABLES:
        cadre = getattr(tables, table).join(cles, on="menage", how="left", maintain_order="left")
        if table == "revenus":
            cadre = cadre.join(noms, on="personne", how="left", maintain_order="left")
        elif table != "menages":
            cadre = cadre.drop("personne" if table == "personnes" else [])
            cadre = cadre.rename({"id" if table == "personnes" else "personne": "personne_id"})
        gardees = [
            c.nom
            for c in colonnes()[table].values()
            if c.obligatoire or cadre[c.nom].null_count() < cadre.height
        ]
        provisoire = dossier / f".{table}.{format}.tmp"
        if format == "csv":
            cadre.select(gardees).write_csv(provisoire, separator=";")
        else:
            cadre.select(gardees).write_parquet(provisoire)
        provisoire.replace(dossier / f"{table}.{format}")
