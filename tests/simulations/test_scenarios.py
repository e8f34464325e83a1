"""Changes of life: what the document becomes, then what the engine says of it."""

import copy

import pytest

from simulations.balayage import balayer
from simulations.changement import REVENUS_DU_TRAVAIL
from simulations.changements import (
    CHANGEMENTS,
    Changement,
    appliquer,
    changer,
    lecture,
    libelle,
    lire_changement,
)
from simulations.errors import SituationInvalide
from simulations.lecture import lire_situation
from simulations.ledger import ledger
from simulations.payroll import net_du_smic
from simulations.resultat import Decision
from simulations.scenarios import changer_tout, comparer
from simulations.simulate import simuler
from simulations.systeme import valeur
from simulations.tables import tables
from tests.simulations.menages import COUPLE_TROIS_ENFANTS, MERE_SEULE, RETRAITE, SEUL, TOUS, avec

SALARIE = {"nature": "salaire", "montant": 1000, "de": "2024-01"}


def situation(document):
    return lire_situation(document)


def un(document, **changement):
    """Compare one change with today."""
    lue = situation(document)
    return comparer(lue, changer_tout(lue, [Changement(**changement)])).scenarios[0]


def montants(document, **changement):
    return {(d.id, d.beneficiaire): (d.avant, d.apres) for d in un(document, **changement).droits}


def fautes(document, **changement):
    with pytest.raises(SituationInvalide) as erreur:
        appliquer(situation(document), Changement(**changement))
    return [faute.chemin for faute in erreur.value.erreurs]


# --- what the document becomes


def test_le_smic_net_est_celui_que_l_insee_publie_a_quelques_euros():
    """Gross 1 867.02 € since 1 June 2026 gives 1 478 € net in official figures; a few euros of rounding."""
    brut = valeur("marche_travail.salaire_minimum.smic.smic_b_mensuel", "2026-11")
    assert 0.78 < net_du_smic("2026-11") / brut < 0.80


def test_un_emploi_a_mi_temps_est_paye_la_moitie_du_smic_et_couvre_tous_les_mois_que_lit_une_regle():
    apres = appliquer(situation(SEUL), Changement(id="prendre_emploi", heures=17.5))
    livre = ledger(tables([apres]))
    assert livre.par_nature["salaire"][:, 0] == pytest.approx(net_du_smic("2026-11") / 2, abs=0.01)
    assert apres.personnes[0].emploi.heures_semaine == 17.5
    assert apres.personnes[0].activite == "salarie"


def test_le_premier_mois_d_un_emploi_laisse_les_mois_d_avant():
    apres = appliquer(situation(SEUL), Changement(id="prendre_emploi", montant=900, horizon="premier_mois"))
    salaires = ledger(tables([apres])).par_nature["salaire"][:, 0]
    assert salaires[-1] == 900
    assert not salaires[:-1].any()
    assert apres.fiscal.rfr_n2 == 0


def test_un_emploi_arrete_le_chomage_et_garde_le_reste():
    document = copy.deepcopy(SEUL)
    document["personnes"][0] |= {
        "revenus": [
            {"nature": "are", "montant": 800, "de": "2026-01"},
            {"nature": "pension_invalidite", "montant": 300},
        ],
        "inscrit_france_travail_depuis": "2026-01-05", "are_fin_droits": "2027-06-30",
    }  # fmt: skip
    document["prestations"] = [{"droit": "ass", "recu": True, "montant": 500}]
    apres = appliquer(situation(document), Changement(id="prendre_emploi", montant=900))
    assert {r.nature for r in apres.personnes[0].revenus} == {"pension_invalidite", "salaire"}
    assert apres.personnes[0].are_fin_droits is None
    assert apres.personnes[0].inscrit_france_travail_depuis is None
    assert apres.prestations[0].recu is False


def test_un_etudiant_qui_travaille_reste_etudiant():
    document = copy.deepcopy(SEUL)
    document["personnes"][0]["activite"] = "etudiant"
    apres = appliquer(situation(document), Changement(id="prendre_emploi", montant=400))
    assert apres.personnes[0].activite == "etudiant"


def test_des_revenus_inconnus_sont_dits_non_comptes():
    document = copy.deepcopy(SEUL)
    del document["personnes"][0]["revenus"]
    change = changer(situation(document), Changement(id="prendre_emploi", montant=400))
    assert any("autres revenus de p1 inconnus" in hypothese for hypothese in change.hypotheses)


def test_ce_qui_n_est_pas_touche_reste_inconnu():
    lue = situation({"mois": "2026-11", "personnes": [{"id": "p1", "role": "demandeur"}]})
    apres = appliquer(lue, Changement(id="demenager", commune="12202"))
    assert apres.personnes == lue.personnes
    assert apres.couple is None
    assert apres.logement.loyer is None


