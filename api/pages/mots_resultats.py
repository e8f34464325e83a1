"""The words put on a result: who pays, from when it counts, the state of a condition, who is meant."""

import re
from collections.abc import Mapping

from api.pages.formats import ESPACE, date_longue
from rules.catalogue import charger_catalogue
from simulations.affichage_parametres import valeur_lisible
from simulations.resultat import Condition, Droit, Effet, EtatCondition, Repere

ORGANISMES = {
    "caf": "Caf",
    "cpam": "CPAM (assurance maladie)",
    "carsat": "Carsat (retraite)",
    "msa": "MSA (régime agricole)",
    "france_travail": "France Travail",
    "departement": "Département de l’Aveyron",
    "mdph": "MDPH (handicap)",
    "education_nationale": "Éducation nationale",
    "crous": "Crous",
    "action_logement": "Action Logement",
    "asp": "Agence de services et de paiement (ASP)",
    "bailleur_social": "bailleur social",
    "banque": "banque",
    "mission_locale": "Mission locale",
    "etat": "État",
    "anah": "Anah",
    "region": "Région",
    "agglomeration": "Agglomération",
    "ccas": "CCAS",
    "commune": "Commune",
    "regie_eau": "Régie de l’eau",
    "adil": "ADIL",
    "association": "Association",
    "transporteur": "Transporteur",
}

_REGLES = {
    "premier_du_mois_de_la_demande": "Compte à partir du mois de la demande",
    "mois_suivant_la_demande": "Compte à partir du mois qui suit la demande",
    "mois_suivant_l_evenement": "Compte à partir du mois qui suit l’événement",
    "date_de_decision": "Compte à partir de la décision",
    "mois_suivant_la_decision": "Compte à partir du mois qui suit la décision",
    "automatique": "Versé sans demande",
    "annee_scolaire": "Vaut pour une année scolaire",
    "campagne_annuelle": "Se demande pendant une campagne annuelle",
    "a_la_demande": "Se demande au moment du besoin",
}

ETATS = {
    EtatCondition.REMPLIE: ("✓", "Remplie"),
    EtatCondition.NON_REMPLIE: ("✗", "Non remplie"),
    EtatCondition.INCONNUE: ("?", "À vérifier"),
    EtatCondition.SANS_OBJET: ("–", "Sans objet"),
}
_PAR_L_ORGANISME = ("?", "À vérifier par l’organisme")

CONFIANCES = {"secondaire": "source secondaire", "a_confirmer": "source à confirmer"}


def organisme(code: str) -> str:
    """Name an organisme."""
    return ORGANISMES.get(code, code)


def effet(regle: Effet) -> str:
    """Say from when a claim counts, and what can still be asked of the past."""
    phrase = _REGLES.get(regle.regle, regle.regle)
    if regle.a_partir_de:
        phrase = f"Compte à partir du {date_longue(regle.a_partir_de)} si la demande est faite ce mois-ci"
    if regle.rappel:
        return f"{phrase}. {regle.rappel}"
    if regle.rappel_mois:
        phrase += f" ; jusqu’à {regle.rappel_mois}{ESPACE}mois passés peuvent encore être payés"
    return f"{phrase}."


def etat_condition(droit: Droit, condition: Condition) -> tuple[str, str]:
    """Give the sign and the words of the state of a condition; some, only the organisme can tell."""
    carte = charger_catalogue().get(droit.id)
    if condition.etat is EtatCondition.INCONNUE and carte:
        sans_calcul = {c.libelle for c in carte.conditions if c.variable is None}
        if condition.libelle in sans_calcul:
            return _PAR_L_ORGANISME
    return ETATS[condition.etat]


def nommer(hypothese: str, personnes: Mapping[str, str]) -> str:
    """Call the persons of an assumption as the screen does: `revenus de p2` is `revenus (Conjoint)`.

    Args:
        hypothese: the assumption, in the words of `simulations.hypotheses`.
        personnes: the names by id.
    """
    if not personnes:
        return hypothese
    un_nom = "|".join(re.escape(i) for i in sorted(personnes, key=len, reverse=True))
    motif = rf" de ((?:{un_nom})(?:(?:, | et )(?:{un_nom}))*)(?= )"
    noms = re.compile(un_nom)
    return re.sub(
        motif,
        lambda trouve: " (" + noms.sub(lambda i: personnes[i[0]], trouve[1]) + ")",
        hypothese,
        count=1,
    )


def chiffre(repere: Repere) -> str:
    """Write a figure of the rule, or say who is awaited for it."""
    if repere.valeur is None:
        return "à demander à l’organisme"
    return valeur_lisible(repere.valeur, repere.unite)


def resume(droit: Droit) -> str:
    """Give the sentence that says what a droit is."""
    carte = charger_catalogue().get(droit.id)
    return carte.resume if carte else ""
