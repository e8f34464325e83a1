"""The months to come: the household of each month, then what is said of them."""

import copy
from datetime import date

import pytest

from rules.revalorisations import revalorisations
from simulations.calendrier import assembler, au_mois, calendrier, etat_au_mois, mois_suivis
from simulations.calendrier_faits import REVUS, expliquer, faits
from simulations.lecture import lire_situation
from simulations.mois import decaler
from simulations.simulate import simuler
from tests.simulations.menages import COUPLE_TROIS_ENFANTS, MERE_SEULE, SEUL, avec


def enceinte():
    document = avec(MERE_SEULE, prestations=[], fiscal={"rfr_n2": 8_000})
    document["personnes"][0] |= {"enceinte": True, "date_accouchement_prevue": "2027-02-14"}
    return document


def au_chomage():
    document = copy.deepcopy(SEUL)
    document["personnes"][0] |= {
        "activite": "demandeur_emploi", "are_fin_droits": "2027-01-20",
        "revenus": [{"nature": "are", "montant": 900, "de": "2025-01"}],
    }  # fmt: skip
    return document


def suivis(document):
    lue = lire_situation(document)
    return lue, mois_suivis(lue)


# --- the household of each month


def test_douze_mois_suivent_celui_de_la_situation():
    _, mois = suivis(SEUL)
    assert mois == [decaler("2026-11", n) for n in range(len(mois))]
    assert 1 < len(mois) <= 13


def test_le_premier_mois_est_la_situation_meme():
    lue = lire_situation(SEUL)
    assert au_mois(lue, "2026-11") is lue


def test_en_janvier_l_avis_d_impot_d_une_autre_annee_est_lu():
    lue = lire_situation(avec(SEUL, fiscal={"rfr_n2": 5_000, "rfr_n1": 9_000, "parts": 1}))
    assert au_mois(lue, "2026-12").fiscal.rfr_n2 == 5_000
    janvier = au_mois(lue, "2027-01").fiscal
    assert (janvier.rfr_n2, janvier.rfr_n1, janvier.parts) == (9_000, None, 1)


def test_un_avis_inconnu_le_reste():
    lue = lire_situation(avec(SEUL, fiscal={"rfr_n2": 5_000}))
    assert au_mois(lue, "2027-01").fiscal.rfr_n2 is None


def test_l_enfant_attendu_nait_a_la_date_prevue():
    lue = lire_situation(enceinte())
    assert len(au_mois(lue, "2027-01").personnes) == 2
    apres = au_mois(lue, "2027-02")
    assert apres.personnes[-1].date_naissance == date(2027, 2, 14)
    assert apres.personnes[0].enceinte is False
    assert apres.personnes[0].date_accouchement_prevue is None


def test_l_allocation_chomage_s_arrete_apres_le_dernier_mois_indemnise():
    lue = lire_situation(au_chomage())
    assert au_mois(lue, "2027-01").personnes[0].revenus[0].a is None
    assert au_mois(lue, "2027-02").personnes[0].revenus[0].a == "2027-01"


def test_une_prestation_qui_n_est_plus_due_cesse_d_etre_recue():
    lue = lire_situation(avec(SEUL, prestations=[{"droit": "rsa", "recu": True, "de": "2026-01"}]))
    assert au_mois(lue, "2027-03", {("rsa", "famille"): "2027-02"}).prestations[0].a == "2027-01"
    assert au_mois(lue, "2027-03").prestations[0].a is None


def test_une_date_d_un_autre_siecle_ne_fait_rien():
    document = au_chomage()
    document["personnes"][0] |= {"are_fin_droits": "0073-04-09", "date_accouchement_prevue": "0264-07-13"}
    lue, mois = suivis(document)
    assert faits(lue, mois)
    assert au_mois(lue, mois[-1]).personnes[0].revenus[0].a is None


# --- what is known to happen


def test_ce_qui_arrive_est_dit_au_bon_mois():
    document = enceinte()
    document["personnes"][1]["date_naissance"] = "2020-12-20"
    lue, mois = suivis(document)
    dits = {(f.mois, f.phrase) for f in faits(lue, mois)}
    assert ("2026-12", "p2 a 6 ans") in dits
    assert ("2027-02", "naissance attendue de l’enfant de p1") in dits
    assert ("2027-01", "les revenus de 2025 remplacent ceux de 2024") in dits


def test_la_fin_du_chomage_est_dite_le_mois_qui_suit():
    lue, mois = suivis(au_chomage())
    assert ("2027-02", "fin des droits au chômage de p1") in {(f.mois, f.phrase) for f in faits(lue, mois)}


def test_un_anniversaire_sans_effet_connu_est_discret():
    lue, mois = suivis(avec(SEUL))
    (anniversaire,) = [f for f in faits(lue, mois) if f.phrase == "p1 a 37 ans"]
    assert anniversaire.mois == "2027-05"
    assert anniversaire.discret


