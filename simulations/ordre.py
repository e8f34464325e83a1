"""How the droits of one household stand with each other: what to claim first, what opens or lowers what.

The cards say it in general (`cumul`); here only what concerns this household is kept. Droits that are not
added to each other are settled before anything is flagged (docs/decisions/0007).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from babel.numbers import format_currency

from rules.cartes import Carte, Cumul
from simulations.non_recours import poids
from simulations.resultat import Decision, Droit, DroitLie, Ecart, EtatCondition, StatutRecu, TypeEcart

_POSSIBLES = (Decision.DROIT_PROBABLE, Decision.A_VERIFIER)


@dataclass(frozen=True)
class Porte:
    """A droit and who holds it.

    Attributes:
        famille: rank of the famille of the holder.
        individuel: held by one person of it.
    """

    droit: Droit
    famille: int
    individuel: bool

    def avec(self, **changements: Any) -> "Porte":
        """Give the same with fields of the droit replaced."""
        return replace(self, droit=self.droit.model_copy(update=changements))


def ordonner(portes: Sequence[Porte], cartes: Mapping[str, Carte]) -> list[Droit]:
    """Settle what is not added to each other, then link the droits of a household.

    Args:
        portes: its droits, already judged and compared with what is received.
        cartes: the cards by id.
    """
    regles = {porte.droit.id: cartes[porte.droit.id].cumul for porte in portes}
    return _lier(_expliquer_les_baisses(_departager(portes, regles), regles), cartes)


def _departager(portes: Sequence[Porte], regles: Mapping[str, Cumul]) -> list[Porte]:
    """Keep one of the droits that exclude each other: what is received, else the most euros × certainty.

    The engine already settles the pairs whose rule it carries: only one of the two is then due.
    """
    restants = list(portes)
    a_ouvrir = [p for p in portes if p.droit.ecart.type is TypeEcart.NON_RECOURS]
    a_ouvrir.sort(key=lambda p: poids(p.droit), reverse=True)
    pris = [p for p in portes if p.droit.recu.statut is StatutRecu.OUI and p.droit.montant]
    for porte in a_ouvrir:
        rival = next((autre for autre in pris if _s_excluent(porte, autre, regles)), None)
        if rival is None:
            pris.append(porte)
        else:
            restants = [_ecarter(p, rival) if p is porte else p for p in restants]
    return restants


def _s_excluent(un: Porte, autre: Porte, regles: Mapping[str, Cumul]) -> bool:
    a, b = un.droit.id, autre.droit.id
    return (b in regles[a].exclut or a in regles[b].exclut) and _memes(un, autre)


def _ecarter(porte: Porte, rival: Porte) -> Porte:
    """Set a droit aside; what is unknown may still make it the one that is due, up to its maximum."""
    droit = porte.droit
    maxi = 0.0 if _l_emporte(rival.droit, droit) else droit.montant_max
    return porte.avec(
        montant=droit.montant if droit.montant is None else 0.0,
        montant_min=droit.montant_min if droit.montant_min is None else 0.0,
        montant_max=droit.montant_max if droit.montant_max is None else maxi,
        ecart=Ecart(type=TypeEcart.AUCUN, montant=0.0),
        retenu_a_la_place=_lien(rival.droit),
    )


def _l_emporte(rival: Droit, droit: Droit) -> bool:
    """Tell whether the droit kept is due in all the possible cases, and is kept in all of them."""
    if rival.probabilite is not None and rival.probabilite < 1:
        return False
    recu = rival.recu.statut is StatutRecu.OUI
    return recu or rival.montant_min is None or rival.montant_min >= (droit.montant_max or 0.0)


def _expliquer_les_baisses(portes: Sequence[Porte], regles: Mapping[str, Cumul]) -> list[Porte]:
    """Say nothing of an excess that a droit due and not yet paid explains: it will lower what is received."""
    return [
        porte.avec(
            ecart=Ecart(type=TypeEcart.INCONNU),
            baisse_prevue=_baisse(porte.droit),
            ordre=(_phrase_baisse(porte.droit, causes),),
        )
        if porte.droit.ecart.type is TypeEcart.TROP_PERCU_POSSIBLE
        and (causes := _causes(porte, portes, regles))
        else porte
        for porte in portes
    ]


def _baisse(droit: Droit) -> float:
    """Give what the amount received loses once every droit is in payment."""
    return max(0.0, round((droit.recu.montant or 0.0) - (droit.montant or 0.0), 2))


def _causes(porte: Porte, portes: Sequence[Porte], regles: Mapping[str, Cumul]) -> list[Droit]:
    """List the droits due and not known to be received that explain the whole excess."""
    causes = [
        p.droit
        for p in portes
        if porte.droit.id in regles[p.droit.id].reduit
        and p.droit.recu.statut is not StatutRecu.OUI
        and p.droit.periodicite == "mensuel"
        and p.droit.montant
        and _memes(porte, p)
    ]
    return causes if sum(d.montant or 0 for d in causes) >= (porte.droit.ecart.montant or 0) else []


def _lier(portes: Sequence[Porte], cartes: Mapping[str, Carte]) -> list[Droit]:
    par_id: dict[str, list[Porte]] = {}
    for porte in portes:
        par_id.setdefault(porte.droit.id, []).append(porte)
    exclus: dict[str, set[str]] = {identifiant: set() for identifiant in par_id}
    for identifiant in par_id:
        for autre in cartes[identifiant].cumul.exclut:
            if autre in par_id:
                exclus[identifiant].add(autre)
                exclus[autre].add(identifiant)
    return [_avec_liens(porte, par_id, cartes, exclus) for porte in portes]


def _avec_liens(
    porte: Porte,
    par_id: Mapping[str, Sequence[Porte]],
    cartes: Mapping[str, Carte],
    exclus: Mapping[str, set[str]],
) -> Droit:
    droit, cumul = porte.droit, cartes[porte.droit.id].cumul
    if droit.decision is Decision.PEU_PROBABLE:
        return droit
    non_recu = droit.recu.statut is not StatutRecu.OUI

    def lies(ids: Iterable[str], garde: Callable[[Droit], bool]) -> list[Droit]:
        return [p.droit for i in ids for p in par_id.get(i, ()) if _memes(porte, p) and garde(p.droit)]

    avant = lies(cumul.avant, lambda d: _a_demander_d_abord(d, cartes[d.id])) if non_recu else []
    ouvre = lies(cumul.ouvre, _a_ouvrir) if _est_du(droit) else []
    reduit = lies(cumul.reduit, _en_jeu) if non_recu and _est_du(droit) else []
    exclut = lies(sorted(exclus[droit.id]), lambda d: _en_jeu(d) or _ecarte(d))
    if not (avant or ouvre or reduit or exclut):
        return droit
    return droit.model_copy(
        update={
            "avant": _liens(avant),
            "ouvre": _liens(ouvre),
            "reduit": _liens(reduit),
            "exclut": _liens(exclut),
            "ordre": (*droit.ordre, *_phrases(droit, avant, ouvre, reduit, exclut)),
        }
    )


def _memes(un: Porte, autre: Porte) -> bool:
    """Tell whether two droits are about the same people: the person, or the famille of the person."""
    if un.individuel and autre.individuel:
        return un.droit.beneficiaire == autre.droit.beneficiaire
    return un.famille == autre.famille


def _a_demander_d_abord(droit: Droit, carte: Carte) -> bool:
    """Keep what is not received and probable or to be checked.

    What the engine does not decide counts only when the facts fulfil every condition that it can judge.
    """
    if droit.recu.statut is StatutRecu.OUI or _ecarte(droit):
        return False
    if droit.decision in (Decision.A_INSTRUIRE, Decision.NON_CALCULABLE):
        etats = [
            jugee.etat
            for jugee, condition in zip(droit.conditions, carte.conditions, strict=False)
            if condition.variable is not None
        ]
        return EtatCondition.REMPLIE in etats and EtatCondition.INCONNUE not in etats
    return droit.decision in _POSSIBLES


def _a_ouvrir(droit: Droit) -> bool:
    vivant = droit.decision is not Decision.PEU_PROBABLE and not _ecarte(droit)
    return vivant and droit.recu.statut is not StatutRecu.OUI


def _est_du(droit: Droit) -> bool:
    """Tell what is received, due, or left to someone's decision."""
    if droit.recu.statut is StatutRecu.OUI or droit.ecart.type is TypeEcart.NON_RECOURS:
        return True
    if droit.decision in _POSSIBLES and not _ecarte(droit):
        return droit.montant is None or droit.montant > 0
    return droit.decision in (Decision.A_INSTRUIRE, Decision.NON_CALCULABLE)


