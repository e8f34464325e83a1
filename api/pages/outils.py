"""What a result leads to: why a droit, what if, and the months to come.

Each is a part of the page for htmx, or a page of its own that leads back to the household. Like the page, it
is only posted to: no fact enters an address.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from api.errors import DroitInconnu, ErreurApi, probleme
from api.gathering import executer_pour
from api.pages.accueil import Ecran, page, textes_recus
from api.pages.explications import ExplicationVue, presenter_explications
from api.pages.lecture import lire_saisie, noms_des_personnes
from api.pages.noms import Noms, noms_de
from api.pages.rendu import pied, rendre
from api.pages.saisie import Saisie, saisie_du_formulaire
from api.pages.scenarios import (
    MoisVu,
    ScenarioVu,
    lire_demande,
    presenter_calendrier,
    presenter_scenario,
)
from rules.catalogue import charger_catalogue
from simulations.calendrier import assembler, etat_au_mois, mois_suivis
from simulations.changement import Changement
from simulations.errors import CalculImpossible
from simulations.explanation import expliquer
from simulations.resultat import Resultat
from simulations.resultat_scenarios import Scenarios
from simulations.scenarios import changer_tout, comparer
from simulations.situation import Situation

router = APIRouter(include_in_schema=False)

_A_TAIRE = ("action", "beneficiaire", "peu_probable", "si.")


@dataclass
class Outil:
    """What one of these pages shows.

    Attributes:
        titre: its title, as a page.
        gabarit: its template.
        panne: why there is nothing else.
        retour: what was posted, to go back to the household.
        page: whether it is a page of its own.
    """

    titre: str
    gabarit: str
    panne: str = ""
    retour: list[tuple[str, str]] = field(default_factory=list)
    page: bool = True
    explications: list[ExplicationVue] = field(default_factory=list)
    territoire: str = ""
    scenarios: list[ScenarioVu] = field(default_factory=list)
    refus: list[str] = field(default_factory=list)
    hypotheses: list[str] = field(default_factory=list)
    mois: list[MoisVu] = field(default_factory=list)


@dataclass(frozen=True)
class _Recu:
    valeurs: Mapping[str, str]
    saisie: Saisie
    situation: Situation
    noms: Noms


@router.post("/pourquoi/{droit}")
async def pourquoi(request: Request, droit: Annotated[str, Path(max_length=80)]) -> Response:
    """Explain a droit to the household that was typed."""
    valeurs = await textes_recus(request)
    return await _expliquer(request, valeurs, droit, valeurs.get("beneficiaire", ""))


@router.post("/pourquoi")
async def pourquoi_pas(request: Request) -> Response:
    """Explain the droit picked among the unlikely ones."""
    valeurs = await textes_recus(request)
    droit, _, beneficiaire = valeurs.get("peu_probable", "").partition(":")
    return await _expliquer(request, valeurs, droit, beneficiaire)


async def _expliquer(request: Request, valeurs: Mapping[str, str], droit: str, beneficiaire: str) -> Response:
    carte = charger_catalogue().get(droit)
    if carte is None:
        raise DroitInconnu
    recu = _lire(request, valeurs)
    if isinstance(recu, Response):
        return recu
    outil = _outil(request, recu, f"Pourquoi ? {carte.libelle}", "_explication.html")
    try:
        lues = await executer_pour(request, partial(expliquer, recu.situation, droit))
        outil.explications = presenter_explications(lues, beneficiaire, recu.noms)
        outil.territoire = lues.territoire or ""
    except (ErreurApi, CalculImpossible) as erreur:
        outil.panne = probleme(erreur).detail
    return _rendre(request, outil)


@router.post("/et-si")
async def et_si(request: Request) -> Response:
    """Put changes of life beside today, in one call of the engine."""
    recu = _lire(request, await textes_recus(request))
    if isinstance(recu, Response):
        return recu
    outil = _outil(request, recu, "Et si…", "_scenarios.html")
    try:
        demande = lire_demande(recu.valeurs, recu.situation)
        outil.refus = demande.refus
        if demande.changements:
            lus = await executer_pour(request, partial(_comparer, recu.situation, demande.changements))
            outil.scenarios = [presenter_scenario(s, recu.noms) for s in lus.scenarios]
    except (ErreurApi, CalculImpossible) as erreur:
        outil.panne = probleme(erreur).detail
    return _rendre(request, outil)


def _comparer(situation: Situation, changements: list[Changement]) -> Scenarios:
    return comparer(situation, changer_tout(situation, changements))


@router.post("/calendrier")
async def calendrier(request: Request) -> Response:
    """Follow the household over the months to come: one call of the engine per month, others pass between."""
    recu = _lire(request, await textes_recus(request))
    if isinstance(recu, Response):
        return recu
    outil = _outil(request, recu, "Les mois à venir", "_calendrier.html")
    etats: list[Resultat] = []
    try:
        for mois in mois_suivis(recu.situation):
            etats.append(
                await executer_pour(request, partial(etat_au_mois, recu.situation, mois, tuple(etats)))
            )
        lu = await asyncio.to_thread(assembler, recu.situation, etats)
        outil.mois = presenter_calendrier(lu, recu.noms)
    except (ErreurApi, CalculImpossible) as erreur:
        outil.panne = probleme(erreur).detail
    return _rendre(request, outil)


def _lire(request: Request, valeurs: Mapping[str, str]) -> _Recu | Response:
    """Read what was typed; else answer its faults, in place or on the page of the household."""
    saisie = saisie_du_formulaire(valeurs)
    situation, fautes = lire_saisie(saisie)
    if situation is not None:
        return _Recu(valeurs, saisie, situation, noms_de(situation, noms_des_personnes(saisie)))
    ecran = Ecran(saisie, erreurs=fautes, signale=True, cible="erreurs", statut=422)
    if "hx-request" in request.headers:
        return rendre(request, "_a_corriger.html", {"ecran": ecran})
    return page(request, ecran)


def _outil(request: Request, recu: _Recu, titre: str, gabarit: str) -> Outil:
    retour = [(nom, x) for nom, x in recu.valeurs.items() if x and not nom.startswith(_A_TAIRE)]
    return Outil(titre, gabarit, retour=retour, page="hx-request" not in request.headers)


def _rendre(request: Request, outil: Outil) -> Response:
    contexte = {"outil": outil, **pied(request)}
    return rendre(request, "outil.html" if outil.page else outil.gabarit, contexte)
