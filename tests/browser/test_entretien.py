"""An interview on the page, in Chromium, with the real engine: questions, why, what if, months to come."""

import shutil
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PHONE = {"width": 320, "height": 700}
EXEMPLE = "/?exemple=mere_seule_temps_partiel"
A_COMPLETER = "/?exemple=entretien_a_completer"
LENT = 30_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (shutil.which("chromium") or shutil.which("chromium-browser")), reason="Chromium is not installed"
    ),
]

#: What a person who earns nothing and pays a rent answers, by what ends the id of the field.
REPONSES = {
    "nationalite": "fr",
    "-activite": "sans_activite",
    "logement-statut": "locataire_vide",
    "handicap-taux": "moins_50",
    "sexe": "m",
    "-recu": "non",
    "enceinte": "non",
    "scolarite": "aucune",
    "logement-loyer": "420",
    "logement-charges": "40",
    "livrets": "0",
    "couple-statut": "celibataire",
    "rfr_n2": "0",
}


def attendre_les_droits(page: Page) -> None:
    with page.expect_response(lambda reponse: reponse.request.method == "POST", timeout=LENT):
        page.keyboard.press("Tab")
    page.wait_for_timeout(150)


def repondre(page: Page, cible: str) -> bool:
    """Answer the field of a question as the person above; tell whether they know."""
    champ = page.locator(f"#{cible}")
    if cible.endswith("revenus-0-nature"):
        page.check(f"#{cible.removesuffix('revenus-0-nature')}aucun_revenu")
        return True
    reponse = next((r for fin, r in REPONSES.items() if cible.endswith(fin)), None)
    if reponse is None:
        return False
    if champ.evaluate("(c) => c.tagName") == "SELECT":
        champ.select_option(reponse)
    else:
        champ.fill(reponse)
    return True


def test_an_interview_goes_from_an_empty_form_to_flags(ouvrir):
    page: Page = ouvrir()
    page.fill("#personnes-0-date_naissance", "12/05/1990")
    page.fill("#logement-commune", "Rodez")
    attendre_les_droits(page)
    expect(page.locator("#titre-question")).to_be_visible(timeout=LENT)
    posees = []
    for _ in range(12):
        if page.locator(".demande").count() == 0 or page.locator(".groupe.signales .sur").count() >= 2:
            break
        posees.append(page.inner_text(".demande"))
        lien = page.locator(".question .actions .vers-champ")
        cible = str(lien.get_attribute("href")).removeprefix("#")
        lien.click()
        expect(page.locator(f"#{cible}")).to_be_focused()
        expect(page.locator(f"#{cible}")).to_be_visible()
        if repondre(page, cible):
            attendre_les_droits(page)
        else:
            with page.expect_response(lambda reponse: reponse.request.method == "POST", timeout=LENT):
                page.click("#passer-question")
            page.wait_for_timeout(150)
    assert len(posees) == len(set(posees)), posees
    expect(page.locator(".groupe.signales")).to_contain_text("Revenu de solidarité active")
    expect(page.locator(".total")).to_contain_text("par mois non demandés")


@pytest.mark.parametrize("avec_javascript", [True, False])
def test_not_knowing_leads_to_the_following_question(ouvrir, avec_javascript):
    page = ouvrir(A_COMPLETER, java_script_enabled=avec_javascript)
    premiere = page.inner_text(".demande")
    page.focus("#passer-question")
    page.keyboard.press("Enter")
    expect(page.locator(".question")).to_contain_text("1 passée", timeout=LENT)
    expect(page.locator(".demande")).not_to_have_text(premiere)
    expect(page.locator("#titre-question")).to_be_focused()
    page.focus("#reprendre-questions")
    page.keyboard.press("Enter")
    expect(page.locator(".demande")).to_have_text(premiere, timeout=LENT)


def test_without_javascript_a_question_leads_to_a_field_that_was_folded(ouvrir):
    page = ouvrir(A_COMPLETER, java_script_enabled=False)
    page.click("#questions-suivantes > summary")
    liens = page.locator(".question .vers-champ")
    for rang in range(liens.count()):
        cible = str(liens.nth(rang).get_attribute("href")).removeprefix("#")
        liens.nth(rang).click()
        expect(page.locator(f"#{cible}")).to_be_visible()
        expect(page.locator(f"#{cible}")).to_be_focused()


def test_a_why_opens_and_closes_in_place(ouvrir):
    page = ouvrir(EXEMPLE)
    page.click("#droit-ppa-famille > summary")
    bouton = page.locator("#droit-ppa-famille .pourquoi")
    bouton.press("Enter")
    explication = page.locator("#droit-ppa-famille .explication")
    expect(explication).to_contain_text("Calcul du montant", timeout=LENT)
    expect(explication).to_contain_text("Code de la sécurité sociale")
    expect(bouton).to_have_attribute("aria-expanded", "true")
    expect(bouton).to_be_focused()
    bouton.press("Enter")
    expect(explication).to_be_hidden()
    expect(bouton).to_have_attribute("aria-expanded", "false")


