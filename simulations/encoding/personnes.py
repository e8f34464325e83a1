"""Writes what is said of each person: civil status, health, studies, job, and who they depend on."""

from typing import Any

import numpy as np
import polars as pl
from openfisca_core.periods import period

from simulations.encoding.ecriture import LOIN, Entrees, fenetre_de, jour, nombre, oui, poser, texte
from simulations.mois import indice
from simulations.tables import Tables

AGE_MAJORITE = 18
_ACTIVITES = {
    "salarie": "actif", "independant": "actif", "auto_entrepreneur": "actif",
    "exploitant_agricole": "actif", "apprenti": "actif", "demandeur_emploi": "chomeur",
    "etudiant": "etudiant", "retraite": "retraite",
}  # fmt: skip
_TAUX = {"moins_50": 0.3, "50_79": 0.65, "80_plus": 0.85}
_MARITAL = {
    "mariage": "marie", "pacs": "pacse", "concubinage": "celibataire", "celibataire": "celibataire",
    "separe": "celibataire", "divorce": "divorce", "veuf": "veuf",
}  # fmt: skip
_SCOLARITES = {
    "maternelle": "maternelle", "elementaire": "primaire", "college": "college", "lycee": "lycee",
    "superieur": "enseignement_superieur",
}  # fmt: skip
_NATIONALITES = {"fr": "FR", "ue": "DE", "autre": "XX"}
_ANNEES = {"doctorat": "doctorat_1"}


def personnes(entrees: Entrees, tables: Tables) -> None:
    """Write the civil status, the health and the savings of each person."""
    p, fenetre = tables.personnes, fenetre_de(entrees)
    maintenant = np.datetime64(f"{entrees.mois}-01")
    role = p["role"].to_numpy().astype(str)
    naissance = jour(p["date_naissance"], maintenant - np.timedelta64(40 * 365, "D"))
    enfant_sans_date = p["date_naissance"].is_null().to_numpy() & (role == "enfant")
    naissance[enfant_sans_date] = maintenant - np.timedelta64(8 * 365, "D")
    etudiant = (p["activite"].fill_null("").to_numpy() == "etudiant") | (
        p["scolarite"].fill_null("").to_numpy() == "superieur"
    )
    entrees.valeurs["date_naissance", period("ETERNITY")] = naissance
    titre = jour(p["titre_sejour_depuis"], maintenant)
    duree = (maintenant - titre).astype(float) / 365.25
    inscrit = jour(p["inscrit_france_travail_depuis"], LOIN)
    entrees.valeurs["date_debut_chomage", period("ETERNITY")] = inscrit
    taux = p["handicap.taux"].replace_strict(_TAUX, default=0.0, return_dtype=pl.Float64)
    incapacite = taux.fill_null(0.0).to_numpy()
    statut = texte(tables.menages["couple.statut"], _MARITAL, "celibataire")
    en_couple = np.isin(role, ("demandeur", "conjoint"))
    marital = np.where(en_couple, statut[entrees.entites.menage_de_personne], "celibataire")
    attributs = {
        "activite": texte(p["activite"], _ACTIVITES, "inactif"),
        "etudiant": etudiant,
        "nationalite": texte(p["nationalite"], _NATIONALITES, "FR").astype("S2"),
        "duree_possession_titre_sejour": np.maximum(duree, 0),
        "taux_incapacite": incapacite,
        "handicap": (incapacite >= 0.5) | (nombre(p["aeeh_categorie"], -1) >= 0),
        "aah_restriction_substantielle_durable_acces_emploi": oui(p["handicap.rsdae"]),
        "inapte_travail": oui(p["inapte_travail"]),
        "enceinte": oui(p["enceinte"]),
        "garde_alternee": oui(p["garde_alternee"]),
        "regime_agricole": _regime_agricole(p),
        "statut_marital": marital,
        "allocation_retour_emploi_journaliere": nombre(p["are_journaliere"]),
        "ass_precondition_remplie": oui(p["ass_condition_activite"]),
        "rsa_jeune_condition_heures_travail_remplie": oui(p["rsa_jeune_condition_activite"]),
        "aeeh_niveau_handicap": nombre(p["aeeh_categorie"]).astype(int),
        "livret_a": nombre(p["patrimoine.livrets"]),
        "epargne_revenus_non_imposables": nombre(p["patrimoine.autres_placements"]),
        "valeur_immo_non_loue": nombre(p["patrimoine.immobilier_non_loue"]),
        "valeur_locative_immo_non_loue": nombre(p["patrimoine.valeur_locative_non_loue"]) / 12,
    } | _parent_defaillant(p)
    for variable, valeurs in attributs.items():
        poser(entrees, variable, valeurs, fenetre)
    gir = p["gir"].cast(pl.String).fill_null("").to_numpy()
    gir = np.where(gir == "", "non_defini", np.char.add("gir_", gir.astype(str)))
    poser(entrees, "gir", gir, fenetre)
    plan = nombre(p["plan_aide_apa"])
    poser(entrees, "dependance_plan_aide_domicile", plan, fenetre)
    _isolement(entrees, tables)


