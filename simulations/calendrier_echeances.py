"""What must be done, and by when: claims that lose a month by waiting, declarations, renewals."""

from collections.abc import Iterator, Sequence

from rules.catalogue import charger_catalogue
from simulations.calendrier_faits import DUREE_CSS, SANTE, dernier_jour
from simulations.mois import decaler, indice
from simulations.resultat import Decision, Droit, Resultat, StatutRecu, TypeEcart
from simulations.resultat_scenarios import Echeance
from simulations.situation import Prestation, Situation

# CASF R262-4 and CSS R843-1: resources are examined every quarter.
_DECLARES = ("rsa", "ppa")
_TRIMESTRE = 3
# ameli.fr: renewal asked four to two months before the end; by itself with RSA, ASPA or ASI.
_RENOUVELER_AVANT = 2
_RENOUVELLENT = frozenset({"rsa", "aspa", "asi"})
_OUVERTS = (Decision.DROIT_PROBABLE, Decision.A_VERIFIER)


def echeances(
    situation: Situation, resultats: Sequence[Resultat], ouvertures: dict[str, list[Droit]]
) -> dict[str, list[Echeance]]:
    """List what must be done, by the month in which it must.

    Args:
        situation: the household, at the first month.
        resultats: the answer of each month.
        ouvertures: by month, the droits that open then.
    """
    mois = [resultat.mois for resultat in resultats]
    trouvees: dict[str, list[Echeance]] = {m: [] for m in mois}
    a_ranger = list(_a_demander(resultats[0], mois[0]))
    for m, droits in ouvertures.items():
        a_ranger += [e for droit in droits if (e := _a_l_ouverture(droit, m, mois[0]))]
    for prestation in situation.prestations or []:
        a_ranger += _des_prestations(prestation, situation, mois)
    for quand, echeance in a_ranger:
        if quand in trouvees:
            trouvees[quand].append(echeance)
    return trouvees


def _a_demander(resultat: Resultat, mois: str) -> Iterator[tuple[str, Echeance]]:
    """Give the droits not received of which a month is lost by waiting, or will be within the year."""
    cartes = charger_catalogue()
    for droit in resultat.droits:
        if droit.ecart.type is not TypeEcart.NON_RECOURS or droit.decision not in _OUVERTS:
            continue
        effet = droit.effet
        if cartes[droit.id].effet.perdu_si_attente:
            phrase = f"demander : {droit.libelle} — un mois passé sans demande n’est pas payé"
            yield mois, _echeance(droit, mois, phrase)
        elif effet.rappel_mois and effet.mois_a_rappeler:
            limite = decaler(mois, effet.rappel_mois - effet.mois_a_rappeler)
            phrase = f"demander : {droit.libelle} — après cette date, des mois dus sont perdus"
            yield limite, _echeance(droit, limite, phrase)


def _a_l_ouverture(droit: Droit, mois: str, premier: str) -> tuple[str, Echeance] | None:
    """Give the claim of a droit that opens; the month before when it only counts the month after a claim."""
    carte = charger_catalogue()[droit.id]
    if droit.recu.statut is StatutRecu.OUI or carte.effet.regle == "automatique":
        return None
    quand = f"s’ouvre en {mois[5:]}/{mois[:4]}"
    if not carte.effet.perdu_si_attente:
        phrase = f"demander : {droit.libelle}, qui {quand}"
        return mois, Echeance(droit=droit.id, beneficiaire=droit.beneficiaire, avant_le=None, phrase=phrase)
    limite = decaler(mois, -1) if carte.effet.regle.startswith("mois_suivant") else mois
    limite = max(limite, premier)
    phrase = f"demander : {droit.libelle}, qui {quand} — un mois passé sans demande n’est pas payé"
    return limite, _echeance(droit, limite, phrase)


def _echeance(droit: Droit, mois: str, phrase: str) -> Echeance:
    return Echeance(
        droit=droit.id, beneficiaire=droit.beneficiaire, avant_le=dernier_jour(mois), phrase=phrase
    )


def _des_prestations(
    prestation: Prestation, situation: Situation, mois: Sequence[str]
) -> Iterator[tuple[str, Echeance]]:
    if not prestation.recu:
        return
    suivis = [m for m in mois if m <= (prestation.a or "9999")]
    if prestation.droit in _DECLARES:
        yield from _declarations(prestation, suivis)
    elif prestation.droit in SANTE and prestation.de and not prestation.a:
        d_office = any(p.recu and p.droit in _RENOUVELLENT for p in situation.prestations or [])
        for m in suivis:
            ecoules = indice(m) - indice(prestation.de)
            if ecoules >= 0 and ecoules % DUREE_CSS == DUREE_CSS - 1 - _RENOUVELER_AVANT:
                yield m, _renouvellement(prestation.droit, m, d_office=d_office)


def _declarations(prestation: Prestation, mois: Sequence[str]) -> Iterator[tuple[str, Echeance]]:
    nom = charger_catalogue()[prestation.droit].libelle
    if prestation.de is None:
        phrase = f"déclarer ses ressources tous les trois mois : {nom} (mois à lire sur le compte)"
        yield mois[0], Echeance(droit=prestation.droit, avant_le=None, phrase=phrase)
        return
    for m in mois:
        ecoules = indice(m) - indice(prestation.de)
        if ecoules > 0 and ecoules % _TRIMESTRE == 0:
            phrase = f"déclarer ses ressources du trimestre : {nom}"
            yield m, Echeance(droit=prestation.droit, avant_le=dernier_jour(m), phrase=phrase)


def _renouvellement(droit: str, mois: str, *, d_office: bool) -> Echeance:
    fin = decaler(mois, _RENOUVELER_AVANT)
    phrase = f"redemander la complémentaire santé solidaire, qui finit fin {fin[5:]}/{fin[:4]}"
    if d_office:
        phrase += " (renouvelée d’office avec le RSA, l’ASPA ou l’ASI : à vérifier)"
    return Echeance(droit=droit, avant_le=dernier_jour(mois), phrase=phrase)
