"""A wage swept from nothing to twice the net SMIC: what is left, what is kept, where it is lost and why."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from simulations.changements import Change, Changement, IdChangement, lecture
from simulations.errors import ErreurChamp, SituationInvalide
from simulations.payroll import net_du_smic
from simulations.resultat_scenarios import BaisseDroit, Balayage, Perte, PointBalayage
from simulations.scenarios import OUVERTS, Etat, calculer, changer_tout, mensuel
from simulations.situation import Situation

POINTS = 41
_SANS_MONTANT = ("couverture", "reduction")
_UN_CENTIME = 0.01


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
    etats = calculer([change.situation for change in changes])
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


def _point(salaire: float, etat: Etat, avant: PointBalayage | None) -> PointBalayage:
    droits: dict[str, float] = {}
    for droit in etat.resultat.droits:
        if mensuel(droit):
            droits[droit.id] = round(droits.get(droit.id, 0.0) + mensuel(droit), 2)
    ouverts = {d.id for d in etat.resultat.droits if d.periodicite in _SANS_MONTANT and d.decision in OUVERTS}
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
