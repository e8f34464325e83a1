"""Words for what is supposed where an answer is missing, one sentence per fact."""

# The value with which the calculation goes on, as `encoding` writes it.
_SUPPOSITIONS = {
    "personnes[].revenus": "revenus inconnus : calcul fait sans aucun revenu",
    "personnes[].date_naissance": "date de naissance inconnue : 40 ans supposés (8 ans pour un enfant)",
    "personnes[].nationalite": "nationalité inconnue : nationalité française supposée",
    "personnes[].titre_sejour_depuis": "date du premier titre de séjour inconnue : moins d'un an supposé",
    "personnes[].activite": "activité inconnue : sans activité supposée",
    "personnes[].patrimoine": "épargne inconnue : aucune épargne supposée",
    "personnes[].handicap.taux": "taux d'incapacité inconnu : aucun handicap reconnu supposé",
    "personnes[].enceinte": "grossesse non précisée : aucune supposée",
    "personnes[].scolarite": "scolarité inconnue : aucune supposée",
    "personnes[].garde_alternee": "résidence alternée non précisée : enfant présent à plein temps supposé",
    "personnes[].autre_parent": "situation de l'autre parent inconnue : pension supposée versée",
    "personnes[].pension_alimentaire": "pension alimentaire non précisée : supposée versée",
    "personnes[].gir": "degré de perte d'autonomie (GIR) inconnu : aucun supposé",
    "personnes[].plan_aide_apa": "plan d'aide inconnu : aucun montant supposé",
    "personnes[].ass_condition_activite": "cinq ans de travail en dix ans non précisés : non supposés",
    "personnes[].etudes.ressources_parents": "ressources des parents inconnues : supposées élevées",
    "couple.statut": "situation de couple non précisée : célibataire, ou marié si un conjoint est là",
    "logement.statut": "logement inconnu : aucune aide au logement comptée",
    "logement.loyer": "loyer inconnu : aucun loyer compté",
    "logement.commune": "commune inconnue : Rodez supposée",
    "logement.entree_prevue": "aucun emménagement prévu supposé",
    "fiscal.rfr_n2": "avis d'impôt inconnu : revenus des douze derniers mois repris à la place",
    "fiscal.parts": "parts fiscales inconnues : comptées d'après le foyer",
}


def supposition(champ: str) -> str:
    """Say what is supposed for an unknown fact."""
    return _SUPPOSITIONS.get(champ, f"« {champ} » non précisé : supposé absent")