@pytest.mark.parametrize("mois", ["2026-11", "2026-03"])
def test_la_perte_d_emploi_date_le_dernier_jour_du_mois_d_avant(mois):
    document = avec(MERE_SEULE, mois=mois)
    perdu = appliquer(situation(document), Changement(id="perdre_emploi")).personnes[0].revenus_interrompus[0]
    assert str(perdu.le) == {"2026-11": "2026-10-31", "2026-03": "2026-02-28"}[mois]
    assert perdu.remplace is False
    remplace = appliquer(situation(document), Changement(id="perdre_emploi", montant=700)).personnes[0]
    assert remplace.revenus_interrompus[0].remplace is True
    assert {str(r.nature) for r in remplace.revenus if r.a is None} == {"are"}


def test_la_separation_laisse_les_enfants_et_oublie_ce_que_l_autre_recoit_seul():
    document = avec(
        COUPLE_TROIS_ENFANTS,
        fiscal={"rfr_n2": 22_000},
        prestations=[{"droit": "af", "recu": True}, {"droit": "aah", "recu": True, "personne": "p2"}],
    )
    apres = appliquer(situation(document), Changement(id="se_separer"))
    assert [p.id for p in apres.personnes] == ["p1", "p3", "p4", "p5"]
    assert apres.couple.statut == "separe"
    assert apres.fiscal is None
    assert [p.droit for p in apres.prestations] == ["af"]
    assert {p.autre_parent for p in apres.personnes if p.role == "enfant"} == {"vivant"}


def test_le_conjoint_nomme_garde_le_logement():
    apres = appliquer(situation(COUPLE_TROIS_ENFANTS), Changement(id="se_separer", personne="p2"))
    assert next((p.id, p.role) for p in apres.personnes) == ("p2", "demandeur")
    assert apres.personne("p1") is None


def test_l_age_est_atteint_le_mois_d_avant_et_l_ecole_suit():
    apres = appliquer(situation(MERE_SEULE), Changement(id="avoir_un_age", personne="p2", age=14))
    assert str(apres.personne("p2").date_naissance) == "2012-10-01"
    assert apres.personne("p2").scolarite == "college"


def test_un_identifiant_pris_n_est_pas_repris():
    document = copy.deepcopy(SEUL)
    document["personnes"].append({"id": "conjoint", "role": "autre"})
    apres = appliquer(situation(document), Changement(id="vivre_a_deux"))
    assert [p.id for p in apres.personnes] == ["p1", "conjoint", "conjoint_2"]


def test_demenager_et_revenir_redonne_la_situation():
    document = avec(SEUL, logement=SEUL["logement"] | {"depuis": "2026-11", "demenagement_prevu": False})
    lue = situation(document)
    parti = appliquer(lue, Changement(id="demenager", commune="12145", montant=900))
    assert parti != lue
    assert appliquer(parti, Changement(id="demenager", commune="12202", montant=420)) == lue


@pytest.mark.parametrize(
    ("document", "changement", "chemins"),
    [
        (SEUL, {"id": "prendre_emploi"}, ["montant"]),
        (SEUL, {"id": "prendre_emploi", "montant": 1, "heures": 1}, ["montant"]),
        (SEUL, {"id": "prendre_emploi", "montant": 1, "personne": "zz"}, ["personne"]),
        (SEUL, {"id": "perdre_emploi"}, ["personne"]),
        (SEUL, {"id": "se_separer"}, ["id"]),
        (COUPLE_TROIS_ENFANTS, {"id": "vivre_a_deux"}, ["id"]),
        (COUPLE_TROIS_ENFANTS, {"id": "se_separer", "personne": "p3"}, ["personne"]),
        (SEUL, {"id": "avoir_un_age"}, ["age"]),
        (SEUL, {"id": "demenager"}, ["commune"]),
        (RETRAITE, {"id": "demenager", "montant": 300}, ["logement"]),
        (SEUL, {"id": "demenager", "commune": "99999"}, ["apres.logement.commune"]),
        (SEUL, {"id": "partir_en_retraite"}, ["montant"]),
        (SEUL, {"id": "obtenir_aah", "taux": "60"}, ["taux"]),
        (SEUL, {"id": "demander", "droit": "zz"}, ["droit"]),
        (SEUL, {"id": "naissance", "age": 3, "montant": 2}, ["age", "montant"]),
        (MERE_SEULE, {"id": "avoir_un_age", "personne": "p2", "age": 60}, ["apres.personnes[1].date_naissance"]),
    ],
)  # fmt: skip
def test_un_changement_impossible_dit_ce_qui_ne_va_pas(document, changement, chemins):
    assert fautes(document, **changement) == chemins


