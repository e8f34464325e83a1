"""Columns back to situations: the inverse of tables(), and the files of a population."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from simulations.audit.foyers import ecrire_tables, situations
from simulations.audit.lecture import lire_entree
from simulations.lecture import lire_situation
from simulations.modalites import Activite, NatureRevenu, Source, StatutLogement
from simulations.population import population
from simulations.situation import Situation
from simulations.tables import Tables, schemas, tables
from tests.simulations.audit.fabrique import lots
from tests.simulations.menages import TOUS

MOIS = "2026-11"
EXEMPLES = sorted((Path(__file__).parents[3] / "examples" / "situations").glob("*.json"))


def exemples() -> list[Situation]:
    return [lire_situation(json.loads(f.read_text(encoding="utf-8")) | {"mois": MOIS}) for f in EXEMPLES] + [
        lire_situation(document) for document in TOUS
    ]


def memes(un: Tables, deux: Tables) -> None:
    for nom in schemas():
        assert_frame_equal(getattr(un, nom), getattr(deux, nom))


def test_examples_and_fictitious_households_come_back():
    foyers = exemples() + population(300, 11, MOIS, recues=False)
    vues = tables(foyers)
    memes(tables(situations(vues, range(len(foyers)))), vues)


def test_some_households_come_back_in_the_order_asked():
    foyers = exemples()
    vues = tables(foyers)
    memes(tables(situations(vues, [3, 0])), tables([foyers[3], foyers[0]]))


@pytest.mark.parametrize("sorte", ["csv", "parquet"])
def test_the_files_written_are_read_back_the_same(tmp_path, sorte):
    foyers = exemples() + population(50, 2, MOIS, recues=False)
    vues = tables(foyers)
    ids = [f"M{i}" for i in range(len(foyers))]
    (tmp_path / "entree").mkdir()
    ecrire_tables(vues, ids, tmp_path / "entree", sorte)
    assert sorted(f.name for f in (tmp_path / "entree").iterdir()) == [
        f"{nom}.{sorte}" for nom in ("menages", "personnes", "prestations", "revenus")
    ]
    lecture = lire_entree(tmp_path / "entree", MOIS, tmp_path / "sortie")
    assert (lecture.menages, lecture.rejets) == (len(foyers), 0)
    (lot,) = lots(tmp_path / "sortie")
    assert lot["menages"]["menage_id"].to_list() == ids
    memes(Tables(MOIS, **lot | {"menages": lot["menages"].drop("menage_id")}), vues)


def peut(strategie):
    return st.none() | strategie


MONTANTS = st.floats(0, 1_000_000, allow_nan=False)
REVENUS = st.lists(
    st.builds(
        lambda nature, montant, bornes, source: {
            "nature": nature, "montant": montant, "de": bornes[0], "a": bornes[1], "source": source,
        },
        st.sampled_from(NatureRevenu), MONTANTS,
        st.sampled_from([(None, None), ("2024-01", None), (None, "2026-10"), ("2025-02", "2026-01")]),
        peut(st.sampled_from(Source)),
    ), max_size=3,
)  # fmt: skip
PERDUS = st.lists(
    st.fixed_dictionaries({
        "nature": st.sampled_from(NatureRevenu), "le": st.just("2026-08-31"), "remplace": peut(st.booleans()),
    }), min_size=1, max_size=2,
)  # fmt: skip
PERSONNES = st.fixed_dictionaries({
    "date_naissance": peut(st.dates(date(1930, 1, 1), date(2005, 1, 1)).map(str)),
    "activite": peut(st.sampled_from(Activite)), "gir": peut(st.integers(1, 6)), "boursier": peut(st.booleans()),
    "handicap": peut(st.fixed_dictionaries({"taux": peut(st.just("50_79")), "rsdae": peut(st.booleans())})),
    "are_journaliere": peut(st.floats(0, 1000)), "revenus": peut(REVENUS), "revenus_interrompus": peut(PERDUS),
})  # fmt: skip
FOYERS = st.fixed_dictionaries({
    "personnes": st.lists(PERSONNES, min_size=1, max_size=4),
    "logement": peut(st.fixed_dictionaries({
        "commune": peut(st.sampled_from(["12202", "01001", "2A004"])), "loyer": peut(MONTANTS),
        "statut": peut(st.sampled_from(StatutLogement)), "crous": peut(st.booleans()),
    })),
    "prestations": peut(st.lists(st.sampled_from(["af", "ppa", "aah", "rsa"]), unique=True)),
    "prestations_completes": peut(st.booleans()),
    "visee": st.booleans(), "montant": peut(MONTANTS),
})  # fmt: skip


def foyer(tire) -> Situation:
    personnes = [
        {"id": f"p{i}", "role": "demandeur" if i == 0 else "autre"} | p
        for i, p in enumerate(tire["personnes"])
    ]
    recues = tire["prestations"] and [
        {"droit": d, "recu": True, "montant": tire["montant"], "personne": "p0" if tire["visee"] else None}
        for d in tire["prestations"]
    ]
    document = {"mois": MOIS, "personnes": personnes, "logement": tire["logement"], "prestations": recues}
    return lire_situation(document | {"prestations_completes": tire["prestations_completes"]})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FOYERS.map(foyer), min_size=1, max_size=4))
def test_any_household_comes_back_from_columns_and_from_files(tmp_path_factory, foyers):
    vues = tables(foyers)
    memes(tables(situations(vues, range(len(foyers)))), vues)
    dossier = tmp_path_factory.mktemp("foyers")
    ecrire_tables(vues, [f"M{i}" for i in range(len(foyers))], dossier, "csv")
    assert lire_entree(dossier, MOIS, dossier / "sortie").menages == len(foyers)
    (lot,) = lots(dossier / "sortie")
    memes(Tables(MOIS, **lot | {"menages": lot["menages"].drop("menage_id")}), vues)
