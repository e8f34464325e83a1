"""Sixty-four situations at once through HTTP against one, on a server started here, loopback only."""

import asyncio
import json
import statistics
import subprocess
import sys
import time

from tests.benchmarks.menages_varies import documents

PORT = 8765
_ENTETES = (
    b"POST /api/simulations HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
    b"content-type: application/json\r\ncontent-length: %d\r\n\r\n"
)


async def _demander(corps: bytes) -> None:
    """Send one request over a bare socket: a Python HTTP client costs more than what is measured."""
    lecteur, scripteur = await asyncio.open_connection("127.0.0.1", PORT)
    scripteur.write(_ENTETES % len(corps) + corps)
    reponse = await lecteur.read()
    scripteur.close()
    if not reponse.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(reponse[:80])


async def _duree(corps: list[bytes]) -> float:
    debut = time.perf_counter()
    await asyncio.gather(*(_demander(c) for c in corps))
    return time.perf_counter() - debut


async def mesurer() -> dict[str, float]:
    """Measure the median of several rounds of one request and of sixty-four together, seconds."""
    corps = [json.dumps(document).encode() for document in documents(64)]
    for _ in range(120):
        try:
            await _demander(corps[0])
            break
        except OSError:
            await asyncio.sleep(0.5)
    await _duree(corps)
    seul = statistics.median([await _duree(corps[:1]) for _ in range(9)])
    ensemble = statistics.median([await _duree(corps) for _ in range(5)])
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
