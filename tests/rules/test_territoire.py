"""The communes of the territory as data: complete, coherent with the law, and enough to place a droit."""

from collections import Counter

import pytest
from openfisca_france.model.prestations import aides_logement

from rules.cartes import Territoire
from rules.catalogue import charger_catalogue
from rules.territoire import communes, couvre, departement, zones_apl

AVEYRON = {code: commune for code, commune in communes().items() if departement(code) == "12"}
RODEZ, ONET, DRUELLE, MILLAU, VILLEFRANCHE = "12202", "12176", "12090", "12145", "12300"
AGGLOMERATION = "241200187"


def test_the_285_communes_of_the_aveyron_are_there_with_their_population():
    # Code officiel géographique (mars 2026) and municipal populations, from @etalab/decoupage-administratif.
    assert len(AVEYRON) == 285
    assert sum(commune.population for commune in AVEYRON.values()) == 279_609
    assert len({commune.epci_siren for commune in AVEYRON.values()}) == 20


def test_each_commune_has_every_piece_of_data():
    for commune in communes().values():
        assert commune.nom
        assert commune.population > 0
        assert commune.codes_postaux
        assert all(len(code) == 5 and code.isdigit() for code in commune.codes_postaux)
        assert len(commune.siren) == len(commune.epci_siren) == 9
        assert commune.zone_apl in {1, 2, 3}
        assert commune.zone_abc in {"Abis", "A", "B1", "B2", "C"}
        assert commune.region == "76"


def test_the_arrondissements_are_those_of_the_prefecture():
    compte = Counter((c.arrondissement, c.arrondissement_nom) for c in AVEYRON.values())
    assert compte == {
        ("121", "Millau"): 110,
        ("122", "Rodez"): 79,
        ("123", "Villefranche-de-Rouergue"): 96,
    }
    assert AVEYRON[MILLAU].arrondissement_nom == "Millau"
    assert AVEYRON[VILLEFRANCHE].arrondissement_nom == "Villefranche-de-Rouergue"


def test_the_housing_aid_zone_is_that_of_openfisca_france_where_it_knows_the_commune():
    aides_logement.preload_zone_apl()
    amont = aides_logement.zone_apl_by_depcom
    assert {code: c.zone_apl for code, c in AVEYRON.items() if code in amont} == {
        code: amont[code] for code in AVEYRON if code in amont
    }
    assert {zones_apl()[code] for code in AVEYRON} == {3}


def test_the_abc_zone_is_b2_around_rodez_only():
    # Arrêté of July 2024.
    b2 = {commune.nom for commune in AVEYRON.values() if commune.zone_abc == "B2"}
    assert b2 == {
        "Rodez", "Onet-le-Château", "Luc-la-Primaube", "Olemps", "Le Monastère", "Sébazac-Concourès",
    }  # fmt: skip
    assert {commune.zone_abc for commune in AVEYRON.values()} == {"B2", "C"}


def test_the_pilot_area_is_rodez_agglomeration():
    pilotes = {code for code, commune in AVEYRON.items() if commune.pilote}
    assert pilotes == {"12202", "12176", "12133", "12174", "12264", "12090", "12146", "12241"}
    assert pilotes == {code for code, commune in AVEYRON.items() if commune.epci_siren == AGGLOMERATION}


@pytest.mark.parametrize(
    ("niveau", "code", "dedans", "dehors"),
    [
        ("commune", RODEZ, [RODEZ], [ONET, MILLAU, "75056"]),
        ("epci", AGGLOMERATION, [RODEZ, ONET, DRUELLE], [MILLAU, VILLEFRANCHE, "48095"]),
        ("departement", "12", [RODEZ, MILLAU], ["48095", "46042"]),
        ("region", "76", [RODEZ, MILLAU], ["75056"]),
    ],
)
def test_where_a_droit_exists_follows_from_the_commune(niveau, code, dedans, dehors):
    territoire = Territoire(niveau=niveau, codes=(code,))
    assert [commune for commune in [*dedans, *dehors] if couvre(territoire, commune)] == dedans


def test_the_area_of_another_authority_is_left_out():
    territoire = Territoire(niveau="departement", codes=("12",), hors=(AGGLOMERATION,))
    assert couvre(territoire, MILLAU)
    assert not couvre(territoire, ONET)


def test_each_local_droit_exists_in_some_commune_served():
    for carte in charger_catalogue().values():
        if carte.territoire != "national":
            assert any(couvre(carte.territoire, code) for code in communes()), carte.id


def test_each_code_of_a_card_is_a_known_one():
    connus = {
        "commune": set(communes()),
        "epci": {commune.epci_siren for commune in communes().values()},
        "departement": {departement(code) for code in communes()},
        "region": {commune.region for commune in communes().values()},
    }
    for carte in charger_catalogue().values():
        if carte.territoire != "national":
            assert set(carte.territoire.codes) <= connus[carte.territoire.niveau], carte.id
            assert set(carte.territoire.hors) <= connus["epci"], carte.id
