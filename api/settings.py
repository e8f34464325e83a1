"""Settings of the server, read from the environment (`DROITS_…`). Every default is safe to serve.

Imports pydantic-settings and `limits` only; knows neither FastAPI nor the engine.
"""

from typing import Annotated

from limits import parse
from pydantic import AfterValidator, AliasChoices, AnyHttpUrl, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _debit(valeur: str) -> str:
    try:
        parse(valeur)
    except ValueError:
        raise ValueError(f"reçu « {valeur} », attendu un débit comme « 300/minute »") from None
    return valeur


Debit = Annotated[str, AfterValidator(_debit)]
BASE_PAR_DEFAUT = "sqlite:///donnees/droits_ouverts.sqlite3"
Octets = Annotated[int, Field(ge=1_000, le=100_000_000)]


class Reglages(BaseSettings):
    """Limits and links of the server.

    Attributes:
        database_url: where the data are: `sqlite:///…` (a path relative to the working directory) or
            `postgresql://…`; read from `DROITS_DATABASE_URL`, else from `DATABASE_URL`.
        code_source: where the source of the running version can be had (AGPL, section 13); to be given as
            soon as others than oneself use the service.
        taille_max: largest request body, in bytes.
        taille_max_lot: the same for `POST /api/simulations/lot`.
        delai_max: seconds after which a request is given up; longer than the warm-up.
        file_max: situations that may wait for the engine before new ones are refused.
        regroupement_max: situations handed to the engine in one call.
        debit_calculs: computing requests (POST) allowed per client address. High on purpose: an
            agency's whole staff may share one address.
        debit_lots: the same for the requests that carry up to 500 situations, and for calendars.
        debit_lectures: every other request.
    """

    model_config = SettingsConfigDict(
        env_prefix="DROITS_",
        env_ignore_empty=True,
        frozen=True,
        populate_by_name=True,
        # An address may hold a password.
        hide_input_in_errors=True,
    )

    database_url: Annotated[
        str, Field(repr=False, validation_alias=AliasChoices("DROITS_DATABASE_URL", "DATABASE_URL"))
    ] = BASE_PAR_DEFAUT
    code_source: AnyHttpUrl | None = None
    taille_max: Octets = 1_000_000
    taille_max_lot: Octets = 10_000_000
    delai_max: Annotated[float, Field(gt=0, le=600)] = 60.0
    file_max: Annotated[int, Field(ge=1)] = 2_000
    regroupement_max: Annotated[int, Field(ge=1)] = 512
    debit_calculs: Debit = "600/minute"
    debit_lots: Debit = "30/minute"
    debit_lectures: Debit = "1200/minute"
