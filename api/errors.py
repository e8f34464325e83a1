"""Every error the API answers, as `application/problem+json` (RFC 9457), in French.

A browser that asked for a page gets a page instead, which the pages provide (`RenduRefus`).

ErreurDroits
├── SituationInvalide        422, written by `simulations.lecture`
│   └── DocumentIllisible    400
├── CalculImpossible         500, written by the engine
└── ErreurApi
├── CorpsTropGros        413
├── TypeNonAccepte       415
├── TropDeRequetes       429
├── DroitInconnu         404
├── Surcharge            503, the queue of the engine is full
├── EnChauffe            503, the engine is not ready yet
├── DelaiDepasse         503
└── ClientParti          499, written in the log only
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from simulations.errors import (
    CalculImpossible,
    DocumentIllisible,
    ErreurChamp,
    ErreurDroits,
    SituationInvalide,
)

MEDIA_PROBLEME = "application/problem+json"
ERREURS_MAX = 100
_TYPE = "urn:droits-ouverts:probleme:"


class ChampErrone(BaseModel):
    """One thing wrong in what was sent."""

    chemin: str = Field(description="où, comme personnes[2].revenus[0].montant ; vide : partout")
    recu: str = Field(description="ce qui a été reçu, abrégé")
    attendu: str = Field(description="ce qui est accepté")


class Probleme(BaseModel):
    """A problem (RFC 9457)."""

    type: str = Field(description="identifiant stable du problème")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    erreurs: list[ChampErrone] = Field(
        default_factory=list, description="chaque erreur du document, 100 au plus"
    )


#: Draws a refusal as a page, or as a piece of one.
RenduRefus = Callable[[Probleme, Request], Response]


class ErreurApi(ErreurDroits):
    """An error the web layer raises; a subclass says its status and its words.

    Args:
        detail: the sentence shown instead of the one of the class.
        entetes: headers added to the answer.
    """

    statut: ClassVar[int]
    code: ClassVar[str]
    titre: ClassVar[str]
    detail: ClassVar[str]
    attente: ClassVar[int | None] = None

    def __init__(self, detail: str | None = None, entetes: Mapping[str, str] | None = None) -> None:
        self.explication = detail or self.detail
        patienter = {} if self.attente is None else {"Retry-After": str(self.attente)}
        self.entetes = patienter | dict(entetes or {})
        super().__init__(self.explication)


class CorpsTropGros(ErreurApi):
    """The body is larger than accepted."""

    statut, code, titre = 413, "corps-trop-gros", "Document trop volumineux"
    detail = "Le document envoyé dépasse la taille acceptée."


class TypeNonAccepte(ErreurApi):
    """The body is not announced as JSON."""

    statut, code, titre = 415, "type-non-accepte", "Type de document non accepté"
    detail = "Le document doit être du JSON, annoncé par l'en-tête « Content-Type: application/json »."


class TropDeRequetes(ErreurApi):
    """The client address asks too often."""

    statut, code, titre = 429, "trop-de-requetes", "Trop de requêtes"
    detail = "Trop de requêtes depuis cette adresse : réessayez dans un moment."


class DroitInconnu(ErreurApi):
    """No card of the catalogue has this id."""

    statut, code, titre = 404, "droit-inconnu", "Droit inconnu"
    detail = "Aucun droit du catalogue ne porte cet identifiant ; la liste est à /api/droits."


class Surcharge(ErreurApi):
    """Too many situations wait for the engine."""

    statut, code, titre = 503, "surcharge", "Service momentanément surchargé"
    detail = "Trop de situations attendent d'être calculées : réessayez dans quelques secondes."
    attente = 5


class EnChauffe(ErreurApi):
    """The engine is being built."""

    statut, code, titre = 503, "en-chauffe", "Service en cours de démarrage"
    detail = "Le moteur de calcul démarre : réessayez dans quelques secondes."
    attente = 5


class DelaiDepasse(ErreurApi):
    """The answer took too long; the calculation is given up."""

    statut, code, titre = 503, "delai-depasse", "Délai dépassé"
    detail = "La réponse a pris trop de temps et a été abandonnée : réessayez plus tard."
    attente = 10


class ClientParti(ErreurApi):
    """The client hung up before the answer: nobody reads this."""

    statut, code, titre = 499, "client-parti", "Connexion fermée"
    detail = "La connexion a été fermée avant la réponse."


_GENERIQUES = {
    400: ("Requête illisible", "La requête ne peut pas être lue."),
    404: ("Adresse inconnue", "Rien n'existe à cette adresse."),
    405: ("Méthode non acceptée", "Cette adresse n'accepte pas cette méthode HTTP."),
    500: ("Erreur interne", "Une erreur de notre côté a empêché de répondre ; elle est notée."),
}


def probleme(erreur: Exception) -> Probleme:
    """Describe any exception as a problem; what is not meant to be read stays hidden."""
    if isinstance(erreur, DocumentIllisible):
        return _probleme_situation(erreur.erreurs, illisible=True)
    if isinstance(erreur, SituationInvalide):
        return _probleme_situation(erreur.erreurs)
    if isinstance(erreur, CalculImpossible):
        return Probleme(
            type=_TYPE + "calcul-impossible",
            title="Calcul impossible",
            status=500,
            detail="Le moteur n'a pas su répondre pour cette situation, pourtant valable : "
            "l'erreur vient de nous.",
        )
    if isinstance(erreur, ErreurApi):
        return Probleme(
            type=_TYPE + erreur.code,
            title=erreur.titre,
            status=erreur.statut,
            detail=erreur.explication,
        )
    if isinstance(erreur, RequestValidationError):
        return _probleme_situation([_champ(detail) for detail in erreur.errors()])
    if isinstance(erreur, HTTPException):
        return _probleme_http(erreur.status_code, erreur.detail)
    return _probleme_http(500, "")


def _probleme_situation(erreurs: Sequence[ErreurChamp], *, illisible: bool = False) -> Probleme:
    nombre = len(erreurs)
    detail = f"Le document contient {'une erreur' if nombre == 1 else f'{nombre} erreurs'}."
    if nombre > ERREURS_MAX:
        detail += f" Les {ERREURS_MAX} premières sont listées."
    if illisible:
        detail = "Le document ne peut pas être lu comme du JSON."
    return Probleme(
        type=_TYPE + ("document-illisible" if illisible else "situation-invalide"),
        title="Document illisible" if illisible else "Document invalide",
        status=400 if illisible else 422,
        detail=detail,
        erreurs=[ChampErrone(chemin=e.chemin, recu=e.recu, attendu=e.attendu) for e in erreurs[:ERREURS_MAX]],
    )


def _champ(detail: Mapping[str, Any]) -> ErreurChamp:
    chemin = ".".join(str(morceau) for morceau in detail["loc"])
    recu = "rien" if detail["type"] == "missing" else "une valeur refusée"
    return ErreurChamp(chemin, recu, "une valeur conforme à /api/openapi.json")


def _probleme_http(statut: int, detail: str) -> Probleme:
    try:
        anglais = HTTPStatus(statut).phrase
    except ValueError:
        anglais = ""
    titre, phrase = _GENERIQUES.get(statut, ("Requête refusée", "La requête a été refusée."))
    ecrit_par_nous = detail not in {"", anglais}
    return Probleme(
        type="about:blank", title=titre, status=statut, detail=detail if ecrit_par_nous else phrase
    )


def reponse_probleme(erreur: Exception, scope: Scope) -> Response:
    """Answer an exception: a problem, or a page when a page was asked for."""
    contenu = probleme(erreur)
    entetes: dict[str, str] = {}
    if isinstance(erreur, ErreurApi):
        entetes = erreur.entetes
    elif isinstance(erreur, HTTPException):
        entetes = dict(erreur.headers or {})
    if _attend_une_page(scope):
        rendu: RenduRefus = scope["app"].state.rendu_refus
        page = rendu(contenu, Request(scope))
        page.headers.update(entetes)
        return page
    return Response(
        contenu.model_dump_json(),
        status_code=contenu.status,
        media_type=MEDIA_PROBLEME,
        headers=entetes,
    )


def _attend_une_page(scope: Scope) -> bool:
    """Say whether the answer is for a page: outside the API, what accepts HTML by name or comes from htmx."""
    if scope["path"].startswith("/api/"):
        return False
    entetes = Headers(scope=scope)
    if "hx-request" in entetes:
        return True
    acceptes = [media.partition(";")[0].strip().lower() for media in entetes.get("accept", "").split(",")]
    return "text/html" in acceptes or "application/xhtml+xml" in acceptes


async def _traiter(requete: Request, erreur: Exception) -> Response:
    return reponse_probleme(erreur, requete.scope)


def installer(app: FastAPI) -> None:
    """Make the application answer every expected error as a problem."""
    for classe in (ErreurDroits, RequestValidationError, HTTPException):
        app.add_exception_handler(classe, _traiter)
