"""Changes of income: a job taken or lost, retirement."""

from calendar import monthrange

from simulations.changement import (
    CHOMAGE,
    REVENUS_DU_TRAVAIL,
    Changement,
    Document,
    Horizon,
    clore,
    debut,
    euros,
    faute,
    trouver,
)
from simulations.mois import decaler
from simulations.payroll import net_du_smic

HEURES_TEMPS_PLEIN = 35.0
_TRAVAILLE = frozenset({"salarie", "independant", "auto_entrepreneur", "exploitant_agricole"})
# A student or a pensioner who works is still one.
_GARDENT_LEUR_STATUT = frozenset({"etudiant", "apprenti", "retraite"})
# Paid for want of a job: ends with one.
_SANS_EMPLOI = frozenset({"ass"})
# What depends on incomes follows the new ones once settled: the amount of before is no longer a fact.
_SUIVENT_LES_REVENUS = frozenset({"rsa", "ppa", "af", "cf", "asf", "paje_base", "al", "aspa"})


def prendre_emploi(document: Document, changement: Changement) -> list[str]:
    """Take a job paid `montant`, or the SMIC for `heures` a week; a wage of 0 is no job."""
    personne, mois = trouver(document, changement), document["mois"]
    if (changement.montant is None) == (changement.heures is None):
        recu = None if changement.montant is None else "montant et heures"
        raise faute("montant", recu, "un salaire net par mois, ou des heures par semaine")
    montant = changement.montant
    if montant is None:
        montant = net_du_smic(mois) * (changement.heures or 0) / HEURES_TEMPS_PLEIN
    depuis = debut(mois, changement.horizon)
    supposes = clore(personne, depuis, REVENUS_DU_TRAVAIL | CHOMAGE)
    _effacer_l_emploi(personne)
    if montant:
        personne["revenus"].append({"nature": "salaire", "montant": round(montant, 2), "de": depuis})
        personne["emploi"] = {"debut": f"{depuis}-01", "alternance": False}
        if changement.heures is not None:
            personne["emploi"]["heures_semaine"] = changement.heures
        if personne.get("activite") not in _GARDENT_LEUR_STATUT:
            personne["activite"] = "salarie"
    elif personne.get("activite") in _TRAVAILLE:
        personne["activite"] = "sans_activite"
    personne.pop("inscrit_france_travail_depuis", None)
    _suivre(document, changement.horizon, personne)
    return [*supposes, "les allocations de chômage s’arrêtent avec l’emploi"]


def perdre_emploi(document: Document, changement: Changement) -> list[str]:
    """Lose every income of work; `montant` is the allowance that replaces it, none when absent."""
    personne, mois = trouver(document, changement), document["mois"]
    perdus = {
        r["nature"]
        for r in personne.get("revenus") or []
        if r["nature"] in REVENUS_DU_TRAVAIL and (r.get("a") or "9999") >= decaler(mois, -1)
    }
    if not perdus:
        raise faute("personne", personne["id"], "une personne dont un revenu du travail est connu")
    depuis = debut(mois, changement.horizon)
    clore(personne, depuis, REVENUS_DU_TRAVAIL)
    _effacer_l_emploi(personne)
    if changement.horizon is Horizon.PREMIER_MOIS:
        veille = decaler(mois, -1)
        dernier_jour = f"{veille}-{monthrange(int(veille[:4]), int(veille[5:]))[1]}"
        personne["revenus_interrompus"] = [
            {"nature": nature, "le": dernier_jour, "remplace": bool(changement.montant)}
            for nature in sorted(perdus)
        ]
    if changement.montant:
        personne["revenus"].append({"nature": "are", "montant": changement.montant, "de": depuis})
    personne["activite"] = "demandeur_emploi"
    personne["inscrit_france_travail_depuis"] = f"{depuis}-01"
    _suivre(document, changement.horizon, None)
    return ["inscription à France Travail dès la perte de l’emploi"]


def partir_en_retraite(document: Document, changement: Changement) -> list[str]:
    """Retire with a pension of `montant`."""
    if changement.montant is None:
        raise faute("montant", None, "une pension nette par mois")
    personne = trouver(document, changement)
    depuis = debut(document["mois"], changement.horizon)
    supposes = clore(personne, depuis, REVENUS_DU_TRAVAIL | CHOMAGE)
    _effacer_l_emploi(personne)
    if changement.montant:
        personne["revenus"].append({"nature": "retraite", "montant": changement.montant, "de": depuis})
    personne["activite"] = "retraite"
    personne.pop("inscrit_france_travail_depuis", None)
    _suivre(document, changement.horizon, personne)
    return [*supposes, "l’âge et la durée d’assurance qui ouvrent la pension ne sont pas vérifiés"]


def dire_emploi(changement: Changement) -> str:
    """Name the change `prendre_emploi`."""
    if changement.heures is not None:
        return f"Prendre un emploi de {changement.heures:g} heures par semaine au SMIC".replace(".", ",")
    return f"Prendre un emploi payé {euros(changement.montant)} net par mois"


def dire_perte(changement: Changement) -> str:
    """Name the change `perdre_emploi`."""
    suite = f"avec une allocation de {euros(changement.montant)} par mois" if changement.montant else ""
    return f"Perdre son emploi, {suite or 'sans allocation de chômage'}"


def dire_retraite(changement: Changement) -> str:
    """Name the change `partir_en_retraite`."""
    return f"Partir en retraite avec {euros(changement.montant)} par mois"


def _effacer_l_emploi(personne: Document) -> None:
    """Forget what described the job of before, or its end."""
    for champ in ("emploi", "revenus_interrompus", "are_fin_droits", "are_journaliere"):
        personne.pop(champ, None)


def _suivre(document: Document, horizon: Horizon | None, au_travail: Document | None) -> None:
    """Let go of what the new incomes make false: amounts received, benefits for want of a job."""
    for prestation in document.get("prestations") or []:
        if horizon is Horizon.INSTALLE and prestation["droit"] in _SUIVENT_LES_REVENUS:
            prestation.pop("montant", None)
        vise = prestation.get("personne") in (None, au_travail["id"]) if au_travail else False
        if vise and prestation["droit"] in _SANS_EMPLOI and prestation.get("recu"):
            prestation["recu"] = False
            prestation.pop("montant", None)
