"""JSON Lines: one situation per line, its faults with their line."""

import json

import pytest

from simulations.audit.lecture import lire_entree
from simulations.errors import EntreeInvalide
from tests.simulations.audit.fabrique import lots, rejets
from tests.simulations.menages import RETRAITE, SEUL, avec

MOIS = "2026-11"


def lire(tmp_path, *lignes):
    fichier = tmp_path / "f.ndjson"
    fichier.write_bytes(b"\n".join(li if isinstance(li, bytes) else json.dumps(li).encode() for li in lignes))
    return lire_entree(fichier, MOIS, tmp_path / "sortie", 2), rejets(tmp_path / "sortie")


def test_a_household_is_named_by_its_id_or_by_its_line(tmp_path):
    lecture, fautes = lire(tmp_path, SEUL, b"", {"menage_id": "A.1"} | RETRAITE, {"menage_id": 12} | SEUL)
    assert (lecture.genre, lecture.menages, lecture.lots, fautes) == ("lignes", 3, 2, [])
    ids = [nom for lot in lots(tmp_path / "sortie") for nom in lot["menages"]["menage_id"]]
    assert ids == ["ligne-1", "A.1", "12"]


def test_the_month_is_that_of_the_audit(tmp_path):
    lecture, fautes = lire(
        tmp_path, avec(SEUL, mois="2025-01"), {k: v for k, v in SEUL.items() if k != "mois"}
    )
    assert (lecture.menages, fautes) == (2, [])


def test_each_fault_has_its_line_and_the_others_are_kept(tmp_path):
    lecture, fautes = lire(
        tmp_path, SEUL, b"{oups", avec(SEUL, couleur="bleu"), b'{"mois": 1, "mois": 2}', b"[1]", b'"\xff"',
        {"menage_id": "Jean Dupont"} | SEUL, RETRAITE,
    )  # fmt: skip
    assert (lecture.menages, lecture.ecartes, lecture.rejets) == (2, 6, 6)
    assert [(f["ligne"], f["colonne"], f["menage_id"]) for f in fautes] == [
        ("2", "", "ligne-2"), ("3", "couleur", "ligne-3"), ("4", "mois", "ligne-4"), ("5", "", "ligne-5"),
        ("6", "", "ligne-6"), ("7", "menage_id", "ligne-7"),
    ]  # fmt: skip


def test_the_second_of_two_ids_is_set_aside_and_the_first_kept(tmp_path):
    lecture, fautes = lire(tmp_path, {"menage_id": "A"} | SEUL, {"menage_id": "A"} | RETRAITE)
    assert (lecture.menages, lecture.ecartes) == (1, 1)
    assert [(f["ligne"], f["recu"]) for f in fautes] == [("2", '"A"')]


def test_a_line_far_too_long_is_one_fault(tmp_path):
    lecture, fautes = lire(tmp_path, b'{"x": "' + b"a" * 3_000_000 + b'"}', SEUL)
    assert (lecture.menages, [f["ligne"] for f in fautes]) == (1, ["1"])
    assert "au plus 1000000 octets" in fautes[0]["attendu"]


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(EntreeInvalide, match="un fichier vide"):
        lire(tmp_path, b"\n \n")