def test_toutes_les_fautes_de_plusieurs_changements_sont_dites():
    demandes = [Changement(id="naissance"), Changement(id="se_separer"), Changement(id="avoir_un_age")]
    with pytest.raises(SituationInvalide) as erreur:
        changer_tout(situation(SEUL), demandes)
    assert [f.chemin for f in erreur.value.erreurs] == ["changements[1].id", "changements[2].age"]


@pytest.mark.parametrize(
    "document", [{"id": "voler"}, {"id": "naissance", "x": 1}, {"id": "prendre_emploi", "heures": 90}, 3]
)
def test_un_changement_illisible_est_refuse(document):
    with pytest.raises(SituationInvalide):
        lire_changement(document, "changements[0]")


def test_chaque_changement_a_un_nom_et_dit_quand_il_est_lu():
    exemples = {
        "prendre_emploi": {"heures": 20}, "perdre_emploi": {}, "partir_en_retraite": {"montant": 900},
        "avoir_un_age": {"age": 60}, "demenager": {"commune": "12145"}, "obtenir_aah": {"taux": "80_plus"},
        "demander": {"droit": "rsa"},
    }  # fmt: skip
    noms = {libelle(Changement(id=nom, **exemples.get(nom, {}))) for nom in CHANGEMENTS}
    assert len(noms) == len(CHANGEMENTS)
    assert all(lecture(Changement(id=nom, **exemples.get(nom, {}))) for nom in CHANGEMENTS)
    assert "installée" in lecture(Changement(id="prendre_emploi", montant=1))
    assert "premier mois" in lecture(Changement(id="prendre_emploi", montant=1, horizon="premier_mois"))


# --- what the engine says of it


def test_la_separation_vaut_le_meme_foyer_decrit_directement():
    document = avec(COUPLE_TROIS_ENFANTS, prestations=[])
    seule = copy.deepcopy(document)
    del seule["personnes"][1]
    for enfant in seule["personnes"][1:]:
        enfant["autre_parent"] = "vivant"
    seule["couple"] = {"statut": "separe", "depuis": "2026-11"}
    (attendu,) = simuler([situation(seule)], completions=0)
    trouves = montants(document, id="se_separer")
    for droit in attendu.droits:
        avant_apres = trouves.get((droit.id, droit.beneficiaire))
        if avant_apres is not None:
            assert avant_apres[1] == droit.montant, droit.id
    apres = un(document, id="se_separer")
    assert apres.droits_mensuels_apres == pytest.approx(
        sum(
            (d.montant or 0) / {"mensuel": 1, "annuel": 12}[d.periodicite]
            for d in attendu.droits
            if d.periodicite in ("mensuel", "annuel")
            and d.decision in (Decision.DROIT_PROBABLE, Decision.A_VERIFIER)
        ),
        abs=0.05,
    )


def test_un_changement_qui_ne_change_rien_ne_montre_rien():
    document = avec(SEUL, logement=SEUL["logement"] | {"depuis": "2026-11", "demenagement_prevu": False})
    scenario = un(document, id="demenager", commune="12202", montant=420)
    assert scenario.droits == []
    assert scenario.ecart_mensuel == 0


def test_la_naissance_ouvre_l_allocation_de_base_et_les_allocations_familiales_du_second_enfant():
    """CSS L521-1 (from two children), L531-3; published amounts of April 2026: 152.25 € and 198.16 €."""
    trouves = montants(avec(MERE_SEULE, fiscal={"rfr_n2": 8_000}), id="naissance")
    assert trouves["af", "famille"] == (0.0, 152.25)
    assert trouves["paje_base", "famille"] == (0.0, 198.16)


def test_la_perte_d_emploi_sans_allocation_neutralise_le_salaire_pour_le_rsa_des_le_premier_mois():
    """CASF R262-13: an income lost for certain with nothing in its place is not counted."""
    perdu = montants(avec(MERE_SEULE, prestations=[]), id="perdre_emploi")
    remplace = montants(avec(MERE_SEULE, prestations=[]), id="perdre_emploi", montant=600)
    assert perdu["rsa", "famille"][0] == 0
    assert perdu["rsa", "famille"][1] > 0
    assert ("rsa", "famille") not in remplace


def test_l_age_de_65_ans_ouvre_l_aspa_et_ferme_le_rsa():
    """CSS L815-1 (65 years); full amount for one person since January 2026: 1 043.59 €."""
    trouves = montants(SEUL, id="avoir_un_age", age=65)
    assert trouves["aspa", "famille"] == (0.0, 1043.59)
    assert trouves["rsa", "famille"][1] == 0


