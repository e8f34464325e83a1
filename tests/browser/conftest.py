"""The page served by the real engine, and a browser: shared by the tests of the page."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from api.main import creer_application
from api.settings import Reglages

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK = {"width": 1360, "height": 900}


@pytest.fixture(scope="module")
def adresse() -> Iterator[str]:
    """Serve the application on a free port, warm."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    app = creer_application(Reglages())
    serveur = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    fil = threading.Thread(target=serveur.run)
    fil.start()
    limite = time.monotonic() + 90
    while not (serveur.started and app.state.gatherer.pret) and time.monotonic() < limite:
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    serveur.should_exit = True
    fil.join(30)


# Playwright keeps an event loop running in this thread: it must end with the tests that use it.
@pytest.fixture(scope="module")
def navigateur() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield navigateur
        navigateur.close()


@pytest.fixture
def ouvrir(navigateur: Browser, adresse: str) -> Iterator[Callable[..., Page]]:
    """Open pages; the test fails when one complains: a script refused by the policy, a file not found."""
    contextes, plaintes = [], []

    def ouvrir(chemin: str = "/", **options: Any) -> Page:
        contexte = navigateur.new_context(**{"viewport": DESK, **options})
        contextes.append(contexte)
        page = contexte.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
        page.on("console", lambda message: plaintes.append(message.text) if message.type == "error" else None)
        page.goto(adresse + chemin)
        return page

    yield ouvrir
    for contexte in contextes:
        contexte.close()
    # Chromium reports as failures the 422 of a form with faults, the 503 a test asks for, and requests
    # that a later answer replaces.
    attendues = ("422", "503", "htmx:sendAbort", "htmx:afterRequest")
    assert not [plainte for plainte in plaintes if not any(mot in plainte for mot in attendues)]
