"""A result is written as pydantic writes it, and what several results share is written once."""

from simulations.ecriture_json import ecrire_json
from simulations.lecture import lire_situation
from simulations.simulate import simuler
from tests.benchmarks.menages_varies import documents


def test_un_resultat_est_ecrit_comme_par_pydantic():
    partage: dict[int, bytes] = {}
    resultats = simuler([lire_situation(document) for document in documents(8)])
    for resultat in resultats:
        assert ecrire_json(resultat, partage).decode() == resultat.model_dump_json()


def test_deux_foyers_dans_le_meme_etat_partagent_leurs_droits():
    (document,) = documents(1)
    un, autre = simuler([lire_situation(document)] * 2)
    assert un == autre
    partages = sum(a is b for a, b in zip(un.droits, autre.droits, strict=True))
    assert partages > len(un.droits) // 2
