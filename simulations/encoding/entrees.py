"""Writes the inputs of the engine: every fact, at every month a formula can reach.

Amounts of benefits received in the past are written apart (`prestations`), since the two readings of the
past differ by them only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.periods import Period, period

from rules import territoire
from simulations.encoding import fermeture
from simulations.encoding.entites import Entites, entites
from simulations.encoding.evenements import dates_adoption, evenements
from simulations.encoding.fiscalite import (
    LIBERAL,
    SERVICES,
    VENTES,
    Fiscalite,
    benefice,
    classe_csg,
    fiscalite,
)
from simulations.ledger import Ledger, ledger
from simulations.mois import depuis_indice, indice
from simulations.payroll import courbe_chomage, courbe_salaire, courbes_retraite
from simulations.tables import Tables

NB_MOIS_PASSES = 14
AGE_MAJORITE = 18
_LOIN = np.datetime64("9999-12-31")
_JADIS = np.datetime64("1900-01-01")

_ACTIVITES = {
    "salarie": "actif", "independant": "actif", "auto_entrepreneur": "actif",
    "exploitant_agricole": "actif", "apprenti": "actif", "demandeur_emploi": "chomeur",
    "etudiant": "etudiant", "retraite": "retraite",
}  # fmt: skip
_LOGEMENTS = {
    "proprietaire": "proprietaire", "proprietaire_accedant": "primo_accedant",
    "locataire_hlm": "locataire_hlm", "locataire_vide": "locataire_vide",
    "locataire_meuble": "locataire_meuble", "colocataire": "locataire_vide",
    "foyer": "locataire_foyer", "heberge": "loge_gratuitement", "sans_domicile": "sans_domicile",
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
_MENSUELS = {
    "indemnites_journalieres_maladie": ("ij_maladie",),
    "indemnites_journalieres_maternite": ("ij_maternite",),
    "indemnites_journalieres_accident_travail": ("ij_accident_travail",),
    "pensions_invalidite": ("pension_invalidite",),
    "rente_accident_travail": ("rente_at",),
    "pensions_alimentaires_percues": ("pension_alimentaire_recue",),
    "pensions_alimentaires_versees_individu": ("pension_alimentaire_versee",),
    "revenus_stage_formation_pro": ("stage_formation",),
    "revenus_locatifs": ("revenus_locatifs",),
    "revenus_capital": ("revenus_capital",),
    "gains_exceptionnels": ("prime_exceptionnelle", "autre"),
    "ressources_exceptionnelles": ("prime_exceptionnelle",),
    "rpns_auto_entrepreneur_CA_achat_revente": (VENTES,),
    "rpns_auto_entrepreneur_CA_bic": (SERVICES,),
    "rpns_auto_entrepreneur_CA_bnc": (LIBERAL,),
    "bourse_enseignement_sup": ("bourse",),
}
_ACTIVITE_PROFESSIONNELLE = ("salaire", "stage_formation", VENTES, SERVICES, LIBERAL)
_REMPLACEMENT = ("are", "ij_maladie", "ij_maternite", "ij_accident_travail", "retraite")
# Natures of income that the RSA leaves out when they are lost for certain (CASF R262-13).
NEUTRALISABLES = frozenset(_ACTIVITE_PROFESSIONNELLE + _REMPLACEMENT)


@dataclass
class Entrees:
    """Inputs of one engine call.

    Attributes:
        mois: month of the simulation.
        valeurs: arrays by (variable, period); persons or groups in the order of `entites`.
        passe: the months before the simulation for which benefits are written, latest first.
        rattaches: the persons who are on the tax notice of their parents.
    """

    mois: str
    entites: Entites
    passe: tuple[Period, ...]
    valeurs: dict[tuple[str, Period], Any] = field(default_factory=dict)
    rattaches: Any = None


def encoder(tables: Tables) -> Entrees:
    """Encode the households of the tables, past benefits apart."""
    groupes, livre = entites(tables), ledger(tables)
    passe = tuple(_mois(livre.dernier - recul) for recul in range(1, NB_MOIS_PASSES + 1))
    entrees = Entrees(tables.mois, groupes, passe)
    fisc = fiscalite(tables, livre, groupes)
    for ecrire in (_personnes, _rattachement, _etudes_et_emploi, _logements):
        ecrire(entrees, tables)
    for variable, valeurs in evenements(tables, groupes).items():
        _poser(entrees, variable, valeurs, [period(entrees.mois)])
    entrees.valeurs["date_adoption", period("ETERNITY")] = dates_adoption(tables)
    _revenus(entrees, tables, livre, fisc)
    _annees(entrees, tables, livre, fisc)
    _fermer(entrees, livre)
    return entrees


def _mois(rang: int) -> Period:
    return period(depuis_indice(rang))


def _fenetre(entrees: Entrees) -> list[Period]:
    """Give the months for which an attribute is written: the past ones and that of the simulation."""
    return [period(entrees.mois), *entrees.passe]


def _poser(entrees: Entrees, variable: str, valeurs: Any, periodes: Iterable[Period]) -> None:
    for quand in periodes:
        entrees.valeurs[variable, quand] = valeurs


def _texte(colonne: pl.Series, noms: dict[str, str], defaut: str) -> Any:
    return colonne.replace_strict(noms, default=defaut, return_dtype=pl.String).fill_null(
        defaut
    ).to_numpy().astype(str)  # fmt: skip


def _oui(colonne: pl.Series) -> Any:
    return colonne.fill_null(value=False).to_numpy().astype(bool)


def _nombre(colonne: pl.Series, defaut: float = 0.0) -> Any:
    return colonne.fill_null(defaut).to_numpy().astype(float)


def _jour(colonne: pl.Series, defaut: np.datetime64) -> Any:
    jours = colonne.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(jours), defaut, jours)


def _personnes(entrees: Entrees, tables: Tables) -> None:
    p, fenetre = tables.personnes, _fenetre(entrees)
    maintenant = np.datetime64(f"{entrees.mois}-01")
    role = p["role"].to_numpy().astype(str)
    naissance = _jour(p["date_naissance"], maintenant - np.timedelta64(40 * 365, "D"))
    enfant_sans_date = p["date_naissance"].is_null().to_numpy() & (role == "enfant")
    naissance[enfant_sans_date] = maintenant - np.timedelta64(8 * 365, "D")
    etudiant = (p["activite"].fill_null("").to_numpy() == "etudiant") | (
        p["scolarite"].fill_null("").to_numpy() == "superieur"
    )
    entrees.valeurs["date_naissance", period("ETERNITY")] = naissance
    titre = _jour(p["titre_sejour_depuis"], maintenant)
    duree = (maintenant - titre).astype(float) / 365.25
    inscrit = _jour(p["inscrit_france_travail_depuis"], _LOIN)
    entrees.valeurs["date_debut_chomage", period("ETERNITY")] = inscrit
    taux = p["handicap.taux"].replace_strict(_TAUX, default=0.0, return_dtype=pl.Float64)
    incapacite = taux.fill_null(0.0).to_numpy()
    statut = _texte(tables.menages["couple.statut"], _MARITAL, "celibataire")
    en_couple = np.isin(role, ("demandeur", "conjoint"))
    marital = np.where(en_couple, statut[entrees.entites.menage_de_personne], "celibataire")
    attributs = {
        "activite": _texte(p["activite"], _ACTIVITES, "inactif"),
        "etudiant": etudiant,
        "nationalite": _texte(p["nationalite"], _NATIONALITES, "FR").astype("S2"),
        "duree_possession_titre_sejour": np.maximum(duree, 0),
        "taux_incapacite": incapacite,
        "handicap": (incapacite >= 0.5) | (_nombre(p["aeeh_categorie"], -1) >= 0),
        "aah_restriction_substantielle_durable_acces_emploi": _oui(p["handicap.rsdae"]),
        "inapte_travail": _oui(p["inapte_travail"]),
        "enceinte": _oui(p["enceinte"]),
        "garde_alternee": _oui(p["garde_alternee"]),
        "regime_agricole": _regime_agricole(p),
        "statut_marital": marital,
        "allocation_retour_emploi_journaliere": _nombre(p["are_journaliere"]),
        "ass_precondition_remplie": _oui(p["ass_condition_activite"]),
        "rsa_jeune_condition_heures_travail_remplie": _oui(p["rsa_jeune_condition_activite"]),
        "aeeh_niveau_handicap": _nombre(p["aeeh_categorie"]).astype(int),
        "livret_a": _nombre(p["patrimoine.livrets"]),
        "epargne_revenus_non_imposables": _nombre(p["patrimoine.autres_placements"]),
        "valeur_immo_non_loue": _nombre(p["patrimoine.immobilier_non_loue"]),
        "valeur_locative_immo_non_loue": _nombre(p["patrimoine.valeur_locative_non_loue"]) / 12,
    } | _parent_defaillant(p)
    for variable, valeurs in attributs.items():
        _poser(entrees, variable, valeurs, fenetre)
    gir = p["gir"].cast(pl.String).fill_null("").to_numpy()
    gir = np.where(gir == "", "non_defini", np.char.add("gir_", gir.astype(str)))
    _poser(entrees, "gir", gir, fenetre)
    plan = _nombre(p["plan_aide_apa"])
    _poser(entrees, "dependance_plan_aide_domicile", plan, fenetre)
    _isolement(entrees, tables)


def _rattachement(entrees: Entrees, tables: Tables) -> None:
    """Who is on the tax notice of their parents, or lives with them (CGI art. 6; CSS R861-2).

    A child in the charge of the household is, unless said otherwise; anyone else is only when said.
    """
    p, groupes = tables.personnes, entrees.entites
    dit = p["rattache_foyer_parents"]
    a_charge = groupes.foyer_fiscal.role == "personne_a_charge"
    entrees.rattaches = np.where(dit.is_null().to_numpy(), a_charge, _oui(dit))
    ages = indice(entrees.mois) - p["date_naissance"].dt.year() * 12 - p["date_naissance"].dt.month() + 1
    majeur = (ages >= 12 * AGE_MAJORITE).fill_null(value=False).to_numpy()
    inconnu = a_charge & majeur & dit.is_null().to_numpy()
    _poser(entrees, "rattachement_fiscal_inconnu", inconnu, [period(entrees.mois[:4])])
    chez_parents = (p["role"] == "enfant").to_numpy() & (groupes.famille.role != "enfant")
    _poser(entrees, "habite_chez_parents", chez_parents, _fenetre(entrees))


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
        "asf_pension_payee": _nombre(p["pension_alimentaire.montant"]) * _oui(p["pension_alimentaire.payee"]),
    }


def _isolement(entrees: Entrees, tables: Tables) -> None:
    """Lone for less than 18 months: separated, divorced or widowed since (CASF L262-9)."""
    m = tables.menages
    depuis = m["couple.depuis"].fill_null("1900-01").to_list()
    recul = np.array([indice(entrees.mois) - indice(mois) for mois in depuis])
    statut = m["couple.statut"].fill_null("").is_in(["separe", "divorce", "veuf"]).to_numpy()
    recent = (statut & (recul < 18))[entrees.entites.menage_de_famille] & entrees.entites.principale
    _poser(entrees, "rsa_isolement_recent", recent, _fenetre(entrees))


def _etudes_et_emploi(entrees: Entrees, tables: Tables) -> None:
    p, fenetre = tables.personnes, _fenetre(entrees)
    apprenti = p["activite"].fill_null("").to_numpy() == "apprenti"
    alternant = _oui(p["emploi.alternance"]) | apprenti
    habilitee = _oui(p["etudes.formation_habilitee_bourse"])
    agricole = _oui(p["emploi.secteur_agricole"])
    annee = p["etudes.annee"].fill_null("autre").replace(_ANNEES).to_numpy().astype(str)
    ressources = p["etudes.ressources_parents"]
    attributs = {
        "scolarite": _texte(p["scolarite"], _SCOLARITES, "inconnue"),
        "boursier": _oui(p["boursier"]),
        "distance_ecole_km": _nombre(p["distance_ecole_km"]),
        "alternant": alternant,
        "apprenti": apprenti,
        "stagiaire": np.zeros(p.height, dtype=bool),
        "annee_etude": annee,
        "statuts_etablissement_scolaire": np.where(habilitee, "public", "inconnu"),
        "orphelin": _oui(p["etudes.orphelin"]),
        "bourse_criteres_sociaux_distance_domicile_familial": _nombre(p["etudes.distance_km"]).astype(int),
        # Unknown resources of the parents are taken above every ceiling: no grant is promised.
        "bourse_criteres_sociaux_base_ressources_parentale": _nombre(ressources, 1e6),
        "secteur_activite_employeur": np.where(agricole, "agricole", "non_agricole"),
        "peec_employeur": _oui(p["emploi.employeur_prive"]),
    }
    for variable, valeurs in attributs.items():
        _poser(entrees, variable, valeurs, fenetre)
    famille = entrees.entites.famille
    freres = np.bincount(famille.de_personne, _nombre(p["etudes.freres_soeurs_a_charge"]), famille.nombre)
    superieur = np.bincount(famille.de_personne, _nombre(p["etudes.freres_soeurs_superieur"]), famille.nombre)
    prefixe = "bourse_criteres_sociaux_nombre_enfants_a_charge"
    _poser(entrees, prefixe, (freres + 1).astype(int), fenetre)
    suffixe = f"{prefixe}_dans_enseignement_superieur"
    _poser(entrees, suffixe, (superieur + 1).astype(int), fenetre)


def _logements(entrees: Entrees, tables: Tables) -> None:
    groupes, fenetre = entrees.entites, _fenetre(entrees)
    de_famille, principale = groupes.menage_de_famille, groupes.principale
    m = tables.menages[de_famille.tolist()]
    statut = np.where(
        principale, _texte(m["logement.statut"], _LOGEMENTS, "non_renseigne"), "loge_gratuitement"
    )
    commune = m["logement.commune"].fill_null("12202").to_numpy().astype(str)
    zones = territoire.zones_apl()
    zone = np.array([f"zone_{zones.get(code, territoire.ZONE_PAR_DEFAUT)}" for code in commune])
    depuis = np.array([f"{mois}-01" for mois in m["logement.depuis"].fill_null("1900-01")])
    entree = _jour(m["logement.entree_prevue"], _JADIS)
    entree = np.where(entree == _JADIS, depuis.astype("datetime64[D]"), entree)
    pret = _jour(m["logement.pret.signe_le"], _LOIN)
    conventionne = _oui(m["logement.pret.conventionne"])
    mensualite = _nombre(m["logement.pret.mensualite"])
    loyer = np.where(statut == "primo_accedant", mensualite, _nombre(m["logement.loyer"]))
    attributs = {
        "statut_occupation_logement": statut,
        "depcom": commune.astype("S5"),
        "zone_apl": zone,
        "loyer": loyer * principale,
        "charges_locatives": _nombre(m["logement.charges"]) * principale,
        "coloc": m["logement.statut"].fill_null("").to_numpy() == "colocataire",
        "logement_chambre": _oui(m["logement.chambre"]),
        "logement_crous": _oui(m["logement.crous"]),
        "participation_frais": _oui(m["logement.participation_frais"]) & principale,
        "date_entree_logement": entree,
        "autres_occupants_logement": _occupants(groupes) - np.bincount(groupes.famille.de_personne),
    }
    for variable, valeurs in attributs.items():
        _poser(entrees, variable, valeurs, fenetre)
    eternite = period("ETERNITY")
    entrees.valeurs["aide_logement_date_pret", eternite] = pret
    pret_conventionne = np.where(conventionne, pret, _LOIN)
    entrees.valeurs["aide_logement_date_pret_conventionne", eternite] = pret_conventionne
    proche = _oui(m["logement.bailleur_proche"]) & principale
    _poser(entrees, "proprietaire_proche_famille", proche, fenetre)
    janvier = period(entrees.mois[:4] + "-01")
    for variable in ("statut_occupation_logement", "depcom"):
        entrees.valeurs.setdefault((variable, janvier), attributs[variable])


def _occupants(groupes: Entites) -> Any:
    """Count the persons who live with each famille, its own included."""
    return np.bincount(groupes.menage_de_personne)[groupes.menage_de_famille]


def _revenus(entrees: Entrees, tables: Tables, livre: Ledger, fisc: Fiscalite) -> None:
    classe = classe_csg(livre, entrees.entites, fisc)
    apprenti = tables.personnes["activite"].fill_null("").to_numpy() == "apprenti"
    salaire, are, retraite = (livre.somme(nature) for nature in ("salaire", "are", "retraite"))
    mensuels = {variable: livre.somme(*natures) for variable, natures in _MENSUELS.items()}
    perdus = {
        "rsa_revenus_activite_interrompus": _somme_perdus(livre, _ACTIVITE_PROFESSIONNELLE),
        "rsa_revenus_remplacement_interrompus": _somme_perdus(livre, _REMPLACEMENT),
    }
    for rang in range(livre.premier, livre.dernier + 1):
        mois, ligne, annee = _mois(rang), rang - livre.premier, rang // 12
        salaires, chomage = courbe_salaire(annee), courbe_chomage(annee)
        imposable = salaires.vers_imposable(salaire[ligne])
        courbes = courbes_retraite(annee)
        pension = retraite[ligne]
        valeurs = {
            "salaire_net": salaire[ligne],
            "salaire_imposable": np.where(apprenti, 0.0, imposable),
            "salaire_de_base": salaires.vers_brut(salaire[ligne]),
            "chomage_net": are[ligne],
            "chomage_imposable": chomage.vers_imposable(are[ligne]),
            "chomage_brut": chomage.vers_brut(are[ligne]),
            "retraite_nette": pension,
            "retraite_imposable": np.choose(classe, [c.vers_imposable(pension) for c in courbes]),
            "retraite_brute": np.choose(classe, [c.vers_brut(pension) for c in courbes]),
        }
        valeurs |= {variable: matrice[ligne] for variable, matrice in (mensuels | perdus).items()}
        for variable, valeur in valeurs.items():
            entrees.valeurs[variable, mois] = valeur


def _somme_perdus(livre: Ledger, natures: Iterable[str]) -> Any:
    return sum(
        (livre.perdus[nature] for nature in natures if nature in livre.perdus),
        start=livre.somme(),
    )


def _annees(entrees: Entrees, tables: Tables, livre: Ledger, fisc: Fiscalite) -> None:
    annee, foyer = livre.annee, entrees.entites.foyer_fiscal
    n2, n1, n = (period(str(annee - recul)) for recul in (2, 1, 0))
    independants = {
        n2: fisc.independants_n2,
        n1: benefice(livre, annee - 1),
        n: benefice(livre, annee),
    }
    glissante = period(f"year:{livre.dernier // 12 - 1:04d}-{livre.dernier % 12 + 1:02d}")
    entrees.valeurs["rpns_imposables", glissante] = benefice(livre, None)
    for an, total in independants.items():
        entrees.valeurs["rpns_imposables", an] = total
        numero = int(str(an))
        agricole = livre.annuel(numero, "benefice_agricole")
        autres = livre.annuel(numero, "bic", "bnc")
        entrees.valeurs["rpns_benefice_exploitant_agricole", an] = agricole
        entrees.valeurs["rpns_autres_revenus", an] = autres
        entrees.valeurs["revenus_non_salarie_nets", an] = total
        entrees.valeurs["ppa_rsa_derniers_revenus_tns_annuels_connus", an] = _dernier_connu(livre)
    par_foyer = np.bincount(foyer.de_personne, fisc.capital_n2 + fisc.foncier_n2, foyer.nombre)
    verse = np.bincount(
        foyer.de_personne, livre.annuel(annee - 1, "pension_alimentaire_versee"), foyer.nombre
    )
    verse_n2 = np.bincount(
        foyer.de_personne, livre.annuel(annee - 2, "pension_alimentaire_versee"), foyer.nombre
    )
    entrees.valeurs |= {
        ("revenu_assimile_salaire", n2): fisc.salaires_n2,
        ("revenu_assimile_pension", n2): fisc.pensions_n2,
        ("rev_coll", n2): par_foyer - verse_n2,
        ("aide_logement_base_revenus_fiscaux", n2): par_foyer,
        ("pensions_alimentaires_versees", n1): -verse,
        ("rfr", n2): fisc.rfr_n2,
        ("rfr", n1): fisc.rfr_n1,
        ("rbg", n2): fisc.rfr_n2,
        ("nbptr", n2): fisc.parts,
    }
    janvier = depuis_indice(annee * 12)
    uc = _unites_consommation(tables, entrees.entites)
    entrees.valeurs["cheque_energie_unites_consommation", period(janvier[:4])] = uc


def _dernier_connu(livre: Ledger) -> Any:
    """Give the monthly profit of the last year known in full, or of the months of this one.

    Reference: CASF R262-19 and R262-21 (last profits known to the tax administration).
    """
    natures = ("bic", "bnc", "benefice_agricole")
    n1, n2 = (livre.annuel(livre.annee - recul, *natures) / 12 for recul in (1, 2))
    courant = livre.somme(*natures)[-1]
    return np.select([n1 > 0, n2 > 0], [n1, n2], courant)


def _unites_consommation(tables: Tables, groupes: Entites) -> Any:
    """Count consumption units over everyone who lives there (code de l'énergie R124-1)."""
    personnes = np.bincount(groupes.menage_de_personne, minlength=tables.nb_menages)
    alternee = _oui(tables.personnes["garde_alternee"])
    moities = np.bincount(groupes.menage_de_personne, alternee * 0.5, tables.nb_menages)
    nombre = personnes - moities
    uc = 1 + 0.5 * (np.minimum(nombre, 2) - 1) * (nombre > 1) + 0.3 * np.maximum(nombre - 2, 0)
    return uc[groupes.menage_de_famille]


def _fermer(entrees: Entrees, livre: Ledger) -> None:
    """Write the zeros that close the list, one shared array per entity."""
    groupes = entrees.entites
    zeros = np.zeros(groupes.nb_personnes)
    zeros_foyer = np.zeros(groupes.foyer_fiscal.nombre)
    zeros_famille = np.zeros(groupes.famille.nombre)
    tous = [_mois(rang) for rang in range(livre.premier, livre.dernier + 1)]
    for variable in fermeture.REVENUS_RARES:
        _poser(entrees, variable, zeros, tous)
    _poser(entrees, "rente_viagere_titre_onereux", zeros_foyer, tous)
    for variable in fermeture.PRESTATIONS_ETEINTES:
        _poser(entrees, variable, zeros_famille, _fenetre(entrees))
    for variable in fermeture.FORMES_LOGEMENT_ETEINTES:
        _poser(entrees, variable, zeros_famille, entrees.passe)
    for variable in fermeture.AIDES_DU_MOIS_PASSE:
        _poser(entrees, variable, zeros, entrees.passe)
    for an in range(livre.annee - 2, livre.annee + 1):
        for variable in fermeture.ANNUELS_INDIVIDU:
            entrees.valeurs[variable, period(str(an))] = zeros
        for variable in fermeture.ANNUELS_FOYER:
            entrees.valeurs[variable, period(str(an))] = zeros_foyer
    for an in range(livre.annee - 2, livre.annee + 1):
        entrees.valeurs["enfant_a_charge", period(str(an))] = entrees.rattaches