def rattachement(entrees: Entrees, tables: Tables) -> None:
    """Who is on the tax notice of their parents, or lives with them (CGI art. 6; CSS R861-2).

    A child in the charge of the household is, unless said otherwise; anyone else is only when said.
    """
    p, groupes = tables.personnes, entrees.entites
    dit = p["rattache_foyer_parents"]
    a_charge = groupes.foyer_fiscal.role == "personne_a_charge"
    entrees.rattaches = np.where(dit.is_null().to_numpy(), a_charge, oui(dit))
    ages = indice(entrees.mois) - p["date_naissance"].dt.year() * 12 - p["date_naissance"].dt.month() + 1
    majeur = (ages >= 12 * AGE_MAJORITE).fill_null(value=False).to_numpy()
    inconnu = a_charge & majeur & dit.is_null().to_numpy()
    poser(entrees, "rattachement_fiscal_inconnu", inconnu, [period(entrees.mois[:4])])
    chez_parents = (p["role"] == "enfant").to_numpy() & (groupes.famille.role != "enfant")
    poser(entrees, "habite_chez_parents", chez_parents, fenetre_de(entrees))


def _regime_agricole(p: pl.DataFrame) -> Any:
    """Tell who is said to be in the agricultural scheme, or has a farmer's or a farm worker's activity."""
    dit = (p["regime"] == "agricole").fill_null(value=False)
    exploitant = p["regime"].is_null() & (p["activite"] == "exploitant_agricole").fill_null(value=False)
    salarie = p["regime"].is_null() & p["emploi.secteur_agricole"].fill_null(value=False)
    return (dit | exploitant | salarie).to_numpy()


def _parent_defaillant(p: pl.DataFrame) -> dict[str, Any]:
    """Write what the other parent of each child does (CSS L523-1); unknown is not taken as default.

    A support paid in full opens the differential allowance unless nobody fixed it.
    """
    absent = p["autre_parent"].fill_null("").is_in(["decede", "sans_filiation"])
    impayee = p["pension_alimentaire.payee"].eq(other=False).fill_null(value=False)
    payee = p["pension_alimentaire.payee"].fill_null(value=False)
    non_fixee = p["pension_alimentaire.fixee"].eq(other=False).fill_null(value=False)
    return {
        "asf_autre_parent_defaillant": (absent | impayee | (payee & ~non_fixee)).to_numpy(),
        "asf_pension_non_fixee": (impayee & non_fixee & ~absent).to_numpy(),
        "asf_pension_payee": nombre(p["pension_alimentaire.montant"]) * oui(p["pension_alimentaire.payee"]),
    }


def _isolement(entrees: Entrees, tables: Tables) -> None:
    """Lone for less than 18 months: separated, divorced or widowed since (CASF L262-9)."""
    m = tables.menages
    depuis = m["couple.depuis"].fill_null("1900-01").to_list()
    recul = np.array([indice(entrees.mois) - indice(mois) for mois in depuis])
    statut = m["couple.statut"].fill_null("").is_in(["separe", "divorce", "veuf"]).to_numpy()
    recent = (statut & (recul < 18))[entrees.entites.menage_de_famille] & entrees.entites.principale
    poser(entrees, "rsa_isolement_recent", recent, fenetre_de(entrees))


def etudes_et_emploi(entrees: Entrees, tables: Tables) -> None:
    """Write the studies and the job of each person."""
    p, fenetre = tables.personnes, fenetre_de(entrees)
    apprenti = p["activite"].fill_null("").to_numpy() == "apprenti"
    alternant = oui(p["emploi.alternance"]) | apprenti
    habilitee = oui(p["etudes.formation_habilitee_bourse"])
    agricole = oui(p["emploi.secteur_agricole"])
    annee = p["etudes.annee"].fill_null("autre").replace(_ANNEES).to_numpy().astype(str)
    ressources = p["etudes.ressources_parents"]
    attributs = {
        "scolarite": texte(p["scolarite"], _SCOLARITES, "inconnue"),
        "boursier": oui(p["boursier"]),
        "distance_ecole_km": nombre(p["distance_ecole_km"]),
        "alternant": alternant,
        "apprenti": apprenti,
        "stagiaire": np.zeros(p.height, dtype=bool),
        "annee_etude": annee,
        "statuts_etablissement_scolaire": np.where(habilitee, "public", "inconnu"),
        "orphelin": oui(p["etudes.orphelin"]),
        "bourse_criteres_sociaux_distance_domicile_familial": nombre(p["etudes.distance_km"]).astype(int),
        # Unknown resources of the parents are taken above every ceiling: no grant is promised.
        "bourse_criteres_sociaux_base_ressources_parentale": nombre(ressources, 1e6),
        "secteur_activite_employeur": np.where(agricole, "agricole", "non_agricole"),
        "peec_employeur": oui(p["emploi.employeur_prive"]),
    }
    for variable, valeurs in attributs.items():
        poser(entrees, variable, valeurs, fenetre)
    famille = entrees.entites.famille
    freres = np.bincount(famille.de_personne, nombre(p["etudes.freres_soeurs_a_charge"]), famille.nombre)
    superieur = np.bincount(famille.de_personne, nombre(p["etudes.freres_soeurs_superieur"]), famille.nombre)
    prefixe = "bourse_criteres_sociaux_nombre_enfants_a_charge"
    poser(entrees, prefixe, (freres + 1).astype(int), fenetre)
    suffixe = f"{prefixe}_dans_enseignement_superieur"
    poser(entrees, suffixe, (superieur + 1).astype(int), fenetre)