def test_les_revalorisations_annoncees_sont_celles_de_la_loi():
    """The months of the announcements come from rules/revalorisations.yaml, and every name is one of its."""
    connus = {c.id: c.mois for c in revalorisations().calendriers}
    assert REVUS.keys() <= connus.keys()
    lue, mois = suivis(SEUL)
    annonces = {f.mois[5:] for f in faits(lue, mois) if "barème revu" in f.phrase}
    assert annonces == {f"{m:02d}" for nom in REVUS for m in connus[nom]}


def test_un_montant_a_venir_n_est_pas_devine():
    lue, mois = suivis(SEUL)
    annonces = [f for f in faits(lue, mois) if "barème revu" in f.phrase and f.mois > "2027-01"]
    assert annonces
    assert all("inconnus" in f.phrase and not f.explique for f in annonces)


def test_le_rsa_s_explique_par_ce_qui_est_arrive_dans_le_trimestre_lu():
    lue, mois = suivis(au_chomage())
    connus = faits(lue, mois)
    assert "fin des droits au chômage de p1 (02/2027)" in expliquer("rsa", "2027-04", connus, [])
    assert expliquer("rsa", "2027-10", connus, []) is None


# --- with the engine


@pytest.fixture(scope="module")
def grossesse():
    return calendrier(lire_situation(enceinte()))


@pytest.fixture(scope="module")
def couple():
    document = avec(
        COUPLE_TROIS_ENFANTS,
        fiscal={"rfr_n2": 20_000, "rfr_n1": 20_000},
        prestations=[
            {"droit": "paje_base", "recu": True, "montant": 198.16, "de": "2024-09"},
            {"droit": "ppa", "recu": True, "montant": 330, "de": "2026-01"},
            {"droit": "css_participation", "recu": True, "de": "2026-06"},
        ],
    )
    return calendrier(lire_situation(document))


def evenements(suivi, droit):
    return [(m.mois, e.genre, e.raison) for m in suivi.mois for e in m.evenements if e.droit == droit]


def test_la_naissance_ouvre_les_prestations_le_mois_suivant(grossesse):
    """CSS R552-2: family benefits are due from the month after the conditions are met."""
    assert evenements(grossesse, "af")[0][:2] == ("2027-03", "ouvre")
    assert evenements(grossesse, "paje_base")[0][:2] == ("2027-03", "ouvre")
    assert "naissance attendue" in evenements(grossesse, "paje_base")[0][2]


def test_les_trois_ans_ferment_l_allocation_de_base_puis_ouvrent_le_complement_familial(couple):
    """Born in August 2024: base until July 2027 (L531-3, R552-3), complement from September (L522-1)."""
    assert evenements(couple, "paje_base") == [("2027-08", "ferme", "p5 a 3 ans")]
    mois, genre, raison = evenements(couple, "cf")[0]
    assert (mois, genre) == ("2027-09", "ouvre")
    assert "p5 a 3 ans" in raison


def test_chaque_changement_du_couple_a_une_raison(couple):
    assert all(e.raison for m in couple.mois for e in m.evenements)


def test_le_complement_familial_est_a_demander_le_mois_ou_il_s_ouvre(couple):
    (mois,) = [m for m in couple.mois if m.mois == "2027-09"]
    assert "cf" in {e.droit for e in mois.a_faire}


def test_la_prime_d_activite_se_declare_tous_les_trois_mois(couple):
    dates = [
        e.avant_le for m in couple.mois for e in m.a_faire if e.droit == "ppa" and "déclarer" in e.phrase
    ]
    assert dates == [date(2027, 1, 31), date(2027, 4, 30), date(2027, 7, 31), date(2027, 10, 31)]


def test_la_complementaire_sante_se_redemande_deux_mois_avant_sa_fin(couple):
    """ameli.fr: two months before the end at the latest; a year from June 2026 ends on 31 May 2027."""
    (echeance,) = [e for m in couple.mois for e in m.a_faire if "redemander" in e.phrase]
    assert echeance.avant_le == date(2027, 3, 31)
    assert "05/2027" in echeance.phrase
    (juin,) = [m for m in couple.mois if m.mois == "2027-06"]
    assert any("a duré un an" in raison for raison in juin.raisons)


def test_un_mois_perdu_en_attendant_est_dit_des_le_premier_mois():
    lue = lire_situation(SEUL)
    etat = etat_au_mois(lue, "2026-11")
    a_faire = assembler(lue, [etat]).mois[0].a_faire
    rsa = next(e for e in a_faire if e.droit == "rsa")
    assert rsa.avant_le == date(2026, 11, 30)


def test_le_premier_mois_est_la_simulation_du_mois(couple, grossesse):
    (resultat,) = simuler([lire_situation(enceinte())], completions=0)
    etat = etat_au_mois(lire_situation(enceinte()), "2026-11")
    assert {(d.id, d.beneficiaire): d.montant for d in etat.droits} == {
        (d.id, d.beneficiaire): d.montant for d in resultat.droits
    }
    assert grossesse.mois[0].evenements == []


def test_un_foyer_sans_age_ni_date_ne_change_que_de_prime_de_noel():
    lue = lire_situation(SEUL)
    etats = [etat_au_mois(lue, m) for m in ("2026-11", "2026-12", "2027-01")]
    suivi = assembler(lue, etats)
    assert {e.droit for m in suivi.mois for e in m.evenements} == {"prime_noel"}
