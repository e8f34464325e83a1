"""From which month a claim of today counts for a household, and which past months it can still ask for.

Only dates that are known are used: the months counted are those in which the dated facts alone opened the
droit. Their amount is today's, as a maximum if nothing else has changed (docs/decisions/0007).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.cartes import Carte
from rules.cartes import Effet as EffetCarte
from simulations.encoding.entites import Entites
from simulations.mois import decaler, depuis_indice, indice
from simulations.resultat import Decision, Droit, Effet, Reference, StatutRecu, TypeEcart
from simulations.tables import Tables

_DECALAGES = {"premier_du_mois_de_la_demande": 0, "mois_suivant_la_demande": 1}
_MOIS_PAR_AN = 12
# Ages of a child in months: AF (CSS L521-1, R512-2), CF (L522-1, R522-1), allocation de base (L531-3).
_FIN_AF, _DEBUT_CF, _FIN_CF, _FIN_PAJE = (annees * _MOIS_PAR_AN for annees in (20, 3, 21, 3))
_RUPTURES = frozenset({"separe", "divorce", "veuf", "celibataire"})
_A_CALCULER = "le montant est à calculer par la caisse"


@dataclass(frozen=True)
class Enfant:
    """A child: months are counted as by `mois.indice`."""

    naissance: int | None
    autre_parent: str | None


@dataclass(frozen=True)
class FaitsDates:
    """The dated facts of one famille."""

    enfants: tuple[Enfant, ...]
    statut: str | None
    seul_depuis: int | None
    logement_depuis: int | None


class LecteurFaits:
    """Gives the dated facts of any famille of the tables."""

    def __init__(self, tables: Tables, entites: Entites) -> None:
        self._entites = entites
        self._naissances = tables.personnes["date_naissance"].to_list()
        self._autres_parents = tables.personnes["autre_parent"].to_list()
        self._statuts = tables.menages["couple.statut"].to_list()
        self._couples = tables.menages["couple.depuis"].to_list()
        self._logements = tables.menages["logement.depuis"].to_list()

    def de(self, famille: int, membres: Any) -> FaitsDates:
        """Give the facts of a famille.

        Args:
            famille: its rank.
            membres: ranks of the persons of its household.
        """
        groupe = self._entites.famille
        menage = int(self._entites.menage_de_famille[famille])
        principale = bool(self._entites.principale[famille])
        enfants = tuple(
            Enfant(_mois_de(self._naissances[p]), self._autres_parents[p])
            for p in membres
            if groupe.de_personne[p] == famille and groupe.role[p] == "enfant"
        )
        depuis, logement = self._couples[menage], self._logements[menage]
        return FaitsDates(
            enfants,
            # The couple and the home are those of the main famille.
            self._statuts[menage] if principale else None,
            indice(depuis) if depuis and principale else None,
            indice(logement) if logement and principale else None,
        )


def effet_du_texte(carte: Carte, mois: str) -> Effet:
    """Say from when a claim counts and what can be asked of the past, by the text alone."""
    regle, source = carte.effet, carte.effet.reference
    decalage = _DECALAGES.get(regle.regle)
    return Effet(
        regle=regle.regle,
        a_partir_de=None if decalage is None else _premier(decaler(mois, decalage)),
        rappel_mois=regle.rappel_mois,
        mois_a_rappeler=None if regle.rappel_mois else 0,
        rappel=_date_inconnue(carte) if regle.rappel_mois else _rien(regle),
        reference=Reference(titre=source.titre, href=source.href, confiance=source.confiance),
    )


def effet_du_foyer(droit: Droit, regle: EffetCarte, mois: str, faits: Callable[[], FaitsDates]) -> Effet:
    """Say from when a claim of this household counts, and what it can still ask of the past.

    Args:
        droit: as judged, with the effect of the text alone.
        regle: what its card says.
        mois: the month of the simulation.
        faits: gives the dated facts of the famille that holds it; asked only when they matter.
    """
    effet = droit.effet
    if regle.rappel_mois and droit.recu.statut is StatutRecu.OUI:
        return effet.model_copy(update={"rappel": None})
    if regle.evenement is None or droit.decision is Decision.PEU_PROBABLE:
        return effet
    dates = faits()
    if regle.evenement == "entree_logement":
        return _apres_l_entree(effet, mois, dates.logement_depuis)
    passes = _mois_ouverts(regle, mois, dates)
    if passes is None:
        return effet
    montant = _au_plus(droit, len(passes))
    return effet.model_copy(
        update={
            "a_partir_de": _premier(depuis_indice(passes[0]) if passes else _debut(regle, mois, dates)),
            "mois_a_rappeler": len(passes),
            "rappel_montant": montant,
            "rappel": _phrase(len(passes), montant),
        }
    )


def _apres_l_entree(effet: Effet, mois: str, entree: int | None) -> Effet:
    """Start the month after the conditions are met when they are in the month of the claim (CCH R823-10)."""
    if entree != indice(mois):
        return effet
    return effet.model_copy(update={"a_partir_de": _premier(decaler(mois, 1))})


def _mois_ouverts(regle: EffetCarte, mois: str, faits: FaitsDates) -> list[int] | None:
    """List the past months in which the dated facts opened the droit; None when a date is missing."""
    ouvert = _EVENEMENTS.get(regle.evenement or "")
    maintenant = indice(mois)
    if ouvert is None:
        return None
    etats = {m: ouvert(faits, m) for m in range(maintenant - regle.rappel_mois, maintenant)}
    if None in etats.values():
        return None
    return [m for m, vrai in etats.items() if vrai]


def _debut(regle: EffetCarte, mois: str, faits: FaitsDates) -> str:
    """Give this month, or the next one when what opens the droit happens this month."""
    ouvert = _EVENEMENTS[regle.evenement or ""]
    return mois if ouvert(faits, indice(mois)) else decaler(mois, 1)


def _ages(faits: FaitsDates, mois: int) -> list[int] | None:
    naissances = [enfant.naissance for enfant in faits.enfants]
    if None in naissances:
        return None
    return [mois - naissance for naissance in naissances if naissance is not None]


def _deux_enfants(faits: FaitsDates, mois: int) -> bool | None:
    ages = _ages(faits, mois)
    return None if ages is None else sum(0 < age < _FIN_AF for age in ages) >= 2


def _trois_enfants(faits: FaitsDates, mois: int) -> bool | None:
    ages = _ages(faits, mois)
    return None if ages is None else sum(_DEBUT_CF < age < _FIN_CF for age in ages) >= 3


def _jeune_enfant(faits: FaitsDates, mois: int) -> bool | None:
    ages = _ages(faits, mois)
    return None if ages is None else any(0 < age < _FIN_PAJE for age in ages)


def _parent_seul(faits: FaitsDates, mois: int) -> bool | None:
    """Tell whether the other parent was already lacking; unknown as soon as one of them is alive.

    Nobody is asked since when a pension is not paid.
    """
    ages = _ages(faits, mois)
    parents = {enfant.autre_parent for enfant in faits.enfants}
    if ages is None or faits.seul_depuis is None or faits.statut not in _RUPTURES:
        return None
    if not parents <= {"decede", "sans_filiation"} or ("decede" in parents and faits.statut != "veuf"):
        return None
    return mois > faits.seul_depuis and any(age > 0 for age in ages)


_EVENEMENTS: dict[str, Callable[[FaitsDates, int], bool | None]] = {
    "deux_enfants": _deux_enfants,
    "trois_enfants": _trois_enfants,
    "jeune_enfant": _jeune_enfant,
    "parent_seul": _parent_seul,
}


def _au_plus(droit: Droit, nombre: int) -> float | None:
    """Give today's amount for each past month; None where the droit itself is not sure or not flagged."""
    sur = droit.decision is Decision.DROIT_PROBABLE and droit.ecart.type is TypeEcart.NON_RECOURS
    if not sur or droit.montant is None or droit.periodicite != "mensuel":
        return None
    return round(droit.montant * nombre, 2)


