"""Words a card may use: closed lists, and the paths of the situation it may name."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

FamilleDroits = Literal[
    "minima_sociaux", "famille", "logement", "sante", "energie",
    "autonomie", "education", "jeunesse", "emploi", "epargne", "mobilite", "justice",
    "accompagnement",
]  # fmt: skip
Organisme = Literal[
    "caf", "cpam", "carsat", "msa", "france_travail", "departement", "mdph", "education_nationale",
    "crous", "action_logement", "asp", "bailleur_social", "banque", "mission_locale", "etat",
    "anah", "urssaf", "justice", "prefecture", "operateur_telephone", "region", "agglomeration",
    "ccas", "commune", "regie_eau", "adil", "association", "transporteur",
]  # fmt: skip
Financeur = Literal[
    "etat", "departement", "cnsa_departement", "securite_sociale_famille", "fnal", "fsv",
    "fonds_css", "action_logement", "france_travail", "bailleur_social", "banque",
    "securite_sociale_maladie", "securite_sociale_vieillesse", "msa", "anah", "region",
    "agglomeration", "commune", "caf", "usagers", "association", "operateur_telephone",
]  # fmt: skip
Mode = Literal["calcule", "a_instruire", "orientation", "non_calculable"]
Niveau = Literal["region", "departement", "epci", "commune"]
Entite = Literal["individu", "famille", "foyer_fiscal", "menage"]
Periode = Literal["mois", "annee"]
Periodicite = Literal["mensuel", "annuel", "ponctuel", "couverture", "reduction"]
RegleEffet = Literal[
    "premier_du_mois_de_la_demande", "mois_suivant_la_demande", "mois_suivant_l_evenement",
    "date_de_decision", "mois_suivant_la_decision", "automatique", "annee_scolaire",
    "campagne_annuelle", "a_la_demande",
]  # fmt: skip
Evenement = Literal["deux_enfants", "trois_enfants", "jeune_enfant", "parent_seul", "entree_logement"]
Operateur = Literal["vrai", "faux", ">=", ">", "<=", "<", "=="]
Quantificateur = Literal["un_parent", "demandeur", "chaque", "un_enfant"]
Pour = Literal["menage", "demandeur", "parents", "adultes", "enfants", "beneficiaires"]
Si = Literal[
    "locataire", "accedant", "heberge", "moins_de_25", "etranger_hors_ue", "etranger",
    "enfant_present", "parent_isole", "independant", "etudiant", "apprenti", "demandeur_emploi",
    "handicap", "age_60", "enceinte", "agricole", "avant_septembre", "de_septembre",
    "age_60_avant_septembre", "age_60_de_septembre",
]  # fmt: skip
Confiance = Literal["verifie", "secondaire", "a_confirmer"]

_PERSONNE = (
    "id role date_naissance sexe nationalite titre_sejour_depuis activite "
    "inscrit_france_travail_depuis revenus_interrompus enceinte date_accouchement_prevue handicap "
    "handicap.taux handicap.rsdae inapte_travail gir plan_aide_apa scolarite boursier interne "
    "distance_ecole_km regime a_charge garde_alternee parent_isole_de rattache_foyer_parents autre_parent "
    "pension_alimentaire pension_alimentaire.fixee pension_alimentaire.montant "
    "pension_alimentaire.payee aeeh_categorie ass_condition_activite rsa_jeune_condition_activite "
    "are_fin_droits are_journaliere etudes etudes.annee etudes.formation_habilitee_bourse "
    "etudes.ressources_parents etudes.distance_km etudes.freres_soeurs_a_charge "
    "etudes.freres_soeurs_superieur etudes.orphelin garde garde.mode garde.heures_mois "
    "garde.cout_mensuel adopte_le conge_parental conge_parental.taux conge_parental.depuis "
    "conge_parental.huit_trimestres aidant aidant.motif aidant.jours_mois emploi emploi.alternance "
    "emploi.debut emploi.heures_semaine emploi.employeur_prive emploi.secteur_agricole revenus patrimoine "
    "patrimoine.livrets patrimoine.autres_placements patrimoine.immobilier_non_loue "
    "patrimoine.valeur_locative_non_loue"
)
_LOGEMENT = (
    "commune statut loyer charges depuis surface chauffage chambre crous bailleur_proche "
    "participation_frais demenagement_prevu entree_prevue pret pret.signe_le pret.mensualite "
    "pret.conventionne"
)
_EVENEMENTS = "deces_enfant demande_logement_social violences dettes sans_compte_bancaire procedure_justice"
#: Every path of the situation a card may name.
CHAMPS: frozenset[str] = frozenset(
    {"mois", "couple.statut", "couple.depuis", "prestations"}
    | {"fiscal.rfr_n2", "fiscal.rfr_n1", "fiscal.parts"}
    | {f"personnes[].{nom}" for nom in _PERSONNE.split()}
    | {f"logement.{nom}" for nom in _LOGEMENT.split()}
    | {f"evenements.{nom}" for nom in _EVENEMENTS.split()}
)


def _champ_connu(chemin: str) -> str:
    if chemin not in CHAMPS:
        raise PydanticCustomError("attendu", "un chemin connu de la situation")
    return chemin


def _https(adresse: str) -> str:
    if not adresse.startswith("https://"):
        raise PydanticCustomError("attendu", "une adresse qui commence par https://")
    return adresse


CodeTerritoire = Annotated[str, Field(pattern=r"^[0-9][0-9AB][0-9]*$")]
Identifiant = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
NomVariable = Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*$")]
Texte = Annotated[str, Field(min_length=1)]
Chemin = Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+$")]
Champ = Annotated[str, AfterValidator(_champ_connu)]
Adresse = Annotated[str, AfterValidator(_https)]
