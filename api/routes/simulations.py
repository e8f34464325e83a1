"""`POST /api/simulations` and its batch: read, hand to the gatherer, answer.

Bodies are read and results written in threads: the event loop only waits.
"""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json
from starlette.requests import ClientDisconnect

from api.errors import ClientParti, Probleme, TypeNonAccepte, probleme
from api.gathering import gatherer, simuler_pour
from api.openapi import corps, problemes
from simulations.ecriture_json import ecrire_json
from simulations.errors import CalculImpossible, DocumentIllisible, ErreurChamp, SituationInvalide
from simulations.lecture import lire_situation
from simulations.resultat import Resultat
from simulations.situation import Situation

LOT_MAX = 500

router = APIRouter(prefix="/api/simulations", tags=["simulations"])
_PROBLEMES = problemes(400, 413, 415, 422, 429, 500, 503)


class _Lot(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LotSituations(_Lot):
    """The body of a batch; for the OpenAPI document, the body is read one situation at a time."""

    situations: Annotated[list[Situation], Field(max_length=LOT_MAX)]


class Reussite(_Lot):
    """A situation that was computed."""

    resultat: Resultat


class Echec(_Lot):
    """A situation that was not, with the problem it would have had alone."""

    erreur: Probleme


class ReponseLot(_Lot):
    """The answers of a batch, in the order of its situations."""

    resultats: list[Reussite | Echec]


@router.post(
    "",
    summary="Simuler une situation",
    description="Droits probables d'un foyer au mois demandé, comparés à ce qu'il reçoit. "
    "Un champ absent ou null est inconnu ; false, 0 ou [] veut dire « non ». "
    "Une estimation, jamais une décision ; rien n'est conservé.",
    response_description="Droits, signalements et hypothèses",
    response_model=Resultat,
    responses=_PROBLEMES,
    openapi_extra=corps(Situation),
)
async def simuler(request: Request) -> Response:
    """Answer one situation."""
    corps_lu = await lire_corps(request)
    with gatherer(request).lecture():
        situation = await asyncio.to_thread(lire_situation, corps_lu)
    (reponse,) = await simuler_pour(request, [situation], ecrire_json)
    if isinstance(reponse, CalculImpossible):
        raise reponse
    return _json(reponse)


@router.post(
    "/lot",
    summary="Simuler un lot de situations",
    description=f"Jusqu'à {LOT_MAX} situations, répondues dans l'ordre : chacune a son résultat "
    "ou son erreur, dont les chemins partent de la situation. Une situation refusée n'empêche "
    "pas les autres.",
    response_description="Un résultat ou une erreur par situation, dans l'ordre",
    response_model=ReponseLot,
    responses=_PROBLEMES,
    openapi_extra=corps(LotSituations),
)
async def simuler_lot(request: Request) -> Response:
    """Answer a batch; each situation has its own result or error."""
    lues = await asyncio.to_thread(lire_lot, await lire_corps(request))
    valables = [lue for lue in lues if isinstance(lue, Situation)]
    reponses = await simuler_pour(request, valables, ecrire_json)
    return _json(_ecrire_lot(lues, reponses))


async def lire_corps(request: Request) -> bytes:
    """Give the body of a request announced as JSON.

    Raises:
        TypeNonAccepte: when it is announced as anything else.
        ClientParti: when the client hangs up before its end.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise TypeNonAccepte
    try:
        return await request.body()
    except ClientDisconnect:
        raise ClientParti from None


def lire_lot(document: bytes) -> list[Situation | SituationInvalide]:
    """Read a batch: for each situation, itself or what is wrong with it.

    Raises:
        SituationInvalide: when the document is no batch at all.
        DocumentIllisible: when it is not JSON.
    """
    try:
        lot = from_json(document)
    except ValueError:
        faute = ErreurChamp("", "un texte illisible", "un document JSON bien formé")
        raise DocumentIllisible([faute]) from None
    if not isinstance(lot, dict):
        raise _faute("", _genre(lot), "un objet { « situations » : […] }")
    inconnus = sorted(lot.keys() - {"situations"})
    if inconnus:
        raise _faute(inconnus[0][:60], f"le champ inconnu « {inconnus[0][:60]} »", "aucun champ de ce nom")
    situations = lot.get("situations")
    if not isinstance(situations, list):
        recu = _genre(situations) if "situations" in lot else "rien"
        raise _faute("situations", recu, "une liste de situations")
    if len(situations) > LOT_MAX:
        raise _faute("situations", f"{len(situations)} situations", f"au plus {LOT_MAX} situations")
    return [_lire_une(situation) for situation in situations]


def _lire_une(document: Any) -> Situation | SituationInvalide:
    if not isinstance(document, dict):
        return _faute("", _genre(document), "un objet")
    try:
        return lire_situation(document)
    except SituationInvalide as erreur:
        return erreur


def _ecrire_lot(
    lues: Sequence[Situation | SituationInvalide], reponses: Sequence[bytes | CalculImpossible]
) -> bytes:
    suivante = iter(reponses)
    ecrits: list[bytes] = []
    for lue in lues:
        reponse = lue if isinstance(lue, SituationInvalide) else next(suivante)
        if isinstance(reponse, bytes):
            ecrits.append(b'{"resultat":' + reponse + b"}")
        else:
            ecrits.append(Echec(erreur=probleme(reponse)).model_dump_json().encode())
    return b'{"resultats":[' + b",".join(ecrits) + b"]}"


def _faute(chemin: str, recu: str, attendu: str) -> SituationInvalide:
    return SituationInvalide([ErreurChamp(chemin, recu, attendu)])


def _genre(valeur: object) -> str:
    noms = {dict: "un objet", list: "une liste", str: "un texte", bool: "un booléen"}
    return "null" if valeur is None else noms.get(type(valeur), "un nombre")


def _json(contenu: bytes) -> Response:
    return Response(contenu, media_type="application/json")
