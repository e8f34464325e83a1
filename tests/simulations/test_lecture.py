"""Bad input: a clear French error with the path, and no situation."""

import copy
import json

import pytest

from simulations.errors import SituationInvalide
from simulations.lecture import lire_situation
from tests.simulations.menages import COUPLE_TROIS_ENFANTS, MERE_SEULE, SEUL


def erreurs(document) -> dict[str, str]:
    with pytest.raises(SituationInvalide) as leve:
        lire_situation(document)
    return {erreur.chemin: str(erreur) for erreur in leve.value.erreurs}


def change(chemin: str, valeur, base=SEUL):
    document = copy.deepcopy(base)
    cible, *reste = document, *chemin.split(".")
    for morceau in reste[:-1]:
        cible = cible[int(morceau) if morceau.isdigit() else morceau]
    cible[reste[-1]] = valeur
    return document


@pytest.mark.parametrize(
    ("chemin", "valeur", "ou", "mots"),
    [
        ("couleur", "bleu", "couleur", "champ inconnu"),
        ("mois", "2026-13", "mois", "AAAA-MM"),
        ("mois", "1999-01", "mois", "entre 2024-01 et"),
        ("personnes.0.date_naissance", "1990-02-30", "personnes[0].date_naissance", "date"),
        ("personnes.0.date_naissance", "2030-01-01", "personnes[0].date_naissance", "avant la fin du mois"),
        ("personnes.0.date_naissance", "1850-01-01", "personnes[0].date_naissance", "125 ans"),
        ("personnes.0.activite", "astronaute", "personnes[0].activite", "l'une des valeurs"),
        ("personnes.0.gir", 9, "personnes[0].gir", "au plus 6"),
        ("personnes.0.enceinte", "oui", "personnes[0].enceinte", "true ou false"),
        ("logement.loyer", -5, "logement.loyer", "au moins 0"),
        ("logement.loyer", 5e9, "logement.loyer", "au plus"),
        ("logement.loyer", "420", "logement.loyer", "un nombre"),
        ("logement.commune", "99999", "logement.commune", "commune française"),
        ("logement.commune", "Rodez", "logement.commune", "de la forme"),
        ("prestations", [{"droit": "trottinette", "recu": True}], "prestations[0].droit", "catalogue"),
        ("personnes", [], "personnes", "au moins 1"),
    ],
)
def test_each_fault_names_its_field_and_what_is_accepted(chemin, valeur, ou, mots):
    vues = erreurs(change(chemin, valeur))
    assert ou in vues, vues
    assert mots in vues[ou], vues


def test_two_hundred_persons_are_refused():
    foule = [{"id": f"p{i}", "role": "autre"} for i in range(200)]
    assert "au plus 20" in erreurs(change("personnes", foule))["personnes"]


def test_not_a_number_is_refused():
    texte = json.dumps(SEUL).replace('"loyer": 420', '"loyer": NaN')
    assert "logement.loyer" in erreurs(texte)


def test_a_huge_document_is_refused_before_it_is_read():
    assert "octets" in erreurs(" " * 2_000_000)[""]


def test_a_text_that_is_no_json_is_refused():
    assert "JSON" in next(iter(erreurs("{mois:").values()))


def test_a_key_given_twice_is_refused():
    assert "deux fois" in next(iter(erreurs('{"mois": "2026-11", "mois": "2026-10"}').values()))


def test_a_child_older_than_its_parents_is_refused():
    document = change("personnes.1.date_naissance", "1970-01-01", MERE_SEULE)
    assert "plus jeune que ses parents" in erreurs(document)["personnes[1].date_naissance"]


def test_a_partner_and_a_single_status_do_not_go_together():
    document = change("couple.statut", "celibataire", COUPLE_TROIS_ENFANTS)
    assert "un conjoint est présent" in erreurs(document)["couple.statut"]


def test_every_fault_is_told_at_once():
    document = change("logement.loyer", -5)
    document["mois"] = "hier"
    assert {"logement.loyer", "mois"} <= set(erreurs(document))


def test_an_interval_that_ends_before_it_starts_is_refused():
    revenus = [{"nature": "salaire", "montant": 10, "de": "2026-05", "a": "2026-01"}]
    assert "personnes[0].revenus[0]" in erreurs(change("personnes.0.revenus", revenus))
