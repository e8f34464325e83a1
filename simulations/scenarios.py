"""What if: named changes side by side with today.

All the variants of a month are one call of the engine. Unknown facts are at their documented default, before
and after. Amounts are those of the regular state, once every right is in payment.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simulations.changements import Change, Changement, IdChangement, changer, lecture, libelle
from simulations.droits import resultats
from simulations.encoding import entites
from simulations.encoding.fiscalite import fiscalite
from simulations.errors import CalculImpossible, SituationInvalide
from simulations.evaluation import evaluer
from simulations.ledger import ledger
from simulations.non_recours import MOIS_PAR_PERIODE
from simulations.resultat import Decision, Droit, Resultat, StatutRecu
from simulations.resultat_scenarios import DroitCompare, Scenario, Scenarios
from simulations.situation import Fiscal, Situation
from simulations.tables import Tables, tables

_DEDUITES = frozenset({"pension_alimentaire_versee"})
# Droits that are also told among incomes: counted once.
_AUSSI_DROITS = {"ass": "ass", "bourse": "bourse_crous"}
OUVERTS = (Decision.DROIT_PROBABLE, Decision.A_VERIFIER)


def changer_tout(situation: Situation, changements: Sequence[Changement]) -> list[Change]:
    """Give the household after each change, tax notices of settled incomes worked out again.

    Raises:
        SituationInvalide: a change that does not exist, lacks a figure or does not suit the household.
    """
    changes, fautes = [], []
    for rang, changement in enumerate(changements):
        try:
            changes.append(changer(situation, changement))
        except SituationInvalide as erreur:
            fautes += [faute.sous(f"changements[{rang}]") for faute in erreur.erreurs]
    if fautes:
        raise SituationInvalide(fautes)
    return _avec_avis(changes)


def comparer(situation: Situation, changes: Sequence[Change]) -> Scenarios:
    """Put each change beside today.

    Raises:
        CalculImpossible: the engine failed.
    """
    avant, *apres = calculer([situation, *(change.situation for change in changes)])
    return Scenarios(
        mois=situation.mois,
        versions=avant.resultat.versions,
        scenarios=[_scenario(change, avant, etat) for change, etat in zip(changes, apres, strict=True)],
        hypotheses=avant.resultat.hypotheses,
    )


def mensuel(droit: Droit, *, actuel: bool = False) -> float:
    """Give what a droit that is likely due brings per month, euros; 0 without amount.

    Args:
        droit: the droit.
        actuel: as due today, with what is received only, instead of once every right is in payment.
    """
    if droit.decision not in OUVERTS or droit.periodicite not in ("mensuel", "annuel"):
        return 0.0
    montant = droit.montant_actuel if actuel else droit.montant
    return round((montant or 0.0) / MOIS_PAR_PERIODE[droit.periodicite], 2)


class Etat:
    """A household calculated: its answer and its incomes of the month."""

    def __init__(self, resultat: Resultat, revenus: dict[str, float]) -> None:
        self.resultat = resultat
        self._revenus = revenus

    def droits(self, *, recus: bool = False) -> dict[tuple[str, str], Droit]:
        """Give the droits by id and holder; when asked, as due today and 0 unless received."""
        choisis = {(d.id, d.beneficiaire): d for d in self.resultat.droits}
        if not recus:
            return choisis
        return {
            cle: droit.model_copy(
                update={"montant": droit.montant_actuel if droit.recu.statut is StatutRecu.OUI else 0.0}
            )
            for cle, droit in choisis.items()
        }

    def revenus(self) -> float:
        """Add up incomes; what a droit already counts is left to it."""
        dus = dict.fromkeys(_AUSSI_DROITS.values(), 0.0)
        for droit in self.resultat.droits:
            if droit.id in dus:
                dus[droit.id] += mensuel(droit)
        total = 0.0
        for nature, montant in self._revenus.items():
            deja = dus[_AUSSI_DROITS[nature]] if nature in _AUSSI_DROITS else 0.0
            total += -montant if nature in _DEDUITES else max(montant - deja, 0.0)
        return round(total, 2)


def calculer(situations: Sequence[Situation]) -> list[Etat]:
    """Calculate households of one month in one call, unknown facts at their default.

    Raises:
        CalculImpossible: the engine failed.
    """
    cadres = tables(situations)
    try:
        faits = resultats(evaluer(cadres))
    except Exception as erreur:
        raise CalculImpossible(f"le calcul de {cadres.mois} a échoué") from erreur
    revenus = _revenus(cadres)
    return [
        Etat(resultat, {nature: float(montants[rang]) for nature, montants in revenus.items()})
        for rang, resultat in enumerate(faits)
    ]


def _revenus(cadres: Tables) -> dict[str, Any]:
    """Add up the incomes of the month, by nature and household, euros."""
    livre = ledger(cadres)
    menages = cadres.personnes["menage"].to_numpy()
    return {n: np.bincount(menages, livre.somme(n)[-1], cadres.nb_menages) for n in livre.par_nature}


def _avec_avis(changes: list[Change]) -> list[Change]:
    """Write again the tax figures that were known, estimated from the settled incomes."""
    refaits = [rang for rang, change in enumerate(changes) if change.avis]
    if not refaits:
        return changes
    cadres = tables([changes[rang].situation for rang in refaits])
    fisc = fiscalite(cadres, ledger(cadres), entites(cadres))
    faits = list(changes)
    for ligne, rang in enumerate(refaits):
        change = changes[rang]
        valeurs = {nom: float(getattr(fisc, nom)[ligne]) for nom in change.avis}
        fiscal = (change.situation.fiscal or Fiscal()).model_copy(update=valeurs)
        situation = change.situation.model_copy(update={"fiscal": fiscal})
        faits[rang] = Change(change.changement, situation, change.avis, change.hypotheses)
    return faits


def _scenario(change: Change, avant: Etat, apres: Etat) -> Scenario:
    # Claiming one droit changes nothing of the regular state, where all are claimed: today is compared.
    recus = change.changement.id is IdChangement.DEMANDER
    anciens, nouveaux = avant.droits(recus=recus), apres.droits(recus=recus)
    lignes = [
        _comparer_un(anciens.get(cle), nouveaux.get(cle))
        for cle in {**anciens, **nouveaux}
        if _etat(anciens.get(cle)) != _etat(nouveaux.get(cle))
    ]
    total_avant = round(sum(map(mensuel, anciens.values())), 2)
    total_apres = round(sum(map(mensuel, nouveaux.values())), 2)
    revenus_avant, revenus_apres = avant.revenus(), apres.revenus()
    return Scenario(
        id=change.changement.id,
        libelle=libelle(change.changement),
        lecture=lecture(change.changement),
        hypotheses=list(change.hypotheses),
        droits=lignes,
        revenus_avant=revenus_avant,
        revenus_apres=revenus_apres,
        droits_mensuels_avant=total_avant,
        droits_mensuels_apres=total_apres,
        ecart_mensuel=round(revenus_apres - revenus_avant + total_apres - total_avant, 2),
    )


def _comparer_un(ancien: Droit | None, nouveau: Droit | None) -> DroitCompare:
    montre = nouveau or ancien
    assert montre is not None  # noqa: S101 - the key comes from one of the two
    return DroitCompare(
        id=montre.id,
        libelle=montre.libelle,
        beneficiaire=montre.beneficiaire,
        periodicite=montre.periodicite,
        avant=ancien.montant if ancien else None,
        apres=nouveau.montant if nouveau else None,
        decision_avant=ancien.decision if ancien else Decision.PEU_PROBABLE,
        decision_apres=nouveau.decision if nouveau else Decision.PEU_PROBABLE,
    )


def _etat(droit: Droit | None) -> tuple[Decision, float]:
    if droit is None:
        return (Decision.PEU_PROBABLE, 0.0)
    return (droit.decision, droit.montant or 0.0)
