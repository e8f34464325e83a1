"""Words for what is supposed where an answer is missing, one sentence per fact.

`{qui}` is where the persons are named, when the household has several.
"""

from collections.abc import Sequence

# The value with which the calculation goes on, as `encoding` writes it.
_SUPPOSITIONS = {
    "couple.statut": "situation de couple non précisée : célibataire, ou marié si un conjoint est là",
    "couple.depuis": "date de la séparation inconnue : plus de dix-huit mois supposés",
    "evenements.dettes": "dettes du foyer non précisées : aucune supposée",
    "evenements.procedure_justice": "procédure en justice non précisée : aucune supposée",
    "fiscal.rfr_n1": "dernier avis d’impôt inconnu : revenus de la même année repris à la place",
    "fiscal.rfr_n2": "avis d’impôt inconnu : revenus des douze derniers mois repris à la place",
    "fiscal.parts": "parts fiscales inconnues : comptées d’après le foyer",
    "logement.commune": "commune inconnue : Rodez supposée",
    "logement.demenagement_prevu": "déménagement prévu ou non : aucun supposé",
    "logement.depuis": "date d’entrée dans le logement inconnue : entrée supposée ancienne",
    "logement.entree_prevue": "date du déménagement prévu inconnue : non vérifiée",
    "logement.loyer": "loyer inconnu : aucun loyer compté",
    "logement.pret.mensualite": "mensualité du prêt inconnue : aucune comptée",
    "logement.pret.signe_le": "date du prêt inconnue : prêt supposé trop récent pour une aide",
    "logement.statut": "logement inconnu : aucune aide au logement comptée",
    "personnes[].a_charge": "enfant à charge{qui} non précisé : à charge supposé",
    "personnes[].activite": "activité{qui} inconnue : sans activité supposée",
    "personnes[].aeeh_categorie": "catégorie d’AEEH{qui} inconnue : aucun complément supposé",
    "personnes[].are_fin_droits": "fin des droits au chômage{qui} inconnue : lue dans les revenus indiqués",
    "personnes[].are_journaliere": "allocation chômage par jour{qui} inconnue : non vérifiée",
    "personnes[].ass_condition_activite": (
        "cinq ans de travail{qui} dans les dix ans avant la fin du contrat non précisés : non supposés"
    ),
    "personnes[].autre_parent": "autre parent{qui} non précisé : pension supposée versée",
    "personnes[].boursier": "bourse d’études{qui} non précisée : aucune supposée",
    "personnes[].aidant.jours_mois": "jours sans travail{qui} inconnus : aucun supposé",
    "personnes[].conge_parental.huit_trimestres": (
        "huit trimestres de travail{qui} avant la naissance non précisés : non supposés"
    ),
    "personnes[].conge_parental.taux": "congé parental{qui} non précisé : aucun supposé",
    "personnes[].date_accouchement_prevue": (
        "date d’accouchement{qui} inconnue : mois du versement non vérifié"
    ),
    "personnes[].date_naissance": (
        "date de naissance{qui} inconnue : 40 ans supposés (8 ans pour un enfant)"
    ),
    "personnes[].distance_ecole_km": "distance de l’école{qui} inconnue : transport gratuit non vérifié",
    "personnes[].emploi.alternance": "contrat en alternance{qui} non précisé : aucun supposé",
    "personnes[].emploi.employeur_prive": (
        "type d’employeur{qui} inconnu : employeur privé cotisant à Action Logement non supposé"
    ),
    "personnes[].emploi.secteur_agricole": "secteur d’emploi{qui} inconnu : hors agriculture supposé",
    "personnes[].enceinte": "grossesse{qui} non précisée : aucune supposée",
    "personnes[].etudes.annee": "année d’études{qui} inconnue : non prise en compte",
    "personnes[].etudes.distance_km": "distance entre études et domicile{qui} inconnue : aucune comptée",
    "personnes[].etudes.formation_habilitee_bourse": (
        "formation ouvrant droit aux bourses{qui} non précisée : non supposée"
    ),
    "personnes[].etudes.freres_soeurs_a_charge": "frères et sœurs{qui} non précisés : aucun compté",
    "personnes[].etudes.freres_soeurs_superieur": (
        "frères et sœurs étudiants{qui} non précisés : aucun compté"
    ),
    "personnes[].etudes.ressources_parents": (
        "ressources des parents{qui} inconnues : supposées trop élevées"
    ),
    "personnes[].garde_alternee": (
        "résidence alternée{qui} non précisée : enfant supposé présent à plein temps"
    ),
    "personnes[].garde.cout_mensuel": "coût de la garde{qui} inconnu : aucun supposé",
    "personnes[].garde.heures_mois": "heures de garde{qui} inconnues : aucune supposée",
    "personnes[].garde.mode": "mode de garde{qui} inconnu : aucune garde payée supposée",
    "personnes[].gir": "degré de perte d’autonomie (GIR){qui} inconnu : aucune supposée",
    "personnes[].handicap.rsdae": ("restriction durable d’accès à l’emploi{qui} non précisée : non supposée"),
    "personnes[].handicap.taux": "taux d’incapacité{qui} inconnu : aucun handicap reconnu supposé",
    "personnes[].inapte_travail": "inaptitude au travail{qui} non précisée : non supposée",
    "personnes[].inscrit_france_travail_depuis": (
        "inscription à France Travail{qui} non précisée : aucune supposée"
    ),
    "personnes[].nationalite": "nationalité{qui} inconnue : nationalité française supposée",
    "personnes[].patrimoine": "épargne{qui} inconnue : aucune épargne supposée",
    "personnes[].pension_alimentaire": (
        "paiement ou montant reçu de la pension alimentaire{qui} non précisé : à vérifier"
    ),
    "personnes[].plan_aide_apa": "plan d’aide APA{qui} inconnu : aucun montant supposé",
    "personnes[].rattache_foyer_parents": (
        "rattachement fiscal{qui} aux parents non précisé : supposé s’il vit chez eux"
    ),
    "personnes[].revenus": "revenus{qui} inconnus : calcul fait sans aucun revenu",
    "personnes[].revenus_interrompus": (
        "suite de la perte de revenus{qui} inconnue : perte supposée remplacée"
    ),
    "personnes[].rsa_jeune_condition_activite": (
        "deux ans de travail{qui} dans les trois dernières années non précisés : non supposés"
    ),
    "personnes[].scolarite": "scolarité{qui} inconnue : aucune supposée",
    "personnes[].titre_sejour_depuis": (
        "date du premier titre de séjour{qui} inconnue : moins d’un an supposé"
    ),
}
_AUTRE_FAIT = "une réponse manque{qui} : le calcul la suppose négative"


def supposition(champ: str, qui: Sequence[str] = ()) -> str:
    """Say what is supposed for an unknown fact.

    Args:
        champ: path of the fact.
        qui: ids of the persons it is unknown of; none when there is no one to tell apart.
    """
    return _SUPPOSITIONS.get(champ, _AUTRE_FAIT).format(qui=f" de {_enumeration(qui)}" if qui else "")


def _enumeration(noms: Sequence[str]) -> str:
    return noms[0] if len(noms) == 1 else f"{', '.join(noms[:-1])} et {noms[-1]}"


def connus() -> frozenset[str]:
    """List the facts that have a sentence."""
    return frozenset(_SUPPOSITIONS)
