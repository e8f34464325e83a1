"""Documents made up from the OpenAPI document: never an unexpected answer, never a 500.

The engine is the light one of `conftest.py`: what is tested is what comes before it and after it.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from api.errors import MEDIA_PROBLEME, Probleme
from api.main import creer_application
from api.routes import explications, scenarios
from api.settings import Reglages
from simulations.lecture import lire_situation
from simulations.resultat_explique import Explications
from simulations.resultat_scenarios import Balayage, Scenarios

FOYER = {"mois": "2026-01", "personnes": [{"id": "p1", "role": "demandeur"}]}
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


def resserrer(schemas):
    """Tell the generator what the reader also asks for: no document would pass otherwise."""
    champs = {nom: schema.get("properties", {}) for nom, schema in schemas.items()}

    def limiter(nom, champ, **texte):
        champs[nom][champ]["anyOf"][0] = {"type": "string", **texte}

    champs["Situation"]["mois"] = {"type": "string", "pattern": "^2026-(0[1-9]|1[0-2])$"}
    champs["Situation"]["personnes"]["maxItems"] = 1
    champs["Situation"]["prestations"]["anyOf"][0]["maxItems"] = 1
    schemas["Role"]["enum"] = ["demandeur"]
    for nom, champ in (
        ("Revenu", "de"), ("Prestation", "de"), ("Couple", "depuis"), ("Logement", "depuis"),
    ):  # fmt: skip
        limiter(nom, champ, pattern="^20[01][0-9]-(0[1-9]|1[0-2])$")
    for nom, champ in (
        ("Revenu", "a"), ("Prestation", "a"), ("Prestation", "personne"),
        ("Personne", "parent_isole_de"), ("Personne", "titre_sejour_depuis"),
    ):  # fmt: skip
        del champs[nom][champ]
    champs["Prestation"]["droit"] = {"type": "string", "enum": ["rsa", "af"]}
    limiter("Personne", "date_naissance", enum=["1990-05-12", "1950-01-31"])
    limiter("Logement", "commune", enum=["12202", "75056"])


@pytest.fixture
def api(moteur, monkeypatch):
    # The bodies are read for real; what the engine would compute is not.
    versions = moteur._repondre(lire_situation(FOYER)).versions
    vide = {"mois": "2026-01", "versions": versions, "hypotheses": []}
    monkeypatch.setattr(scenarios, "comparer", lambda situation, changes: Scenarios(**vide, scenarios=[]))
    monkeypatch.setattr(
        scenarios,
        "balayer",
        lambda situation, personne: Balayage(
            **vide, personne="p1", smic_net=0, lecture="", libelles={}, points=[], pertes=[]
        ),
    )
    monkeypatch.setattr(scenarios, "etat_au_mois", lambda situation, mois, avant: moteur._repondre(situation))
    monkeypatch.setattr(
        explications,
        "expliquer_droit",
        lambda situation, droit, personne, *, expert: Explications(
            mois="2026-01", versions=versions, droit=droit, libelle="", explications=[]
        ),
    )
    large = "100000/second"
    reglages = Reglages(debit_calculs=large, debit_lots=large, debit_lectures=large)
    app = creer_application(reglages, moteur=moteur.moteur())
    resserrer(app.openapi()["components"]["schemas"])
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_l_api_repond_comme_elle_le_dit(case):
    # A batch answers 200 and says what is wrong inside.
    lot = case.operation.path == "/api/simulations/lot"
    reponse = case.call_and_validate(checks=_CHECKS, excluded_checks=[negative_data_rejection] if lot else [])

    if reponse.status_code >= 400:
        assert reponse.headers["content-type"] == [MEDIA_PROBLEME]
        assert Probleme.model_validate_json(reponse.content).status == reponse.status_code