def test_an_unlikely_droit_says_why_not(ouvrir):
    page = ouvrir(EXEMPLE)
    page.click("#repli-peu_probables > summary")
    page.select_option("#peu-probable", index=0)
    page.click("#repli-peu_probables button")
    expect(page.locator("#repli-peu_probables .explication")).to_contain_text("Conditions", timeout=LENT)


def test_without_javascript_a_why_is_a_page_that_leads_back(ouvrir):
    page = ouvrir(EXEMPLE, java_script_enabled=False)
    loyer = page.input_value("#logement-loyer")
    page.click("#droit-ppa-famille > summary")
    page.click("#droit-ppa-famille .pourquoi")
    expect(page.locator("h1")).to_have_text("Pourquoi ? Prime d’activité", timeout=LENT)
    expect(page.locator("main")).to_contain_text("Ce qui changerait la réponse")
    page.click("text=Revenir au foyer")
    expect(page.locator("#logement-loyer")).to_have_value(loyer)
    expect(page.locator("#droit-ppa-famille")).to_be_visible()


def comparer(page: Page) -> None:
    page.click("#et-si > summary")
    page.check("#si-naissance")
    page.check("#si-prendre_emploi")
    page.fill("#si-prendre_emploi-montant", "1500")
    page.click("#et-si button")


def test_changes_are_compared_then_forgotten_when_an_answer_changes(ouvrir):
    page = ouvrir(EXEMPLE)
    comparer(page)
    expect(page.locator("#reponse-et-si table")).to_have_count(2, timeout=LENT)
    expect(page.locator("#reponse-et-si")).to_be_focused()
    page.fill("#logement-loyer", "500")
    attendre_les_droits(page)
    expect(page.locator("#reponse-et-si")).to_be_empty()
    expect(page.locator("#si-naissance")).to_be_checked()


def test_without_javascript_changes_and_months_are_pages(ouvrir):
    page = ouvrir(EXEMPLE, java_script_enabled=False)
    comparer(page)
    expect(page.locator(".scenario table")).to_have_count(2, timeout=LENT)
    page.click("text=Revenir au foyer")
    page.click("#calendrier > summary")
    page.click("#calendrier button")
    expect(page.locator(".calendrier tbody tr")).to_have_count(13, timeout=LENT)


def etat_question(page: Page) -> None:
    page.click("#questions-suivantes > summary")
    page.click("#passer-question")
    expect(page.locator(".question")).to_contain_text("1 passée", timeout=LENT)


def etat_pourquoi(page: Page) -> None:
    page.locator(
        ".groupe.probables details.droit > summary, .groupe.a_verifier details.droit > summary"
    ).first.click()
    page.click("details.droit[open] .pourquoi")
    expect(page.locator("details.droit[open] .explication")).to_contain_text("Conditions", timeout=LENT)
    page.evaluate("document.querySelectorAll('.etapes details').forEach((d) => { d.open = true; })")


def etat_et_si(page: Page) -> None:
    comparer(page)
    expect(page.locator("#reponse-et-si table")).to_have_count(2, timeout=LENT)


def etat_calendrier(page: Page) -> None:
    page.click("#calendrier > summary")
    page.click("#calendrier button")
    expect(page.locator("#reponse-calendrier table")).to_be_visible(timeout=LENT)


def etat_aides(page: Page) -> None:
    page.evaluate("document.querySelectorAll('#resultats details').forEach((d) => { d.open = true; })")


ETATS: list[Callable[[Page], None]] = [etat_question, etat_pourquoi, etat_et_si, etat_calendrier, etat_aides]


@pytest.mark.parametrize("etat", ETATS)
def test_axe_finds_nothing_and_nothing_overflows_a_phone(ouvrir, etat):
    page = ouvrir(A_COMPLETER, viewport=PHONE)
    etat(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    debordent = page.evaluate(
        """[...document.querySelectorAll("body *:not(.hors-vue)")].filter((n) => n.checkVisibility()
        && !n.closest(".hors-vue, .evitement, thead") && n.getBoundingClientRect().right > innerWidth + 1)
        .map((n) => n.outerHTML.slice(0, 120))"""
    )
    assert not debordent
    trouve = Axe().run(page)
    assert not trouve.response["violations"], trouve.generate_report()


def test_axe_finds_nothing_in_the_dark(ouvrir):
    page = ouvrir(A_COMPLETER, color_scheme="dark")
    etat_question(page)
    etat_pourquoi(page)
    trouve = Axe().run(page)
    assert not trouve.response["violations"], trouve.generate_report()
