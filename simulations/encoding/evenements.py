"""Inputs about care, parental leave, help to a relative and what happened to the household.

Read by the national rights of `rules/variables/national/` at the month of the simulation only; what is not
said is written as no, and `besoins` says where that leaves a doubt.
"""

from typing import Any

import numpy as np
import polars as pl

from simulations.encoding.entites import Entites
from simulations.tables import Tables

_JADIS = np.datetime64("1900-01-01")
_GARDES = {
    "garde_assistant_maternel": "assistant_maternel",
    "garde_domicile": "domicile",
    "garde_micro_creche": "micro_creche",
    "garde_creche": "creche",
}
_CONGES = {
    "conge_parental_total": "total",
    "conge_parental_mi_temps": "mi_temps",
    "conge_parental_plus_mi_temps": "plus_mi_temps",
}
_A_SON_COMPTE = ("independant", "auto_entrepreneur", "exploitant_agricole")
_JOURS_AIDES = {"ajpp_jours": "enfant_malade", "ajpa_jours": "proche"}
_EVENEMENTS = {
    "violences_conjugales": "violences",
    "dettes_impayables": "dettes",
    "compte_bancaire_refuse": "sans_compte_bancaire",
    "procedure_justice": "procedure_justice",
}
_DATES = {
    "date_deces_enfant": "deces_enfant",
    "date_demande_logement_social": "demande_logement_social",
}


def evenements(tables: Tables, entites: Entites) -> dict[str, Any]:
    """Give the inputs of the month, by variable."""
    return _des_personnes(tables) | _du_menage(tables, entites)


def dates_adoption(tables: Tables) -> Any:
    """Give the day each adopted child came, long ago for the others."""
    return _jour(tables.personnes["adopte_le"])


def _des_personnes(tables: Tables) -> dict[str, Any]:
    p = tables.personnes
    colonnes = ("garde.mode", "conge_parental.taux", "aidant.motif")
    mode, conge, motif = (p[colonne].fill_null("").to_numpy() for colonne in colonnes)
    jours = _nombre(p["aidant.jours_mois"])
    valeurs = {variable: mode == nom for variable, nom in _GARDES.items()}
    valeurs |= {variable: conge == nom for variable, nom in _CONGES.items()}
    valeurs |= {variable: jours * (motif == nom) for variable, nom in _JOURS_AIDES.items()}
    # The state of the couple is asked of the demandeur and the conjoint only.
    ailleurs = ~p["role"].is_in(["demandeur", "conjoint"]).to_numpy()
    return valeurs | {
        "garde_heures": _nombre(p["garde.heures_mois"]),
        "garde_cout": _nombre(p["garde.cout_mensuel"]),
        "conge_parental_depuis": _jour(p["conge_parental.depuis"], np.datetime64(f"{tables.mois}-01")),
        "conge_parental_huit_trimestres": _oui(p["conge_parental.huit_trimestres"]),
        "accompagnement_fin_de_vie": motif == "fin_de_vie",
        "aide_a_un_proche_inconnue": motif == "",
        "autre_parent_absent": (p["autre_parent"] == "vivant").fill_null(value=False).to_numpy(),
        "statut_marital_inconnu": ailleurs,
        "travailleur_independant": p["activite"].is_in(_A_SON_COMPTE).fill_null(value=False).to_numpy(),
        "adoption": p["adopte_le"].is_not_null().to_numpy(),
    }


def _du_menage(tables: Tables, entites: Entites) -> dict[str, Any]:
    """What is said of the household is that of its main famille."""
    m = tables.menages[entites.menage_de_famille.tolist()]
    dits = {variable: _oui(m[f"evenements.{nom}"]) for variable, nom in _EVENEMENTS.items()}
    dates = {variable: _jour(m[f"evenements.{nom}"]) for variable, nom in _DATES.items()}
    return {nom: dit & entites.principale for nom, dit in dits.items()} | {
        nom: np.where(entites.principale, jours, _JADIS) for nom, jours in dates.items()
    }


def _oui(colonne: pl.Series) -> Any:
    return colonne.fill_null(value=False).to_numpy().astype(bool)


def _nombre(colonne: pl.Series) -> Any:
    return colonne.fill_null(0.0).to_numpy().astype(float)


def _jour(colonne: pl.Series, defaut: np.datetime64 = _JADIS) -> Any:
    jours = colonne.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(jours), defaut, jours)
