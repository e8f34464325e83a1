"""The quarterly resources of one person of the RSA flux, put where the engine reads them.

The flux gives three months (DDRESS to DFRESS), the same for the whole quarter of a right; the engine reads
M-4 to M-2. The three amounts are moved there, whatever the month of the quarter, and the last one goes on
until the month itself unless it is neutralised: a month left empty would be a loss nobody said.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from simulations.audit import flux_rsa_codes as codes
from simulations.audit.flux_rsa_xml import Bloc
from simulations.modalites import Activite, NatureRevenu
from simulations.mois import decaler, indice

NB_MOIS, PREMIER_RECUL = 3, 4
NEUTRALISE = "N"
#: Activities whose income is that of a business: without a line for it, nothing can be said.
A_SON_COMPTE = frozenset({Activite.INDEPENDANT, Activite.AUTO_ENTREPRENEUR, Activite.EXPLOITANT_AGRICOLE})
_MONTANTS_DE_REVENU = frozenset({*NatureRevenu, codes.CHOMAGE, codes.PONCTUEL})


@dataclass
class Ressources:
    """What is known of the resources of a person.

    Attributes:
        revenus: rows of `personnes[].revenus`; None when they are not known.
        interrompus: rows of `personnes[].revenus_interrompus`.
        natures: classes with an amount.
        drapeaux: what keeps the household out of the comparison with the RSA paid.
        decalage: months between the window of the flux and M-4; None without window.
        prestations: family benefits paid by another body, per month.
    """

    revenus: list[dict[str, Any]] | None = None
    interrompus: list[dict[str, Any]] = field(default_factory=list)
    natures: set[str] = field(default_factory=set)
    drapeaux: set[str] = field(default_factory=set)
    decalage: int | None = None
    prestations: float = 0.0


class MontantNegatif(ValueError):
    """A resource under zero."""


@dataclass
class _Serie:
    """One class of resource over the three months: amounts, and the part that is neutralised."""

    montants: list[float] = field(default_factory=lambda: [0.0] * NB_MOIS)
    neutralises: list[float] = field(default_factory=lambda: [0.0] * NB_MOIS)


def lire_ressources(personne: Bloc, activite: str, mois: str) -> Ressources:
    """Read the resources of a person.

    Args:
        personne: its block of the flux.
        activite: its activity, as a class of `flux_rsa_codes`.
        mois: month of the simulation.

    Raises:
        MontantNegatif: an amount under zero.
    """
    lues = Ressources()
    if "Ressources" not in personne:
        return lues
    bloc = personne["Ressources"][0]
    trimestre = (bloc.get("GeneraliteRessourcesTrimestre") or [{}])[0]
    nulles = trimestre.get("TOPRESSNUL", [None])[0]
    debut, fin = (trimestre.get(nom, [None])[0] for nom in ("DDRESS", "DFRESS"))
    if debut is None or fin is None or indice(fin) - indice(debut) != NB_MOIS - 1:
        lues.drapeaux.add("fenetre")
        return lues
    lues.decalage = indice(mois) - PREMIER_RECUL - indice(debut)
    series = _series(bloc, debut, lues)
    lues.natures = {classe for classe, serie in series.items() if any(serie.montants)}
    if nulles is None or nulles is bool(lues.natures):
        lues.drapeaux.add("incoherentes")
        return lues
    if activite in A_SON_COMPTE and not nulles and codes.INDEPENDANT not in series:
        lues.drapeaux.add("non_salarie_inconnu")
    if lues.drapeaux & {"non_salarie_inconnu", "non_interprete", "incoherentes"}:
        return lues
    lues.revenus = []
    for classe, serie in series.items():
        _poser(lues, classe, serie, activite, mois)
    return lues


def _series(bloc: Bloc, debut: str, lues: Ressources) -> dict[str, _Serie]:
    series: dict[str, _Serie] = defaultdict(_Serie)
    for mensuelles in bloc.get("RessourcesMensuelles", []):
        generalites = (mensuelles.get("GeneraliteRessourcesMensuelles") or [{}])[0]
        quand = generalites.get("MOISRESS", [None])[0]
        rang = -1 if quand is None else indice(quand) - indice(debut)
        if not 0 <= rang < NB_MOIS:
            lues.drapeaux.add("incoherentes")
            continue
        for detail in mensuelles.get("DetailRessourcesMensuelles", []):
            _compter(detail, rang, series, lues)
    return series


def _compter(detail: Bloc, rang: int, series: dict[str, _Serie], lues: Ressources) -> None:
    classe = detail.get("NATRESS", [codes.INCONNUE])[0]
    montant = detail.get("MTNATRESSMEN", [None])[0]
    if montant is None:
        lues.drapeaux.add("incoherentes")
        return
    if montant < 0:
        raise MontantNegatif
    if montant and classe == codes.INCONNUE:
        lues.drapeaux.add("non_interprete")
    if classe == codes.INDEPENDANT_INCONNU:
        lues.drapeaux.add("non_salarie_inconnu")
    if classe == codes.INDEPENDANT:
        lues.drapeaux.add("non_salarie")
    if montant and classe == codes.PLACEMENTS:
        lues.drapeaux.add("placements")
    series[classe].montants[rang] += montant
    if detail.get("ABANEU"):
        lues.drapeaux.add("abattement")
        if detail["ABANEU"][0] == NEUTRALISE:
            series[classe].neutralises[rang] += montant


def _poser(lues: Ressources, classe: str, serie: _Serie, activite: str, mois: str) -> None:
    assert lues.revenus is not None  # noqa: S101 - the caller has just made the list
    moyenne = round(sum(serie.montants) / NB_MOIS, 2)
    if classe == codes.PRESTATIONS_FAMILIALES:
        lues.prestations += moyenne
    elif classe == codes.INDEPENDANT and moyenne:
        nature = (
            NatureRevenu.BENEFICE_AGRICOLE if activite == Activite.EXPLOITANT_AGRICOLE else NatureRevenu.BIC
        )
        # The engine takes the amount of the month for the last known profit, already per month.
        lues.revenus.append(_ligne(nature, moyenne, mois, None))
    elif classe in _MONTANTS_DE_REVENU:
        _etaler(lues, classe, serie, activite, mois)


def _etaler(lues: Ressources, classe: str, serie: _Serie, activite: str, mois: str) -> None:
    assert lues.revenus is not None  # noqa: S101 - the caller has just made the list
    nature = _nature(classe, activite)
    premier = 0
    for rang in range(1, NB_MOIS + 1):
        if rang < NB_MOIS and serie.montants[rang] == serie.montants[premier]:
            continue
        if serie.montants[premier]:
            bornes = (decaler(mois, r - PREMIER_RECUL) for r in (premier, rang - 1))
            lues.revenus.append(_ligne(nature, round(serie.montants[premier], 2), *bornes))
        premier = rang
    garde = round(serie.montants[-1] - serie.neutralises[-1], 2)
    if garde > 0 and classe != codes.PONCTUEL:
        suite = _ligne(nature, garde, decaler(mois, NB_MOIS - PREMIER_RECUL), None)
        lues.revenus.append(suite | {"source": "suppose"})
    if any(serie.neutralises):
        dernier = max(rang for rang, montant in enumerate(serie.neutralises) if montant)
        fin = decaler(mois, dernier - PREMIER_RECUL)
        jour = monthrange(int(fin[:4]), int(fin[5:]))[1]
        lues.interrompus.append({"nature": nature, "le": f"{fin}-{jour:02d}", "remplace": False})


def _nature(classe: str, activite: str) -> str:
    if classe == codes.CHOMAGE:
        return NatureRevenu.ASS if activite == codes.CHOMAGE_ASS else NatureRevenu.ARE
    return NatureRevenu.SALAIRE if classe == codes.PONCTUEL else classe


def _ligne(nature: str, montant: float, de: str, a: str | None) -> dict[str, Any]:
    return {"nature": nature, "montant": montant, "de": de, "a": a, "source": "organisme"}