def _en_jeu(droit: Droit) -> bool:
    """Tell what is received, or due with an amount."""
    return droit.recu.statut is StatutRecu.OUI or (droit.decision in _POSSIBLES and bool(droit.montant))


def _ecarte(droit: Droit) -> bool:
    return droit.retenu_a_la_place is not None


def _lien(droit: Droit) -> DroitLie:
    return DroitLie(droit=droit.id, libelle=droit.libelle, beneficiaire=droit.beneficiaire)


def _liens(droits: Sequence[Droit]) -> tuple[DroitLie, ...]:
    return tuple(_lien(droit) for droit in droits)


def _phrases(
    droit: Droit, avant: list[Droit], ouvre: list[Droit], reduit: list[Droit], exclut: list[Droit]
) -> Iterator[str]:  # fmt: skip
    surs = [d for d in avant if d.decision is Decision.DROIT_PROBABLE]
    autres = [d for d in avant if d.decision is not Decision.DROIT_PROBABLE]
    if surs:
        yield f"À demander d’abord ou en même temps : {_noms(surs)}."
    if autres:
        yield f"À vérifier d’abord : {_noms(autres)}."
    if droit.retenu_a_la_place:
        yield (
            f"Ne s’ajoute pas à : {droit.retenu_a_la_place.libelle}, retenu ici. "
            "À comparer avec l’organisme avant de choisir."
        )
    elif exclut:
        yield f"Ne s’ajoute pas à : {_noms(exclut)}."
    if ouvre:
        yield f"Peut ouvrir ou faciliter : {_noms(ouvre)}."
    if reduit:
        yield f"Compte dans les ressources de : {_noms(reduit)} ; les montants estimés en tiennent compte."


def _phrase_baisse(droit: Droit, causes: list[Droit]) -> str:
    ecart = format_currency(droit.ecart.montant or 0.0, "EUR", locale="fr_FR")
    return (
        f"Le montant reçu dépasse l’estimation de {ecart} : cela s’explique si ne sont pas encore versés : "
        f"{_noms(causes)}. Il baissera une fois ces droits ouverts."
    )


def _noms(droits: Sequence[Droit]) -> str:
    return ", ".join(dict.fromkeys(droit.forme or droit.libelle for droit in droits))
