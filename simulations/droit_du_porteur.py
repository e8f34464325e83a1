"""One droit of one holder, written from its columns.

Holders of any household in the same state (same figures, same conditions, same place) share one answer:
answers are frozen, and building them costs more than computing what they say.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np

from rules.cartes import Carte
from rules.cartes import Reference as ReferenceCarte
from rules.contacts import contact
from simulations.besoins import PRESUMES
from simulations.conditions import INCONNUE, NON_REMPLIE, REMPLIE, SANS_OBJET, EtatCondition
from simulations.effet import effet_du_texte
from simulations.evaluation import CODES, COMMUNE, ColonnesDroit, Evaluation
from simulations.fiche import demarche_depuis, reperes
from simulations.fourchettes import Fourchette
from simulations.hypotheses import supposition
from simulations.non_recours import Comparaison, comparer
from simulations.recus import INCONNU, NON, OUI
from simulations.resultat import Condition, Decision, Demarche, Droit, Ecart, Recu, Reference, StatutRecu
from simulations.resultat import EtatCondition as Etat

T = TypeVar("T")
_STATUTS = {NON: StatutRecu.NON, OUI: StatutRecu.OUI, INCONNU: StatutRecu.INCONNU}
_ETATS = {
    REMPLIE: Etat.REMPLIE,
    NON_REMPLIE: Etat.NON_REMPLIE,
    INCONNUE: Etat.INCONNUE,
    SANS_OBJET: Etat.SANS_OBJET,
}


class Redaction:
    """Writes the droits of the households of one evaluation.

    Args:
        evaluation: columns of all the households.
        fourchettes: by droit, its range over the completions of what is unknown, by holder.
    """

    def __init__(self, evaluation: Evaluation, fourchettes: Mapping[str, Fourchette]) -> None:
        cartes = [colonnes.carte for colonnes in evaluation.colonnes.values()]
        mois = evaluation.tables.mois
        entites = evaluation.entites
        self._fourchettes = fourchettes
        # Lists, not arrays: they are read one rank at a time, thousands of times.
        self._demandeurs: list[int] = entites.demandeur_de_famille.tolist()
        self._principales: list[bool] = entites.principale.tolist()
        self._menages_personnes: list[int] = entites.menage_de_personne.tolist()
        self._menages_familles: list[int] = entites.menage_de_famille.tolist()
        self._ids: list[str] = evaluation.tables.personnes["id"].to_list()
        self._regimes: list[str | None] = evaluation.tables.personnes["regime"].to_list()
        self._communes: list[str | None] = evaluation.tables.menages[COMMUNE].to_list()
        self._effets = {carte.id: effet_du_texte(carte, mois) for carte in cartes}
        self._reperes = {carte.id: reperes(carte, mois) for carte in cartes}
        self._references = {
            carte.id: [_reference(condition.reference) for condition in carte.conditions] for carte in cartes
        }
        self._empreintes = {
            identifiant: _empreintes(colonnes, fourchettes.get(identifiant))
            for identifiant, colonnes in evaluation.colonnes.items()
        }
        self._conditions = {
            identifiant: [_lire(etat) for etat in colonnes.conditions]
            for identifiant, colonnes in evaluation.colonnes.items()
        }
        self._ecrits: dict[tuple[Any, ...], Any] = {}

    def droit(self, colonnes: ColonnesDroit, p: int) -> Droit:
        """Write a droit for its holder of rank `p`."""
        carte = colonnes.carte
        individuel = carte.calcul.entite == "individu"
        demandeur = p if individuel else self._demandeurs[p]
        menage = (self._menages_personnes if individuel else self._menages_familles)[p]
        organisme = _organisme(carte, self._regimes[demandeur])
        lieu = _Lieu(
            self._beneficiaire(carte, p, individuel),
            organisme,
            self._demarche(carte, organisme, self._communes[menage]),
        )
        # What is missing names the persons: the names belong to the state.
        noms = tuple(m.qui(p) for m in colonnes.manques.values() if m.porteurs[p])
        cle = (carte.id, *lieu[:2], id(lieu.demarche), noms, self._empreintes[carte.id][p])
        return self._une_fois(cle, lambda: self._ecrire(colonnes, p, lieu))

    def _une_fois(self, cle: tuple[Any, ...], ecrire: Callable[[], T]) -> T:
        """Write once what several holders share."""
        ecrit: T | None = self._ecrits.get(cle)
        if ecrit is None:
            ecrit = self._ecrits[cle] = ecrire()
        return ecrit

    def _ecrire(self, colonnes: ColonnesDroit, p: int, lieu: "_Lieu") -> Droit:
        carte, chiffre = colonnes.carte, colonnes.carte.calcul.nature == "montant"
        decision = Decision(CODES[colonnes.decision[p]])
        statut = _STATUTS[int(colonnes.recus.statut[p])]
        du, du_actuel = _euros(colonnes.du[p]), _euros(colonnes.du_actuel[p])
        recu = _euros(colonnes.recus.montant[p])
        presume = bool(colonnes.ferme_par_presomption[p])
        mesure = _NON_MESUREE if presume else _mesure(self._fourchettes.get(carte.id), p, du, decision)
        bornes = mesure.bornes()
        if mesure.centre is not None and (statut is not StatutRecu.OUI or not _entre(du, bornes)):
            du = mesure.centre
        comparaison = Comparaison(
            decision, statut, recu, du, du_actuel, carte.tolerance or 0.0, chiffre, bornes
        )
        return Droit(
            id=carte.id,
            libelle=carte.libelle,
            forme=next((nom for nom, vrai in colonnes.formes.items() if vrai[p]), None),
            beneficiaire=lieu.beneficiaire,
            organisme=lieu.organisme,
            niveau="national" if isinstance(carte.territoire, str) else carte.territoire.niveau,
            financeur=carte.financeur,
            periodicite=carte.periodicite,
            decision=decision,
            probabilite=mesure.part,
            montant=du if chiffre else None,
            montant_min=mesure.mini if chiffre else None,
            montant_max=mesure.maxi if chiffre else None,
            montant_actuel=du_actuel if chiffre else None,
            unite=carte.unite,
            recu=self._recu(statut, recu),
            ecart=self._ecart(comparaison),
            effet=self._effets[carte.id],
            conditions=[
                self._condition(lue, p, reference)
                for lue, reference in zip(self._conditions[carte.id], self._references[carte.id], strict=True)
            ],
            demarche=lieu.demarche,
            reperes=self._reperes[carte.id],
            hypotheses=hypotheses_du_droit(colonnes, p),
            limites=[*carte.limites, *([carte.calcul.raison] if carte.calcul.raison else [])],
        )

    def _beneficiaire(self, carte: Carte, p: int, individuel: bool) -> str:
        if individuel:
            return self._ids[p]
        return (carte.calcul.entite or "famille") if self._principales[p] else self._ids[self._demandeurs[p]]

    def _recu(self, statut: StatutRecu, montant: float | None) -> Recu:
        return self._une_fois((Recu, statut, montant), lambda: Recu(statut=statut, montant=montant))

    def _ecart(self, comparaison: Comparaison) -> Ecart:
        return self._une_fois((Ecart, comparaison), lambda: comparer(comparaison))

    def _condition(self, lue: "_Lue", p: int, reference: Reference) -> Condition:
        code = lue.etats[p]
        valeur = _euros(lue.valeurs[p]) if code in (REMPLIE, NON_REMPLIE) else None
        seuil = _euros(lue.seuils[p])
        return self._une_fois(
            (id(lue), code, valeur, seuil),
            lambda: Condition(
                libelle=lue.libelle,
                etat=_ETATS[code],
                valeur=valeur,
                seuil=seuil,
                reference=reference,
            ),
        )

    def _demarche(self, carte: Carte, organisme: str, commune: str | None) -> Demarche:
        """Give how to claim, from the commune of the holder; one object for the communes of a same place."""
        places = contact(organisme, commune, carte.id) if commune else ()
        return self._une_fois(
            (Demarche, carte.id, organisme, *map(id, places)), lambda: demarche_depuis(carte, places)
        )


class _Lue(NamedTuple):
    """A condition over its holders, as lists: read one rank at a time."""

    libelle: str
    etats: list[int]
    valeurs: list[float]
    seuils: list[float]


def _lire(etat: EtatCondition) -> _Lue:
    return _Lue(etat.condition.libelle, etat.etat.tolist(), etat.valeur.tolist(), etat.seuil.tolist())


class _Lieu(NamedTuple):
    """Whose droit it is, who pays it and how it is claimed."""

    beneficiaire: str
    organisme: str
    demarche: Demarche


def _empreintes(colonnes: ColonnesDroit, fourchette: Fourchette | None) -> list[bytes]:
    """Give, by holder, every figure that its answer is written from: same bytes, same answer."""
    chiffre = colonnes.carte.calcul.nature == "montant"
    figures = [
        colonnes.decision,
        *((colonnes.du, colonnes.du_actuel) if chiffre else (colonnes.du > 0,)),
        colonnes.recus.statut,
        colonnes.recus.montant,
        colonnes.ferme_par_presomption,
        *colonnes.formes.values(),
        *(manque.porteurs for manque in (*colonnes.manques.values(), *colonnes.presumes.values())),
    ]
    for condition in colonnes.conditions:
        figures += [condition.etat, condition.valeur, condition.seuil]
    if fourchette:
        figures += [fourchette.part, fourchette.mini, fourchette.maxi, fourchette.centre]
    lignes = np.empty((len(colonnes.du), len(figures)))
    for rang, figure in enumerate(figures):
        lignes[:, rang] = figure
    return [ligne.tobytes() for ligne in lignes]


@dataclass(frozen=True)
class _Mesure:
    """How sure a droit is: share of the possible cases in which it is due, range, amount when it is due."""

    part: float | None
    mini: float | None
    maxi: float | None
    centre: float | None = None

    def bornes(self) -> tuple[float, float] | None:
        """Give the range over what is unknown; None with nothing unknown."""
        if self.centre is None or self.mini is None or self.maxi is None:
            return None
        return self.mini, self.maxi


# A droit closed by a presumption alone is no firm no: nothing measures it.
_NON_MESUREE = _Mesure(None, None, None)


def _entre(montant: float | None, bornes: tuple[float, float] | None) -> bool:
    return montant is not None and bornes is not None and bornes[0] <= montant <= bornes[1]


def _mesure(fourchette: Fourchette | None, p: int, montant: float | None, decision: Decision) -> _Mesure:
    """Measure from the completions; a droit with nothing unknown is a point, others are not measured."""
    if fourchette is not None and not math.isnan(fourchette.part[p]):
        return _Mesure(
            round(float(fourchette.part[p]), 4),
            _euros(fourchette.mini[p]),
            _euros(fourchette.maxi[p]),
            _euros(fourchette.centre[p]),
        )
    if decision in (Decision.DROIT_PROBABLE, Decision.PEU_PROBABLE):
        return _Mesure(float(decision is Decision.DROIT_PROBABLE), montant, montant)
    return _NON_MESUREE


def hypotheses_du_droit(colonnes: ColonnesDroit, p: int) -> list[str]:
    """Say what is supposed of a holder where an answer is missing."""
    inconnues = [
        supposition(champ, manque.qui(p)) for champ, manque in colonnes.manques.items() if manque.porteurs[p]
    ]
    presumees = [
        PRESUMES[champ]
        for champ, manque in colonnes.presumes.items()
        if manque.porteurs[p] and (colonnes.du[p] > 0 or colonnes.ferme_par_presomption[p])
    ]
    return inconnues + presumees


def _organisme(carte: Carte, regime: str | None) -> str:
    return carte.organisme_agricole if regime == "agricole" and carte.organisme_agricole else carte.organisme


def _reference(reference: ReferenceCarte) -> Reference:
    return Reference(titre=reference.titre, href=reference.href, confiance=reference.confiance)


def _euros(valeur: float) -> float | None:
    return None if math.isnan(valeur) else round(float(valeur), 2)