def test_demander_un_droit_ne_compte_que_ce_qui_est_recu():
    seul = un(SEUL, id="demander", droit="rsa")
    assert seul.droits_mensuels_avant == 0
    assert [(d.id, d.avant) for d in seul.droits] == [("rsa", 0.0)]
    assert seul.ecart_mensuel == seul.droits[0].apres


def test_un_droit_deja_recu_ne_peut_pas_etre_demande():
    assert fautes(avec(SEUL, prestations=[{"droit": "rsa", "recu": True}]), id="demander", droit="rsa") == [
        "droit"
    ]


def test_l_ass_dite_dans_les_revenus_n_est_comptee_qu_une_fois():
    document = copy.deepcopy(SEUL)
    document["personnes"][0]["revenus"] = [{"nature": "ass", "montant": 500, "de": "2025-01"}]
    document["personnes"][0] |= {
        "activite": "demandeur_emploi", "inscrit_france_travail_depuis": "2024-01-10",
        "ass_condition_activite": True, "are_fin_droits": "2024-12-31",
    }  # fmt: skip
    scenario = un(document, id="avoir_un_age", age=40)
    dus = {d.id: d for d in simuler([situation(document)], completions=0)[0].droits}
    assert scenario.revenus_avant == pytest.approx(max(500 - (dus["ass"].montant or 0), 0), abs=0.01)


# --- the sweep


@pytest.fixture(scope="module")
def balayages():
    return {nom: balayer(situation(document)) for nom, document in zip("smcr", TOUS, strict=True)}


def test_le_balayage_va_de_zero_a_deux_smic_net(balayages):
    for balayage in balayages.values():
        salaires = [p.salaire for p in balayage.points]
        assert salaires[0] == 0
        assert salaires[-1] == pytest.approx(2 * net_du_smic("2026-11"), abs=0.01)
        assert salaires == sorted(salaires)


def test_le_revenu_disponible_est_la_somme_du_salaire_des_autres_revenus_et_des_droits(balayages):
    autres = {"s": 0, "m": 0, "c": 0, "r": 640}
    for nom, balayage in balayages.items():
        for point in balayage.points:
            attendu = point.salaire + autres[nom] + sum(point.droits.values())
            assert point.disponible == pytest.approx(attendu, abs=0.02)


def test_chaque_perte_est_dite_avec_le_droit_qui_baisse(balayages):
    for balayage in balayages.values():
        negatifs = [p.salaire for p in balayage.points if (p.conserve or 0) < 0]
        assert negatifs == [perte.a for perte in balayage.pertes]
        for perte in balayage.pertes:
            assert perte.causes
            assert sum(c.avant - c.apres for c in perte.causes) > perte.a - perte.de


def test_gagner_plus_ne_coute_jamais_cent_euros(balayages):
    """No documented cliff of the national rights is that high: beyond, a rule is broken."""
    assert all(perte.perte < 100 for balayage in balayages.values() for perte in balayage.pertes)


def test_la_personne_seule_ne_perd_qu_a_la_sortie_du_rsa(balayages):
    """Housing aid ignores the incomes of a RSA household (CCH R822-17): leaving RSA is the one cliff."""
    (perte,) = balayages["s"].pertes
    assert {cause.droit for cause in perte.causes} == {"rsa", "al", "prime_noel"}
    assert perte.perte < 50


def test_sous_le_rsa_un_euro_gagne_laisse_59_55_centimes(balayages):
    """RSA falls by the wage; prime d'activité pays 59.85 % of it (CSS D843-1), less 0.5 % of CRDS."""
    for point in balayages["s"].points[1:7]:
        assert point.conserve == pytest.approx(0.5985 * 0.995, abs=0.001)


def test_l_avis_d_impot_suit_le_salaire_installe(balayages):
    """The cheque énergie of a household earning twice the SMIC is over, whatever its former tax notice."""
    assert balayages["s"].points[0].droits["cheque_energie"] > 0
    assert "cheque_energie" not in balayages["s"].points[-1].droits


def test_un_point_du_balayage_vaut_l_emploi_au_meme_salaire(balayages):
    point = balayages["s"].points[10]
    scenario = un(SEUL, id="prendre_emploi", montant=point.salaire)
    assert scenario.revenus_apres + scenario.droits_mensuels_apres == pytest.approx(
        point.disponible, abs=0.02
    )


def test_balayer_le_salaire_de_personne_est_refuse():
    with pytest.raises(SituationInvalide) as erreur:
        balayer(situation(SEUL), "zz")
    assert [f.chemin for f in erreur.value.erreurs] == ["personne"]


def test_les_natures_du_travail_existent():
    from simulations.modalites import NatureRevenu

    assert {str(n) for n in NatureRevenu} >= REVENUS_DU_TRAVAIL
