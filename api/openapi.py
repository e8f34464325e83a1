"""The OpenAPI document: FastAPI's, with the bodies we read ourselves and the problems in it."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.errors import MEDIA_PROBLEME, Probleme

_REFERENCE = "#/components/schemas/{model}"

_DESCRIPTIONS = {
    400: "Document illisible : il ne peut pas être lu comme du JSON",
    404: "Adresse ou droit inconnu",
    413: "Document trop volumineux",
    415: "Autre chose que du JSON",
    422: "Document invalide : chaque erreur avec son chemin",
    429: "Trop de requêtes depuis cette adresse",
    500: "Erreur de notre côté",
    503: "Service surchargé, en démarrage, ou délai dépassé",
}


def problemes(*statuts: int) -> dict[int | str, dict[str, Any]]:
    """Describe the problems a route may answer, for its `responses`."""
    contenu = {MEDIA_PROBLEME: {"schema": {"$ref": _REFERENCE.format(model="Probleme")}}}
    attente = {
        "Retry-After": {
            "description": "secondes à attendre avant de réessayer",
            "schema": {"type": "integer", "minimum": 1},
        }
    }
    return {
        statut: {"description": _DESCRIPTIONS[statut], "content": contenu}
        | ({"headers": attente} if statut in {429, 503} else {})
        for statut in statuts
    }


def corps(modele: type[BaseModel]) -> dict[str, Any]:
    """Describe a body the route reads itself, for its `openapi_extra`."""
    schema = {"$ref": _REFERENCE.format(model=modele.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def installer(app: FastAPI, modeles: tuple[type[BaseModel], ...]) -> None:
    """Make `app.openapi()` carry the schemas of `modeles`, which no signature mentions."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                license_info=app.license_info,
                routes=app.routes,
            )
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            _ajouter(schemas, _schemas((*modeles, Probleme)))
            for schema in schemas.values():
                # Docstrings, in English: what a reader of the document sees is in French.
                schema.pop("description", None)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _ajouter(schemas: dict[str, Any], autres: dict[str, Any]) -> None:
    for nom, schema in autres.items():
        # Two models of one name would silently give one the schema of the other.
        if schemas.setdefault(nom, schema) != schema:
            raise ValueError(f"deux schémas différents s'appellent {nom} : renommer un modèle")


def _schemas(modeles: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    _, definitions = models_json_schema(
        [(modele, "validation") for modele in modeles], ref_template=_REFERENCE
    )
    trouves = definitions["$defs"]
    assert isinstance(trouves, dict)  # noqa: S101 - pydantic types it as Any
    return trouves
