"""The page at `/` in Chromium, with the real engine: with and without JavaScript, by keyboard, on a phone."""

import shutil
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
EXEMPLE = "/?exemple=mere_seule_temps_partiel"
PHONE = {"width": 320, "height": 700}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


def remplir(page: Page) -> None:
    page.fill("#personnes-0-date_naissance", "12/05/1990")
    page.select_option("#personnes-0-nationalite", "fr")
    page.check("#personnes-0-aucun_revenu")


def se_tromper(page: Page) -> None:
    remplir(page)
    page.fill("#personnes-0-date_naissance", "31/02/1990")
    page.fill("#logement-commune", "12000")


def envoyer(page: Page) -> None:
    with page.expect_navigation():
        page.click(".depart button")


def tout_ouvrir(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")


def etat_vide(page: Page) -> None:
    expect(page.locator("h1")).to_be_visible()


def etat_rempli(page: Page) -> None:
    remplir(page)
    tout_ouvrir(page)


def etat_fautes(page: Page) -> None:
    se_tromper(page)
    envoyer(page)
    expect(page).to_have_title("Erreur : Décrire un foyer · Droits ouverts")


def etat_resultats(page: Page) -> None:
    remplir(page)
    envoyer(page)
    tout_ouvrir(page)


def etat_exemple(page: Page) -> None:
    page.goto(page.url + EXEMPLE.removeprefix("/"))
    tout_ouvrir(page)


ETATS = [etat_vide, etat_rempli, etat_fautes, etat_resultats, etat_exemple]


@pytest.mark.parametrize(
    ("etat", "theme"), [*((etat, "light") for etat in ETATS), (etat_fautes, "dark"), (etat_exemple, "dark")]
)
def test_axe_finds_nothing(ouvrir, etat, theme):
    page = ouvrir(color_scheme=theme)
    etat(page)
    trouve = Axe().run(page)
    assert not trouve.response["violations"], trouve.generate_report()


@pytest.mark.parametrize("etat", ETATS)
def test_nothing_overflows_a_narrow_screen(ouvrir, etat):
    page = ouvrir(viewport=PHONE)
    etat(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    debordent = page.evaluate(
        """[...document.querySelectorAll("body *:not(.hors-vue)")].filter((n) => n.checkVisibility()
        && !n.closest(".hors-vue, .evitement") && n.getBoundingClientRect().right > innerWidth + 1)
        .map((n) => n.outerHTML.slice(0, 120))"""
    )
    assert not debordent


class TestSansJavaScript:
    @pytest.fixture
    def page(self, ouvrir: Callable[..., Page]) -> Page:
        page: Page = ouvrir(java_script_enabled=False)
        return page

    def test_a_household_is_described_and_answered(self, page):
        page.click("#ajouter-enfant")
        page.fill("#personnes-1-date_naissance", "01/03/2020")
        remplir(page)
        page.click(".depart button")
        expect(page.locator("#titre-resultats")).to_be_visible()
        expect(page.locator("#personnes-1-date_naissance")).to_have_value("01/03/2020")
        assert page.url.endswith("/")

    def test_enter_asks_for_the_rights(self, page):
        remplir(page)
        page.press("#personnes-0-date_naissance", "Enter")
        expect(page.locator("#titre-resultats")).to_be_focused()

    def test_faults_are_said_and_corrected(self, page):
        se_tromper(page)
        page.click(".depart button")
        expect(page.locator("#titre-erreurs")).to_be_focused()
        page.click('#erreurs a[href="#logement-commune"]')
        assert page.url.endswith("#logement-commune")
        page.fill("#logement-commune", "Rodez")
        page.fill("#personnes-0-date_naissance", "12/05/1990")
        page.click(".depart button")
        expect(page.locator("#titre-resultats")).to_be_visible()
        expect(page.locator("#erreurs section")).to_have_count(0)

    def test_an_example_is_one_link_away(self, page):
        page.click("text=Mère seule à temps partiel")
        expect(page.locator("h1")).to_contain_text("exemple fictif")
        expect(page.locator(".groupe.signales")).to_be_visible()


class TestEnDirect:
    def test_results_move_without_taking_the_focus(self, ouvrir):
        page = ouvrir()
        remplir(page)
        page.focus("#personnes-0-sexe")
        expect(page.locator("#titre-resultats")).to_be_visible()
        expect(page.locator("#annonce")).to_contain_text("réclamer")
        expect(page.locator("#personnes-0-sexe")).to_be_focused()
        expect(page.locator("#personnes-0-date_naissance")).to_have_value("12/05/1990")

    def test_a_droit_that_was_open_stays_open(self, ouvrir):
        page = ouvrir(EXEMPLE)
        page.click("#droit-ppa-famille > summary")
        with page.expect_response(lambda reponse: reponse.request.method == "POST"):
            page.select_option('[name="prestations[0].recu"]', "oui")
        page.wait_for_timeout(200)
        expect(page.locator("#droit-ppa-famille")).to_have_attribute("open", "")

    def test_a_fault_is_marked_then_unmarked(self, ouvrir):
        page = ouvrir(EXEMPLE)
        loyer = page.locator("#logement-loyer")
        loyer.fill("cher")
        page.focus("#logement-charges")
        expect(loyer).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#a-corriger")).to_contain_text("Loyer")
        expect(page.locator("#titre-resultats")).to_be_visible()
        loyer.fill("418")
        page.focus("#logement-charges")
        expect(page.locator("#a-corriger")).to_be_empty()
        expect(page.locator("[aria-invalid]")).to_have_count(0)

    def test_the_tax_year_follows_the_month(self, ouvrir):
        page = ouvrir()
        page.select_option("#mois", "2025-03")
        expect(page.locator('label[for="fiscal-rfr_n2"]')).to_contain_text("référence 2023 avis reçu en 2024")

    def test_nothing_is_kept_and_no_fact_enters_an_address(self, ouvrir):
        page = ouvrir()
        adresses = []
        page.on("request", lambda requete: adresses.append(requete.url))
        remplir(page)
        expect(page.locator("#titre-resultats")).to_be_visible()
        page.click("#ajouter-enfant")
        expect(page.locator("#personnes-1-date_naissance")).to_be_focused()
        envoyer(page)
        assert {adresse.removeprefix(page.url) for adresse in adresses if "/static/" not in adresse} == {""}
        # htmx notes the path of the page there.
        gardes = page.evaluate("[...Object.values(localStorage), ...Object.values(sessionStorage)]")
        assert set(gardes) <= {"/"}
        assert page.evaluate("document.cookie") == ""

    def test_a_button_pressed_right_after_an_answer_is_not_lost(self, ouvrir):
        page = ouvrir()
        page.fill("#personnes-0-date_naissance", "12/05/1990")
        page.click("#ajouter-enfant")
        expect(page.locator("#personnes-1-date_naissance")).to_be_focused()
        page.keyboard.type("01/03/2020")
        page.wait_for_timeout(600)
        expect(page.locator("#personnes-0-date_naissance")).to_have_value("12/05/1990")
        expect(page.locator("#personnes-1-date_naissance")).to_have_value("01/03/2020")
        expect(page.locator("#a-corriger")).to_be_empty()

    def test_a_server_that_is_gone_is_said(self, ouvrir):
        page = ouvrir(EXEMPLE)
        page.route("**/*", lambda route: route.fulfill(status=503, json={"detail": "Patience fictive."}))
        page.select_option("#personnes-0-sexe", "m")
        expect(page.locator("#a-corriger")).to_contain_text("Patience fictive.")
        expect(page.locator("#titre-resultats")).to_be_visible()


def tabuler_jusqu_a(page: Page, selecteur: str, au_plus: int = 120) -> None:
    for _ in range(au_plus):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selecteur):
            return
    pytest.fail(f"{selecteur} n'est pas atteint au clavier")


@pytest.mark.parametrize("avec_javascript", [True, False])
def test_a_keyboard_is_enough_to_add_a_child_and_ask(ouvrir, avec_javascript):
    page = ouvrir(java_script_enabled=avec_javascript)
    tabuler_jusqu_a(page, "#personnes-0-date_naissance")
    page.keyboard.type("12/05/1990")
    tabuler_jusqu_a(page, "#ajouter-enfant")
    page.keyboard.press("Enter")
    expect(page.locator("#personnes-1-date_naissance")).to_be_focused()
    page.keyboard.type("01/03/2020")
    page.keyboard.press("Enter")
    expect(page.locator("#titre-resultats")).to_be_focused()
    expect(page.locator("#personnes-0-date_naissance")).to_have_value("12/05/1990")
    tabuler_jusqu_a(page, "#resultats .droit > summary")
    page.keyboard.press("Enter")
    expect(page.locator("#resultats details.droit[open]").first).to_be_visible()


def test_the_focus_is_always_seen(ouvrir):
    page = ouvrir(EXEMPLE)
    for _ in range(60):
        page.keyboard.press("Tab")
        epaisseur = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert epaisseur >= 2


def test_paper_carries_the_facts_and_the_flags_without_the_controls(ouvrir):
    page = ouvrir(EXEMPLE)
    page.emulate_media(media="print")
    for cache in ("button", "#annonce", ".consigne", ".groupe.peu_probables"):
        expect(page.locator(cache).first).to_be_hidden()
    expect(page.locator("#logement-loyer")).to_be_visible()
    expect(page.locator("#fiscal-rfr_n1")).to_be_hidden()
    expect(page.locator("#droit-ppa-famille .conditions")).to_be_visible()
    expect(page.locator(".estimation")).to_be_visible()
