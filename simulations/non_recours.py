"""Due compared with received: the ecart of a droit, and the signalements of a household."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

from simulations.resultat import Decision, Droit, Ecart, Signalement, StatutRecu, TypeEcart

# Conventions: what remains to be checked when every fact is known (the papers, the payer's reading), and
# the certainty of a droit to be checked that nothing measures.
CERTITUDE_FAITS_CONNUS = 0.9
CERTITUDE_NON_MESUREE = 0.5
CERTAINES = (Decision.DROIT_PROBABLE, Decision.A_VERIFIER)
MOIS_PAR_PERIODE = {"mensuel": 1, "annuel": 12, "ponctuel": 12}
A_SIGNALER = (TypeEcart.NON_RECOURS, TypeEcart.SOUS_VERSEMENT, TypeEcart.TROP_PERCU_POSSIBLE)


@dataclass(frozen=True)
class Comparaison:
    """What is needed to compare one droit: euros in its own unit, None where there is none."""

    decision: Decision
    statut: StatutRecu
    recu: float | None
    du: float | None
    du_actuel: float | None
    tolerance: float
    chiffre: bool
    # Smallest and largest amount over the possible values of what is unknown; None with nothing unknown.
    bornes: tuple[float, float] | None = None


def comparer(c: Comparaison) -> Ecart:
    """Compare due with received.

    What is not received is compared with the regular state (`du`), what is received with what a payer
    computes today (`du_actuel`). Nothing is said of a droit that the engine does not decide, nor of an amount
    received that one of the possible values of what is unknown explains.
    """
    if c.statut is StatutRecu.INCONNU or c.du is None:
        return Ecart(type=TypeEcart.INCONNU)
    if c.statut is StatutRecu.NON:
        if c.du > 0:
            return Ecart(type=TypeEcart.NON_RECOURS, montant=c.du if c.chiffre else None)
        return Ecart(type=TypeEcart.AUCUN, montant=0.0)
    if not c.chiffre:
        return Ecart(type=TypeEcart.AUCUN)
    return _recu(c)


def _recu(c: Comparaison) -> Ecart:
    if c.recu is None or c.du_actuel is None:
        return Ecart(type=TypeEcart.INCONNU)
    attendu = c.du_actuel
    if c.bornes is not None:
        mini, maxi = c.bornes
        if mini < maxi and mini - c.tolerance <= c.recu <= maxi + c.tolerance:
            return Ecart(type=TypeEcart.INCONNU)
        attendu = min(max(attendu, mini), maxi)
    difference = round(attendu - c.recu, 2)
    if difference > c.tolerance:
        return Ecart(type=TypeEcart.SOUS_VERSEMENT, montant=difference)
    if -difference > c.tolerance:
        # An over-payment seen through unknown facts would only frighten.
        if c.decision is Decision.A_VERIFIER:
            return Ecart(type=TypeEcart.INCONNU)
        return Ecart(type=TypeEcart.TROP_PERCU_POSSIBLE, montant=-difference)
    return Ecart(type=TypeEcart.AUCUN, montant=difference)


def gain_mensuel(droits: Sequence[Droit]) -> float | None:
    """Give what the household would have more each month once every monthly droit is in payment.

    What is already received and goes down, or up, when the others open is counted; an under-payment or an
    excess of today is not. None when it is unknown whether a droit that is due is received.
    """
    gain = 0.0
    for droit in droits:
        if not droit.montant and not droit.montant_actuel:
            continue
        if droit.recu.statut is StatutRecu.INCONNU:
            return None
        if droit.recu.statut is StatutRecu.NON:
            gain += droit.ecart.montant or 0.0
        elif droit.baisse_prevue is not None:
            gain -= droit.baisse_prevue
        else:
            gain += (droit.montant or 0.0) - (droit.montant_actuel or 0.0)
    return round(gain, 2)


def signaler(droits: Sequence[Droit], mois: str, perdus: Sequence[str]) -> list[Signalement]:
    """Rank what is worth acting on by euros × certainty, apparent over-payments last.

    A droit to claim before another is ranked just before it, whatever its amount.

    Args:
        droits: all the droits of a household.
        mois: the month of the simulation.
        perdus: ids of the droits for which a month without a claim is lost.
    """
    vus = [droit for droit in droits if droit.ecart.type in A_SIGNALER]
    vus.sort(key=_rang, reverse=True)
    return [
        Signalement(
            droit=droit.id,
            beneficiaire=droit.beneficiaire,
            type=droit.ecart.type,
            montant=droit.ecart.montant,
            periodicite=droit.periodicite,
            montant_mensuel=_mensuel(droit),
            certitude=round(certitude(droit), 4),
            urgence=_urgence(droit, mois, perdus),
            rang=rang,
            avant=droit.avant,
            ouvre=droit.ouvre,
            reduit=droit.reduit,
            mois_a_rappeler=droit.effet.mois_a_rappeler,
            rappel_montant=droit.effet.rappel_montant,
        )
        for rang, droit in enumerate(_avant_d_abord(vus), start=1)
    ]


def _avant_d_abord(droits: Sequence[Droit]) -> list[Droit]:
    """Move each droit to claim first just before what depends on it; the rest keeps its place.

    The catalogue refuses a loop of claims, so the walk ends.
    """
    par_cle = {(droit.id, droit.beneficiaire): droit for droit in droits}
    ranges: dict[tuple[str, str], Droit] = {}

    def ranger(droit: Droit) -> None:
        prealables = {(lien.droit, lien.beneficiaire) for lien in droit.avant}
        for cle, autre in par_cle.items():
            if cle in prealables and cle not in ranges:
                ranger(autre)
        ranges[droit.id, droit.beneficiaire] = droit

    for cle, droit in par_cle.items():
        if cle not in ranges:
            ranger(droit)
    return list(ranges.values())


def _mensuel(droit: Droit) -> float | None:
    periode = MOIS_PAR_PERIODE.get(droit.periodicite)
    if droit.ecart.montant is None or periode is None:
        return None
    return round(droit.ecart.montant / periode, 2)


def poids(droit: Droit) -> float:
    """Give the euros per month of an ecart × their certainty."""
    return (_mensuel(droit) or 0.0) * certitude(droit)


def certitude(droit: Droit) -> float:
    """Give how sure an ecart is: the share of the cases in which the droit is due, times a convention."""
    if droit.decision in CERTAINES and droit.probabilite is not None:
        return CERTITUDE_FAITS_CONNUS * droit.probabilite
    return CERTITUDE_FAITS_CONNUS if droit.decision is Decision.DROIT_PROBABLE else CERTITUDE_NON_MESUREE


def _rang(droit: Droit) -> tuple[bool, float]:
    return droit.ecart.type is not TypeEcart.TROP_PERCU_POSSIBLE, poids(droit)


def _urgence(droit: Droit, mois: str, perdus: Sequence[str]) -> str | None:
    if droit.ecart.type is not TypeEcart.NON_RECOURS or droit.id not in perdus:
        return None
    annee, numero = int(mois[:4]), int(mois[5:])
    return f"avant le {monthrange(annee, numero)[1]}/{numero:02d}"
