"""Writes the home of each famille; the rent is paid by the main one only."""

from typing import Any

import numpy as np
from openfisca_core.periods import period

from rules import territoire
from simulations.encoding.ecriture import JADIS, LOIN, Entrees, fenetre_de, jour, nombre, oui, poser, texte
from simulations.encoding.entites import Entites
from simulations.tables import Tables

_LOGEMENTS = {
    "proprietaire": "proprietaire", "proprietaire_accedant": "primo_accedant",
    "locataire_hlm": "locataire_hlm", "locataire_vide": "locataire_vide",
    "locataire_meuble": "locataire_meuble", "colocataire": "locataire_vide",
    "foyer": "locataire_foyer", "heberge": "loge_gratuitement", "sans_domicile": "sans_domicile",
}  # fmt: skip


def logements(entrees: Entrees, tables: Tables) -> None:
    """Write the home: occupation, place, rent, loan."""
    groupes, fenetre = entrees.entites, fenetre_de(entrees)
    de_famille, principale = groupes.menage_de_famille, groupes.principale
    m = tables.menages[de_famille.tolist()]
    statut = np.where(
        principale, texte(m["logement.statut"], _LOGEMENTS, "non_renseigne"), "loge_gratuitement"
    )
    commune = m["logement.commune"].fill_null("12202").to_numpy().astype(str)
    zones = territoire.zones_apl()
    zone = np.array([f"zone_{zones.get(code, territoire.ZONE_PAR_DEFAUT)}" for code in commune])
    depuis = np.array([f"{mois}-01" for mois in m["logement.depuis"].fill_null("1900-01")])
    entree = jour(m["logement.entree_prevue"], JADIS)
    entree = np.where(entree == JADIS, depuis.astype("datetime64[D]"), entree)
    pret = jour(m["logement.pret.signe_le"], LOIN)
    conventionne = oui(m["logement.pret.conventionne"])
    mensualite = nombre(m["logement.pret.mensualite"])
    loyer = np.where(statut == "primo_accedant", mensualite, nombre(m["logement.loyer"]))
    attributs = {
        "statut_occupation_logement": statut,
        "depcom": commune.astype("S5"),
        "zone_apl": zone,
        "loyer": loyer * principale,
        "charges_locatives": nombre(m["logement.charges"]) * principale,
        "coloc": m["logement.statut"].fill_null("").to_numpy() == "colocataire",
        "logement_chambre": oui(m["logement.chambre"]),
        "logement_crous": oui(m["logement.crous"]),
        "participation_frais": oui(m["logement.participation_frais"]) & principale,
        "date_entree_logement": entree,
        "autres_occupants_logement": _occupants(groupes) - np.bincount(groupes.famille.de_personne),
    }
    for variable, valeurs in attributs.items():
        poser(entrees, variable, valeurs, fenetre)
    eternite = period("ETERNITY")
    entrees.valeurs["aide_logement_date_pret", eternite] = pret
    pret_conventionne = np.where(conventionne, pret, LOIN)
    entrees.valeurs["aide_logement_date_pret_conventionne", eternite] = pret_conventionne
    proche = oui(m["logement.bailleur_proche"]) & principale
    poser(entrees, "proprietaire_proche_famille", proche, fenetre)
    janvier = period(entrees.mois[:4] + "-01")
    for variable in ("statut_occupation_logement", "depcom"):
        entrees.valeurs.setdefault((variable, janvier), attributs[variable])


def _occupants(groupes: Entites) -> Any:
    """Count the persons who live with each famille, its own included."""
    return np.bincount(groupes.menage_de_personne)[groupes.menage_de_famille]


def unites_consommation(tables: Tables, groupes: Entites) -> Any:
    """Count consumption units over everyone who lives there (code de l'énergie R124-1)."""
    personnes = np.bincount(groupes.menage_de_personne, minlength=tables.nb_menages)
    alternee = oui(tables.personnes["garde_alternee"])
    moities = np.bincount(groupes.menage_de_personne, alternee * 0.5, tables.nb_menages)
    nombre = personnes - moities
    uc = 1 + 0.5 * (np.minimum(nombre, 2) - 1) * (nombre > 1) + 0.3 * np.maximum(nombre - 2, 0)
    return uc[groupes.menage_de_famille]
