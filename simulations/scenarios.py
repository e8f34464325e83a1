"""What if: named changes side by side with today, and a wage swept from nothing to twice the SMIC.

All the variants of a month are one call of the engine. Unknown facts are at their documented default, before
and after. Amounts are those of the regular state, once every right is in payment.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from simulations.changements import Change, Changement, IdChangement, changer, lecture, libelle
from simulations.droits import resultats
from simulations.encoding import entites
from simulations.encoding.fiscalite import fiscalite
from simulations.errors import CalculImpossible, ErreurChamp, SituationInvalide
from simulations.evaluation import evaluer
from simulations.ledger import ledger
from simulations.non_recours import MOIS_PAR_PERIODE
from simulations.payroll import net_du_smic
from simulations.resultat import (
    BaisseDroit,
    Balayage,
    Decision,
    Droit,
    DroitCompare,
    Perte,
    PointBalayage,
    Resultat,
    Scenario,
    Scenarios,
    StatutRecu,
)
from simulations.situation import Fiscal, Situation
from simulations.tables import Tables, tables

POINTS = 41
_DEDUITES = frozenset({"pension_alimentaire_versee"})
# Droits that are also told among incomes: counted once.
_AUSSI_DROITS = {"ass": "ass", "bourse": "bourse_crous"}
_OUVERTS = (Decision.DROIT_PROBABLE, Decision.A_VERIFIER)
_SANS_MONTANT = ("couverture", "reduction")
_UN_CENTIME = 0.01


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
    avant, *apres = _calculer([situation, *(change.situation for change in changes)])
    return Scenarios(
        mois=situation.mois,
        versions=avant.resultat.versions,
        scenarios=[_scenario(change, avant, etat) for change, etat in zip(changes, apres, strict=True)],
        hypotheses=avant.resultat.hypotheses,
    )


def a_balayer(situation: Situation, personne: str | None = None, points: int = POINTS) -> list[Change]:
    """Give the household at each wage of a sweep from 0 to twice the net SMIC.

    Args:
        situation: the household.
        personne: whose wage; the demandeur when None.
        points: how many wages, both ends included.

    Raises:
        SituationInvalide: nobody has this id.
    """
    if personne is not None and situation.personne(personne) is None:
        faute = ErreurChamp("personne", f'"{personne}"', "l’identifiant d’une personne du foyer")
        raise SituationInvalide([faute])
    salaires = np.linspace(0, 2 * net_du_smic(situation.mois), points)
    return changer_tout(
        situation,
        [
            Changement(id=IdChangement.PRENDRE_EMPLOI, personne=personne, montant=round(float(salaire), 2))
            for salaire in salaires
        ],
    )


def balayer(situation: Situation, personne: str | None = None, points: int = POINTS) -> Balayage:
    """Sweep the net wage of a person: see `a_balayer` and `tracer`."""
    return tracer(situation, a_balayer(situation, personne, points))


def tracer(situation: Situation, changes: Sequence[Change]) -> Balayage:
    """Calculate a sweep.

    Returns:
        By wage: the monthly rights, the disposable income (incomes and rights, before income tax), what is
        kept of each euro earned since the point before; and where more wage leaves less, with the cause.

    Raises:
        CalculImpossible: the engine failed.
    """
    etats = _calculer([change.situation for change in changes])
    points: list[PointBalayage] = []
    for change, etat in zip(changes, etats, strict=True):
        points.append(_point(change.changement.montant or 0.0, etat, points[-1] if points else None))
    libelles = {d.id: d.libelle for etat in etats for d in etat.resultat.droits}
    vus = {nom for point in points for nom in (*point.droits, *point.ouverts)}
    demande = changes[0].changement
    supposes = dict.fromkeys(h for change in changes for h in change.hypotheses)
    return Balayage(
        mois=situation.mois,
        versions=etats[0].resultat.versions,
        personne=demande.personne or _demandeur(situation),
        smic_net=round(net_du_smic(situation.mois), 2),
        lecture=lecture(demande),
        libelles={nom: texte for nom, texte in libelles.items() if nom in vus},
        points=points,
        pertes=[
            _perte(un, autre, libelles)
            for un, autre in pairwise(points)
            if un.disponible - autre.disponible > _UN_CENTIME
        ],
        hypotheses=[*supposes, *etats[0].resultat.hypotheses],
    )


def mensuel(droit: Droit, *, actuel: bool = False) -> float:
    """Give what a droit that is likely due brings per month, euros; 0 without amount.

    Args:
        droit: the droit.
        actuel: as due today, with what is received only, instead of once every right is in payment.
    """
    if droit.decision not in _OUVERTS or droit.periodicite not in ("mensuel", "annuel"):
        return 0.0
    montant = droit.montant_actuel if actuel else droit.montant
    return round((montant or 0.0) / MOIS_PAR_PERIODE[droit.periodicite], 2)


class _Etat:
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


def _calculer(situations: Sequence[Situation]) -> list[_Etat]:
    cadres = tables(situations)
    try:
        faits = resultats(evaluer(cadres))
    except Exception as erreur:
        raise CalculImpossible(f"le calcul de {cadres.mois} a échoué") from erreur
    revenus = _revenus(cadres)
    return [
        _Etat(resultat, {nature: float(montants[rang]) for nature, montants in revenus.items()})
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


def _scenario(change: Change, avant: _Etat, apres: _Etat) -> Scenario:
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


def _point(salaire: float, etat: _Etat, avant: PointBalayage | None) -> PointBalayage:
    droits: dict[str, float] = {}
    for droit in etat.resultat.droits:
        if mensuel(droit):
            droits[droit.id] = round(droits.get(droit.id, 0.0) + mensuel(droit), 2)
    ouverts = {
        d.id for d in etat.resultat.droits if d.periodicite in _SANS_MONTANT and d.decision in _OUVERTS
    }
    disponible = round(etat.revenus() + sum(droits.values()), 2)
    conserve = None
    if avant is not None:
        conserve = round((disponible - avant.disponible) / (salaire - avant.salaire), 4)
    return PointBalayage(
        salaire=salaire, droits=droits, ouverts=sorted(ouverts), disponible=disponible, conserve=conserve
    )


def _perte(un: PointBalayage, autre: PointBalayage, libelles: dict[str, str]) -> Perte:
    baisses = [
        BaisseDroit(droit=nom, libelle=libelles[nom], avant=avant, apres=autre.droits.get(nom, 0.0))
        for nom, avant in un.droits.items()
        if avant - autre.droits.get(nom, 0.0) >= _UN_CENTIME
    ]
    baisses.sort(key=lambda baisse: baisse.apres - baisse.avant)
    return Perte(
        de=un.salaire,
        a=autre.salaire,
        perte=round(un.disponible - autre.disponible, 2),
        causes=baisses,
    )


def _demandeur(situation: Situation) -> str:
    return next(p.id for p in situation.personnes if p.role == "demandeur")
