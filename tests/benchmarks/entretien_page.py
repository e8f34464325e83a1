"""Time and weight of an answer on the page, from partial forms to full ones, as a person answers one by one.

`python -m tests.benchmarks.entretien_page` writes a table into docs/performance.md.
"""

import statistics
import time
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from api.db.foyers import foyers_livres
from api.main import creer_application
from api.settings import Reglages
from tests.benchmarks.pages import remplacer

EN_DIRECT = {"HX-Request": "true", "HX-Target": "resultats"}
ETAPES = (0.0, 0.25, 0.5, 0.75, 1.0)
FOYERS = 12


def formulaires(client: TestClient) -> Iterator[tuple[float, dict[str, str]]]:
    """Give each example with the first quarter, half… of its answers, in the order of the screen."""
    for foyer in islice(foyers_livres(), FOYERS):
        page = BeautifulSoup(client.get("/", params={"exemple": foyer.cle}).text, "html.parser")
        tous = {}
        for controle in page.select("#questions input:not([type=checkbox]), #questions select"):
            choisi = controle.select_one("option[selected]") or controle.select_one("option") or controle
            tous[str(controle["name"])] = str(choisi.get("value", ""))
        fixes = {
            nom for nom in tous if nom == "mois" or nom.endswith((".id", ".role", ".droit", ".personne"))
        }
        reponses = [nom for nom, valeur in tous.items() if valeur and nom not in fixes | {"reste"}]
        for part in ETAPES:
            gardes = set(reponses[: round(len(reponses) * part)]) | fixes
            yield part, {nom: valeur if nom in gardes else "" for nom, valeur in tous.items()}


def mesurer() -> dict[str, list[float]]:
    """Measure, in seconds and kilobytes: an answer of the live page, and the whole page."""
    mesures: dict[str, list[float]] = {"direct": [], "page": [], "poids": []}
    with TestClient(creer_application(Reglages(debit_calculs="100000/minute"))) as client:
        while client.get("/api/pret").status_code != 200:
            time.sleep(0.5)
        cas = list(formulaires(client))
        for _, donnees in cas[:3]:
            client.post("/", data=donnees, headers=EN_DIRECT)
        for _, donnees in cas:
            for nom, entetes in (("direct", EN_DIRECT), ("page", {})):
                debut = time.perf_counter()
                reponse = client.post("/", data=donnees, headers=entetes)
                if "titre-resultats" in reponse.text:
                    mesures[nom].append(time.perf_counter() - debut)
                    mesures["poids"].append(len(reponse.content) / 1000 if nom == "page" else 0)
    return mesures


def _ligne(nom: str, durees: list[float]) -> str:
    triees = sorted(durees)
    p95 = triees[min(len(triees) - 1, round(0.95 * len(triees)))]
    mediane, pire = statistics.median(durees), triees[-1]
    ecrits = (f"{x:.2f} s".replace(".", ",") for x in (mediane, p95, pire))
    return f"| {nom} | {len(durees)} | {' | '.join(ecrits)} |"


if __name__ == "__main__":
    faites = mesurer()
    lignes = [
        "| réponse donnée une à une | mesures | médiane | p95 | maximum |",
        "|---|---|---|---|---|",
        _ligne("résultats en direct", faites["direct"]),
        _ligne("page entière, sans JavaScript", faites["page"]),
        "",
        f"Page la plus lourde de ces formulaires : {max(faites['poids']):.0f} ko avant compression.",
    ]
    remplacer("performance.md", "entretien-page", "\n".join(lignes))
    print("\n".join(lignes))