def _phrase(nombre: int, montant: float | None) -> str:
    if not nombre:
        return "Aucun mois passé à demander d’après les dates connues."
    mois = "1 mois passé peut" if nombre == 1 else f"{nombre} mois passés peuvent"
    suite = _A_CALCULER
    if montant is not None:
        suite = (
            "au plus autant de fois le montant d’aujourd’hui, si la situation était la même ; la caisse "
            "calcule et peut retenir le RSA ou la prime d’activité versés en trop ces mois-là"
        )
    return f"{mois} encore être demandé{'s' if nombre > 1 else ''} : {suite}."


def _date_inconnue(carte: Carte) -> str:
    if carte.periodicite == "ponctuel":
        return f"La demande reste possible {carte.effet.rappel_mois} mois après l’événement."
    debut = f"Jusqu’à {carte.effet.rappel_mois} mois passés peuvent encore être demandés"
    if carte.periodicite == "mensuel":
        return f"{debut} : la date d’ouverture du droit n’est pas connue ici, {_A_CALCULER}."
    return f"{debut} : {_A_CALCULER}."


def _rien(regle: EffetCarte) -> str | None:
    return "Aucun rappel : un mois passé sans demande n’est pas payé." if regle.perdu_si_attente else None


def _mois_de(jour: date | None) -> int | None:
    return None if jour is None else jour.year * _MOIS_PAR_AN + jour.month - 1


def _premier(mois: str) -> date:
    return date.fromisoformat(f"{mois}-01")
