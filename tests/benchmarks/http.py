"""Sixty-four situations at once through HTTP against one, on a server started here, loopback only."""

import asyncio
import json
import statistics
import subprocess
import sys
import time

import httpx2

from tests.benchmarks.menages_varies import documents

PORT = 8765
ADRESSE = f"http://127.0.0.1:{PORT}"


async def mesurer() -> dict[str, float]:
    """Measure the median of five rounds of one request and of sixty-four together, seconds."""
    corps = [json.dumps(document) for document in documents(64)]
    entetes = {"content-type": "application/json"}
    limites = httpx2.Limits(max_connections=64)
    async with httpx2.AsyncClient(base_url=ADRESSE, timeout=120, limits=limites) as client:
        for _ in range(120):
            try:
                if (await client.get("/api/pret")).status_code == 200:
                    break
            except httpx2.ConnectError:
                pass
            await asyncio.sleep(0.5)

        async def demander(nombre: int) -> float:
            debut = time.perf_counter()
            recues = await asyncio.gather(
                *(client.post("/api/simulations", content=c, headers=entetes) for c in corps[:nombre])
            )
            assert all(r.status_code == 200 for r in recues)
            return time.perf_counter() - debut

        await demander(64)
        seul = statistics.median([await demander(1) for _ in range(9)])
        ensemble = statistics.median([await demander(64) for _ in range(5)])
    return {"un": seul, "soixante_quatre": ensemble, "rapport": ensemble / seul}


if __name__ == "__main__":
    serveur = subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "uvicorn",
            "api.main:app",
            "--port",
            str(PORT),
            "--log-level",
            "error",
        ],
        stderr=subprocess.DEVNULL,
    )
    try:
        print(json.dumps(asyncio.run(mesurer())))
    finally:
        serveur.terminate()
