"""No droit reads a late parameter unless its card says so; docs/droits/ tells the state of each.

The law is judged at the month of `rules/revalorisations.yaml` (`a_jour_au`): to move it forward is to look
for the values of the revisions due since.
"""

import itertools
from datetime import date
from pathlib import Path

import pytest

from rules.cartes import Perime
from rules.catalogue import charger_catalogue
from rules.revalorisations import couvre, revalorisations
from simulations import droits_doc, etat_doc
from simulations.etat_parametres import etat
from simulations.lecture import lire_situation
from simulations.parametres_lus import lectures
from simulations.systeme import systeme
from tests.benchmarks.menages_varies import documents

DOCS = Path(__file__).parents[2] / "docs" / "droits"
CARTES = charger_catalogue()
PLAFOND_CSS = "prestations_sociales.solidarite_insertion.minima_sociaux.cs.cmu.plafond_base"
BASE_RSA = "prestations_sociales.solidarite_insertion.minima_sociaux.rsa.rsa_m.montant_de_base_du_rsa"
R0 = (
    "prestations_sociales.aides_logement.allocations_logement.locatif.formule."
    "pp_particip_perso.r0_abattement.cas_general.taux_seul"
)


@pytest.mark.parametrize("droit", CARTES)
def test_un_parametre_perime_est_declare_dans_la_carte(droit):
    assert etat_doc.perimes_non_declares(CARTES[droit]) == []


@pytest.mark.parametrize("droit", CARTES)
def test_une_declaration_est_encore_vraie(droit):
    assert etat_doc.declarations_sans_objet(CARTES[droit]) == []


def test_ce_qui_change_chaque_annee_a_un_calendrier():
    """A parameter that took a new value in three of the last five years is revised every year."""
    loi = revalorisations()
    annee = int(loi.a_jour_au[:4])
    exceptes = [exception.parametre for exception in loi.sans_calendrier]
    oublies = [
        chemin
        for chemin in sorted(
            {c for lues in etat_doc.lectures_du_catalogue().values() for c in lues.parametres}
        )
        if len(_annees_de_changement(chemin) & set(range(annee - 4, annee + 1))) >= 3
        and loi.calendrier(chemin) is None
        and not couvre(exceptes, chemin)
    ]
    assert oublies == []


def _annees_de_changement(chemin):
    noeud = systeme().parameters
    for nom in chemin.split("."):
        noeud = noeud.children[nom]
    valeurs = list(reversed(getattr(noeud, "values_list", [])))
    return {int(v.instant_str[:4]) for avant, v in itertools.pairwise(valeurs) if avant.value != v.value}


def test_une_echeance_passee_perime_et_une_valeur_nouvelle_la_leve():
    loi = revalorisations()
    assert loi.perime(BASE_RSA, date(2025, 4, 1), date(2026, 4, 1))
    assert not loi.perime(BASE_RSA, date(2025, 4, 1), date(2026, 3, 31))
    assert not loi.perime(BASE_RSA, date(2026, 4, 1), date(2026, 11, 1))


def test_une_reconduction_tient_jusqu_a_l_echeance_suivante():
    loi = revalorisations()
    assert not loi.perime(R0, date(2025, 1, 1), date(2026, 11, 1))
    assert loi.perime(R0, date(2024, 1, 1), date(2025, 11, 1))
    assert loi.perime(R0, date(2025, 1, 1), date(2027, 1, 1))


def test_ce_que_la_loi_ne_revalorise_pas_n_est_jamais_perime():
    assert not revalorisations().perime(
        "prestations_sociales.prestations_etat_de_sante.invalidite.caah.majoration_vie_autonome",
        date(2008, 1, 1),
        date(2026, 11, 1),
    )


def test_chaque_motif_des_calendriers_trouve_un_parametre():
    loi = revalorisations()
    motifs = {m for calendrier in loi.calendriers for m in calendrier.parametres}
    motifs |= {r.parametre for r in loi.reconductions} | {e.parametre for e in loi.sans_calendrier}
    for motif in motifs:
        noeud = systeme().parameters
        for nom in motif.removesuffix(".*").split("."):
            assert nom in noeud.children, motif
            noeud = noeud.children[nom]


def test_une_carte_qui_ne_dit_rien_serait_vue(monkeypatch):
    """The same card, without its declarations then with a false one, at a month when everything is late."""
    monkeypatch.setattr(etat_doc, "etats", lambda droit: (etat(PLAFOND_CSS, "2030-01"),))
    carte = CARTES["css_gratuite"].model_copy(update={"perimes": ()})
    assert etat_doc.perimes_non_declares(carte) == [PLAFOND_CSS]
    declaree = carte.model_copy(
        update={
            "perimes": (Perime(parametre=PLAFOND_CSS, motif="test"), Perime(parametre=BASE_RSA, motif="test"))
        }
    )
    assert etat_doc.perimes_non_declares(declaree) == []
    assert etat_doc.declarations_sans_objet(declaree) == [BASE_RSA]


def test_les_lectures_vont_jusqu_aux_baremes_et_s_arretent_aux_autres_droits():
    lues = etat_doc.lectures_du_catalogue()
    assert BASE_RSA in lues["rsa"].parametres
    # A whole scale, and a leaf chosen by an array.
    assert any(c.endswith("cheque_energie.baremes.une_uc") for c in lues["cheque_energie"].parametres)
    assert any(c.endswith("zone_3.personnes_seules") for c in lues["al"].parametres)
    # The mobili-jeune depends on the housing aid, whose scale is not its own.
    assert "al" in lues["mobili_jeune"].droits
    assert not any("allocations_logement" in c for c in lues["mobili_jeune"].parametres)


def test_les_exemples_suffisent_a_tout_lire():
    """Sixty other households make no droit read anything more."""
    mois = revalorisations().a_jour_au
    autres = lectures([lire_situation({**document, "mois": mois}) for document in documents(60)])
    for droit, lues in etat_doc.lectures_du_catalogue().items():
        assert autres[droit].parametres <= lues.parametres, droit


@pytest.mark.parametrize(("page", "ecrire"), [("etat-du-droit.md", etat_doc), ("index.md", droits_doc)])
def test_la_page_est_a_jour(page, ecrire):
    assert (DOCS / page).read_text(encoding="utf-8") == ecrire.ecrire_page(), "run `make docs`"


def test_la_liste_dit_chaque_droit_une_fois():
    texte = (DOCS / "index.md").read_text(encoding="utf-8")
    for droit in CARTES:
        assert texte.count(f"<br>`{droit}`") == 1
