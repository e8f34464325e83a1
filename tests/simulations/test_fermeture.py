"""The closure: nothing of the past is computed but a short, explained list."""

from collections import Counter

from simulations.encoding import encoder
from simulations.engine import Moteur
from simulations.lecture import lire_situation
from simulations.lectures import demandes
from simulations.ledger import ledger
from simulations.recus import passe_recu
from simulations.tables import tables
from tests.simulations.menages import TOUS

# Families of variables that a formula may compute for another period than the month, and why.
EXPLIQUEES = {
    "la prime d'activité est une moyenne de trois mois passés": ("ppa_", "rsa_", "af_", "cf_", "asf_"),
    "les ressources du mois passé lues par le RSA, la CSS et l'ASS": (
        "css_", "indemnites_journalieres", "rpns_auto_entrepreneur_benefice", "revenu_assimile",
        "traitements_salaires", "rente_viagere", "abattement_salaires_pensions", "f1",
        "prestations_familiales_", "biactivite", "smic_proratise", "salaire_imposable",
    ),
    "l'état civil à un autre mois": (
        "age", "mois_depuis_naissance", "en_couple", "nb_parents", "est_enfant", "autonomie_financiere", "enceinte_fam",
        "rempli_obligation_scolaire", "residence", "ressortissant_eee", "aspa_couple", "handicap",
    ),
    "les droits annuels": ("ars", "cheque_energie", "aide_juridictionnelle_"),
    "valeurs d'éternité": ("aide_logement_est_pret_conventionne", "date_arret_de_travail"),
    "la prime d'activité lit les conditions de l'apprentissage et du logement": (
        "apprentissage_", "logement_conventionne", "zone_apl", "coeff",
    ),
}  # fmt: skip
NOMBRE_MAX = 420


def passes_calcules() -> set:
    cadres = tables([lire_situation(document) for document in TOUS])
    entrees = encoder(cadres)
    moteur = Moteur(entrees)
    passe, _, _ = passe_recu(cadres, entrees.entites, ledger(cadres), entrees.passe)
    moteur.lire(passe, demandes())
    return moteur.calcules_avant()


def test_the_past_that_is_computed_is_short():
    calcules = passes_calcules()
    assert len(calcules) <= NOMBRE_MAX, Counter(str(quand) for _, quand in calcules).most_common(8)


def test_the_past_that_is_computed_is_explained():
    prefixes = tuple(prefixe for groupe in EXPLIQUEES.values() for prefixe in groupe)
    inexpliques = sorted({nom for nom, _ in passes_calcules() if not nom.startswith(prefixes)})
    assert not inexpliques


def test_no_wage_of_the_past_is_recomputed():
    noms = {nom for nom, _ in passes_calcules()}
    assert not noms & {"salaire_net", "salaire_imposable", "salaire_de_base", "rfr", "rpns_imposables"}
    assert not noms & {"rsa", "ppa", "aide_logement", "af", "aah", "aspa"}
