"""The four tables: what is read, and for each fault its file, its line, its column and what is accepted."""

import copy
import zipfile
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from simulations.audit.colonnes import colonnes
from simulations.audit.foyers import situations
from simulations.audit.lecture import lire_entree
from simulations.errors import CommandeInvalide, EntreeInvalide
from simulations.lecture import lire_situation
from simulations.population import population
from simulations.tables import Tables, schemas, tables
from tests.simulations.audit.fabrique import ecrire, ecrire_jsonl, en_lignes, lots, rejets
from tests.simulations.menages import COUPLE_TROIS_ENFANTS, MERE_SEULE, RETRAITE, SEUL

MOIS = "2026-11"
INTERROMPU = {
    "mois": MOIS,
    "personnes": [
        {
            "id": "a", "role": "demandeur", "revenus": [{"nature": "are", "montant": 410.55, "de": "2026-09"}],
            "revenus_interrompus": [{"nature": "salaire", "le": "2026-08-31", "remplace": False}],
        },
        {"id": "b", "role": "autre"},
    ],
    "prestations": [
        {"droit": "af", "recu": True, "montant": 152.25, "de": "2025-09", "source": "organisme"},
        {"droit": "aah", "recu": False, "personne": "b"},
    ],
}  # fmt: skip
FOYERS = {"F1": SEUL, "F2": MERE_SEULE, "F3": COUPLE_TROIS_ENFANTS, "F4": RETRAITE, "F5": INTERROMPU}


def lire(entree: Path, sortie: Path, taille: int = 10_000):
    return lire_entree(entree, MOIS, sortie, taille)


def lus(tmp_path, lignes, **options):
    lecture = lire(ecrire(tmp_path / "entree", lignes, **options), tmp_path / "sortie")
    return lecture, lots(tmp_path / "sortie"), rejets(tmp_path / "sortie")


def test_the_columns_staged_are_those_of_the_situations(tmp_path):
    lecture, (lot,), fautes = lus(tmp_path, en_lignes(FOYERS))
    attendues = tables([lire_situation(d) for d in FOYERS.values()])
    assert (lecture.genre, lecture.menages, lecture.ecartes, lecture.rejets, fautes) == (
        "tables",
        5,
        0,
        0,
        [],
    )
    assert lot["menages"].columns[0] == "menage_id"
    assert lot["menages"]["menage_id"].to_list() == list(FOYERS)
    assert_frame_equal(lot["menages"].drop("menage_id"), attendues.menages)
    for nom in ("personnes", "revenus", "prestations"):
        assert_frame_equal(lot[nom], getattr(attendues, nom))
        assert dict(lot[nom].schema) == schemas()[nom]


@pytest.mark.parametrize("taille", [1, 2, 10])
def test_tables_and_lines_stage_the_same(tmp_path, taille):
    fictifs = population(40, 3, MOIS, recues=False)
    foyers = FOYERS | {f"P{i}": s.model_dump(mode="json", exclude_none=True) for i, s in enumerate(fictifs)}
    lire(ecrire(tmp_path / "entree", en_lignes(foyers)), tmp_path / "un", taille)
    vus = []
    lire_entree(ecrire_jsonl(tmp_path / "f.jsonl", foyers), MOIS, tmp_path / "deux", taille, vus.append)
    un, deux = lots(tmp_path / "un"), lots(tmp_path / "deux")
    assert len(un) == len(deux) == -(-45 // taille)
    for lot, autre in zip(un, deux, strict=True):
        for nom in schemas():
            assert_frame_equal(lot[nom], autre[nom])
    assert vus[-1] == 45


def test_rows_of_persons_in_any_order_join_their_household(tmp_path):
    lignes = en_lignes(FOYERS)
    droit, (attendu,), _ = lus(tmp_path, lignes)
    for table in ("revenus", "prestations"):
        lignes[table].reverse()
    melees = sorted(lignes["personnes"], key=lambda p: (p["personne_id"], p["menage_id"]))
    lecture, (lot,), _ = lus(tmp_path, lignes | {"personnes": melees})
    assert (lecture.menages, lecture.empreinte != droit.empreinte) == (5, True)
    assert_frame_equal(lot["personnes"], attendu["personnes"])


def test_comma_windows_and_byte_order_mark_are_read(tmp_path):
    lignes = en_lignes(FOYERS)
    for nom, options in {
        "a": {"separateur": ","},
        "b": {"codage": "cp1252"},
        "c": {"codage": "utf-8-sig"},
    }.items():
        (tmp_path / nom).mkdir()
        assert lus(tmp_path / nom, lignes, **options)[0].menages == 5


def test_quotes_and_blank_lines_are_read(tmp_path):
    dossier = ecrire(tmp_path / "entree", en_lignes({"F1": RETRAITE}))
    texte = (dossier / "personnes.csv").read_text(encoding="utf-8")
    entete, ligne = texte.split()
    citee = ";".join(f'"{v}"' for v in ligne.split(";"))
    (dossier / "personnes.csv").write_text(f"{entete}\r\n\r\n{citee}\r\n;;;\r\n", encoding="utf-8")
    assert lire(dossier, tmp_path / "sortie").menages == 1


def test_yes_no_and_spaces_are_read(tmp_path):
    lignes = en_lignes({f"F{i}": SEUL for i in range(6)})
    for ligne, mot in zip(lignes["personnes"], ("oui", "NON", "1", "0", " vrai ", "False"), strict=True):
        ligne["boursier"] = mot
    _, (lot,), _ = lus(tmp_path, lignes)
    assert lot["personnes"]["boursier"].to_list() == [True, False, True, False, True, False]


def test_a_missing_column_is_unknown_and_a_missing_table_too(tmp_path):
    dossier = tmp_path / "entree"
    dossier.mkdir()
    (dossier / "menages.csv").write_text("menage_id\nF1\n", encoding="utf-8")
    (dossier / "personnes.csv").write_text("menage_id;personne_id;role\nF1;p1;demandeur\n", encoding="utf-8")
    assert lire(dossier, tmp_path / "sortie").menages == 1
    (lot,) = lots(tmp_path / "sortie")
    assert lot["menages"]["prestations_completes"].to_list() == [False]
    assert lot["personnes"]["revenus_connus"].to_list() == [False]
    assert lot["personnes"]["date_naissance"].to_list() == [None]


def test_typed_parquet_is_read_as_csv(tmp_path):
    lignes = en_lignes(FOYERS)
    dossier = ecrire(tmp_path / "csv", lignes)
    lire(dossier, tmp_path / "un")
    parquet = tmp_path / "parquet"
    parquet.mkdir()
    for fichier in dossier.iterdir():
        cadre = pl.read_csv(fichier, separator=";", try_parse_dates=True)
        cadre = cadre.with_columns(
            pl.col(pl.Date).cast(pl.Datetime), pl.col("^logement.commune$").cast(pl.String)
        )
        cadre.write_parquet(parquet / f"{fichier.stem}.parquet")
    lire(parquet, tmp_path / "deux")
    for lot, autre in zip(lots(tmp_path / "un"), lots(tmp_path / "deux"), strict=True):
        for nom in schemas():
            assert_frame_equal(lot[nom], autre[nom])


# ---------------------------------------------------------------- faults of a household

SEULE_FAUTE = {  # (table, row, column, value): column and words of the fault
    ("menages", 0, "logement.loyer", "-5"): ("logement.loyer", "au moins 0"),
    ("menages", 0, "logement.loyer", "420,50"): ("logement.loyer", "avec un point"),
    ("menages", 0, "logement.loyer", "beaucoup"): ("logement.loyer", "un nombre"),
    ("menages", 0, "logement.loyer", "1e999"): ("logement.loyer", "un nombre"),
    ("menages", 0, "logement.commune", "99999"): ("logement.commune", "commune française"),
    ("menages", 0, "logement.commune", "Rodez"): ("logement.commune", "de la forme"),
    ("menages", 0, "logement.statut", "palais"): ("logement.statut", "l'une des valeurs"),
    ("menages", 0, "logement.crous", "peut-être"): ("logement.crous", "true ou false (ou oui"),
    ("menages", 0, "couple.depuis", "11/2024"): ("couple.depuis", "AAAA-MM"),
    ("menages", 1, "couple.statut", "celibataire"): ("couple.statut", "un conjoint est présent"),
    ("personnes", 0, "date_naissance", "12/05/1990"): ("date_naissance", "AAAA-MM-JJ"),
    ("personnes", 0, "date_naissance", "19900512"): ("date_naissance", "AAAA-MM-JJ"),
    ("personnes", 0, "date_naissance", "1990-02-30"): ("date_naissance", "date qui existe"),
    ("personnes", 0, "date_naissance", "2026-12-01"): ("date_naissance", "avant la fin du mois"),
    ("personnes", 0, "date_naissance", "1890-01-01"): ("date_naissance", "125 ans"),
    ("personnes", 0, "titre_sejour_depuis", "1980-01-01"): ("titre_sejour_depuis", "après la naissance"),
    ("personnes", 0, "gir", "7"): ("gir", "au plus 6"),
    ("personnes", 0, "gir", "2.5"): ("gir", "un nombre entier"),
    ("personnes", 0, "role", "autre"): ("role", "exactement un demandeur"),
    ("personnes", 0, "role", ""): ("role", "obligatoire"),
    ("personnes", 0, "personne_id", ""): ("personne_id", "obligatoire"),
    ("personnes", 0, "personne_id", "jean dupont"): ("personne_id", "de la forme"),
    ("personnes", 0, "parent_isole_de", "p9"): ("parent_isole_de", "de rôle « autre »"),
    ("personnes", 0, "revenus_connus", "?"): ("revenus_connus", "true ou false"),
    ("personnes", 1, "revenus_connus", "non"): ("revenus_connus", "doit les donner tous"),
    ("personnes", 2, "role", "demandeur"): ("role", "exactement un demandeur"),
    ("personnes", 3, "role", "conjoint"): ("role", "un conjoint au plus"),
    ("personnes", 3, "personne_id", "p1"): ("personne_id", "un identifiant par personne"),
    ("personnes", 3, "date_naissance", "1985-06-01"): ("date_naissance", "plus jeune que ses parents"),
    ("revenus", 0, "montant", "-1"): ("montant", "au moins 0"),
    ("revenus", 0, "montant", ""): ("montant", "obligatoire"),
    ("revenus", 0, "montant", "NaN"): ("montant", "un nombre"),
    ("revenus", 0, "nature", "loto"): ("nature", "l'une des valeurs"),
    ("revenus", 0, "nature", ""): ("nature", "obligatoire"),
    ("revenus", 0, "a", "2023-01"): ("", "postérieur ou égal"),
    ("revenus", 0, "personne_id", "p8"): ("personne_id", "une personne du foyer"),
    ("revenus", 0, "interrompu_le", "2026-01-31"): ("montant", "un revenu perdu"),
    ("revenus", 0, "remplace", "oui"): ("remplace", "rien sans"),
    ("prestations", 0, "droit", "trottinette"): ("droit", "catalogue"),
    ("prestations", 0, "droit", ""): ("droit", "obligatoire"),
    ("prestations", 0, "recu", "x"): ("recu", "true ou false"),
    ("prestations", 0, "a", "2020-01"): ("a", "un mois à partir de 2025-09"),
    ("prestations", 0, "personne_id", "p7"): ("personne_id", "l'identifiant d'une personne"),
}
BASE = {
    "F1": SEUL,
    "F2": COUPLE_TROIS_ENFANTS | {"prestations": [{"droit": "af", "recu": True, "de": "2025-09"}]},
    "F3": RETRAITE,
}


@pytest.mark.parametrize("cas", SEULE_FAUTE, ids=lambda cas: f"{cas[0]}-{cas[2]}-{cas[3]}")
def test_each_fault_is_said_with_its_place_and_its_household_set_aside(tmp_path, cas):
    table, rang, colonne, valeur = cas
    lignes = en_lignes(BASE)
    lignes[table][rang][colonne] = valeur
    touche = lignes[table][rang]["menage_id"]
    lecture, (lot,), fautes = lus(tmp_path, lignes)
    assert (lecture.menages, lecture.ecartes) == (2, 1), fautes
    assert lot["menages"]["menage_id"].to_list() == [nom for nom in BASE if nom != touche]
    ou, mots = SEULE_FAUTE[cas]
    trouvees = [f for f in fautes if f["colonne"] == ou and mots in f["attendu"]]
    assert trouvees, fautes
    assert {f["menage_id"] for f in fautes} == {touche}
    # A fault of several rows is told on the first of them.
    if "demandeur" not in mots and "conjoint" not in mots:
        assert trouvees[0]["fichier"] == f"{table}.csv"
        assert trouvees[0]["ligne"] == str(rang + 2)
    assert lecture.rejets == len(fautes)


VALEURS = [
    "", "0", "1", "-1", "2.5", "1e3", "1,5", "oui", "x", "p1", "p2", "demandeur", "conjoint", "enfant", "autre",
    "19900512", "1990-05-12", "2026-13", "2026-12-01", "2030-01", "0000-01-01", "1990-05-12T00:00:00", "12202",
    "99999", "01001", "mariage", "celibataire", "salaire", "af", "aah", "false", "NaN", "inf", "é", "+5", "00",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_what_is_staged_is_always_a_situation_that_can_be_read(tmp_path_factory, data):
    lignes = en_lignes(FOYERS)
    tires = data.draw(
        st.lists(
            st.tuples(st.sampled_from(list(lignes)), st.integers(0, 30), st.sampled_from(VALEURS)), max_size=4
        )
    )
    for table, rang, valeur in tires:
        noms = [n for n in colonnes()[table] if n != "menage_id"]
        lignes[table][rang % len(lignes[table])][data.draw(st.sampled_from(noms))] = valeur
    tmp_path = tmp_path_factory.mktemp("fautes")
    lecture, tous, fautes = lus(tmp_path, lignes)
    gardes = [nom for lot in tous for nom in lot["menages"]["menage_id"]]
    for lot in tous:
        vues = Tables(MOIS, **lot | {"menages": lot["menages"].drop("menage_id")})
        for situation in situations(vues, range(vues.nb_menages)):
            lire_situation(situation.model_dump(mode="json", exclude_none=True))
    assert set(gardes) | {f["menage_id"] for f in fautes} == set(FOYERS)
    assert (lecture.menages, lecture.ecartes) == (len(gardes), len(FOYERS) - len(gardes))
    assert lecture.lots <= 1, "no household that a check of the lot flags is sound"


def test_the_same_fault_is_said_alike_through_lines(tmp_path):
    faux = copy.deepcopy(SEUL)
    faux["personnes"][0]["gir"] = 9
    _, _, (table,) = lus(tmp_path, en_lignes({"F1": faux, "F2": SEUL}))
    lire(ecrire_jsonl(tmp_path / "f.jsonl", {"F1": faux, "F2": SEUL}), tmp_path / "deux")
    (ligne,) = rejets(tmp_path / "deux")
    assert [table[n] for n in ("recu", "attendu", "menage_id")] == [
        ligne[n] for n in ("recu", "attendu", "menage_id")
    ]
    assert (ligne["fichier"], ligne["ligne"], ligne["colonne"]) == ("f.jsonl", "1", "personnes[0].gir")


def test_a_household_without_person_and_twenty_one_persons_are_refused(tmp_path):
    lignes = en_lignes(BASE)
    lignes["menages"].append({"menage_id": "VIDE"})
    lignes["personnes"] += [{"menage_id": "F1", "personne_id": f"x{i}", "role": "autre"} for i in range(20)]
    lecture, _, fautes = lus(tmp_path, lignes)
    assert (lecture.menages, lecture.ecartes) == (2, 2)
    assert {f["menage_id"]: f["attendu"][:14] for f in fautes} == {
        "VIDE": "au moins une p",
        "F1": "au plus 20 élé",
    }


def test_one_droit_twice_is_refused(tmp_path):
    lignes = en_lignes(BASE)
    lignes["prestations"] *= 2
    _, _, (faute,) = lus(tmp_path, lignes)
    assert (faute["ligne"], faute["attendu"]) == ("3", "une ligne par droit")


def test_an_unknown_household_is_a_fault_and_sets_nobody_aside(tmp_path):
    lignes = en_lignes(BASE)
    lignes["personnes"].append({"menage_id": "ZZ", "personne_id": "p1", "role": "demandeur"})
    lignes["revenus"].append({"menage_id": "", "personne_id": "p1", "nature": "salaire", "montant": "1"})
    lecture, _, fautes = lus(tmp_path, lignes)
    assert (lecture.menages, lecture.ecartes, lecture.rejets) == (3, 0, 2)
    assert [(f["fichier"], f["recu"], f["menage_id"]) for f in fautes] == [
        ("personnes.csv", '"ZZ"', "ZZ"), ("revenus.csv", "rien", ""),
    ]  # fmt: skip
    assert fautes[0]["ligne"] == str(len(lignes["personnes"]) + 1)


def test_an_id_written_twice_sets_both_aside(tmp_path):
    lignes = en_lignes(BASE)
    lignes["menages"].append({"menage_id": "F1"})
    lecture, (lot,), fautes = lus(tmp_path, lignes)
    assert lot["menages"]["menage_id"].to_list() == ["F2", "F3"]
    assert [(f["ligne"], f["recu"]) for f in fautes] == [("2", '"F1"'), ("5", '"F1"')]
    assert lecture.ecartes == 1


def test_a_household_whose_id_is_no_id_is_counted(tmp_path):
    lignes = en_lignes(BASE)
    lignes["menages"] += [{"menage_id": "", "logement.loyer": "400"}, {"menage_id": "Jean Dupont"}]
    lecture, _, fautes = lus(tmp_path, lignes)
    assert (lecture.menages, lecture.ecartes) == (3, 2)
    assert [f["recu"] for f in fautes] == ["rien", '"Jean Dupont"']


def test_a_line_cut_short_sets_its_household_aside_and_shifts_no_other(tmp_path):
    dossier = ecrire(tmp_path / "entree", en_lignes(BASE))
    lignes = (dossier / "personnes.csv").read_text(encoding="utf-8").splitlines()
    lignes[1] = lignes[1][: lignes[1].index(";", 12)]
    lignes[3] += ';"'
    lignes[-1] += ";x"
    (dossier / "personnes.csv").write_text("\n".join(lignes), encoding="utf-8")
    lecture = lire(dossier, tmp_path / "sortie")
    fautes = rejets(tmp_path / "sortie")
    assert (lecture.menages, lecture.ecartes) == (0, 3)
    assert [(f["ligne"], f["menage_id"]) for f in fautes] == [
        ("2", "F1"),
        ("4", "F2"),
        (str(len(lignes)), "F3"),
    ]
    nombre = lignes[0].count(";") + 1
    assert all(f["attendu"] == f"{nombre} valeurs, une par colonne" for f in (fautes[0], fautes[2]))
    assert "guillemet" in fautes[1]["recu"] or "valeur(s)" in fautes[1]["recu"]


def test_a_number_of_a_person_never_reaches_the_faults(tmp_path):
    lignes = en_lignes(BASE)
    lignes["menages"][0]["logement.loyer"] = "1 85 05 78 006 084 36"
    lignes["personnes"][0]["regime"] = "185057800608436"
    lus(tmp_path, lignes)
    texte = (tmp_path / "sortie" / "rejets.csv").read_text(encoding="utf-8")
    assert "•••" in texte
    assert "006" not in texte
    assert "78006" not in texte


def test_a_received_text_is_no_formula_of_a_spreadsheet(tmp_path):
    lignes = en_lignes(BASE)
    lignes["menages"][0]["logement.statut"] = '=HYPERLINK("x")'
    _, _, fautes = lus(tmp_path, lignes)
    assert all(not f[nom].startswith(("=", "+", "@")) for f in fautes for nom in f)


# ---------------------------------------------------------------- files that cannot be read at all


def refus(entree: Path, tmp_path) -> str:
    with pytest.raises(EntreeInvalide) as leve:
        lire(entree, tmp_path / "sortie")
    assert not (tmp_path / "sortie" / "rejets.csv").exists()
    return str(leve.value)


def test_an_unknown_column_is_refused_with_the_accepted_ones(tmp_path):
    lignes = en_lignes(BASE)
    lignes["personnes"][0]["nom"] = "Dupont"
    message = refus(ecrire(tmp_path / "entree", lignes), tmp_path)
    assert "personnes.csv : reçu colonne inconnue : « nom »" in message
    assert "date_naissance, sexe" in message
    assert "Dupont" not in message


@pytest.mark.parametrize(
    ("fichiers", "mots"),
    [
        ({"menages.csv": b"menage_id\n1\n"}, "aucun fichier personnes"),
        ({}, "aucun fichier menages ni personnes"),
        ({"menage.csv": b"menage_id\n1\n"}, "« menage.csv »"),
        ({"menages.csv": b""}, "un fichier vide"),
        ({"menages.csv": b"\n\n"}, "première ligne vide"),
        ({"menages.csv": b"couple.statut\n"}, "aucune colonne menage_id"),
        ({"menages.csv": b"menage_id;menage_id\n"}, "deux colonnes menage_id"),
        ({"menages.csv": "menage_id\n1\n".encode("utf-16")}, "pas du texte en UTF-8"),
        ({"menages.csv": b"menage_id\n\x811\xe9\n"}, "un codage inconnu"),
        ({"menages.csv": b"menage_id\n" + b"x" * (18 << 20)}, "plus d'un mégaoctet"),
        ({"menages.parquet": b"PAR1 rien"}, "un fichier illisible"),
        ({"menages.csv": b"menage_id\n1\n", "menages.parquet": b"x"}, "« menages.csv » et « menages.parquet »"),
    ],
)  # fmt: skip
def test_a_folder_that_holds_no_tables_is_refused(tmp_path, fichiers, mots):
    dossier = tmp_path / "entree"
    dossier.mkdir()
    if any(nom.startswith("menages") for nom in fichiers) and "personnes" not in mots:
        fichiers = fichiers | {"personnes.csv": b"menage_id;personne_id;role\n"}
    for nom, contenu in fichiers.items():
        (dossier / nom).write_bytes(contenu)
    assert mots in refus(dossier, tmp_path)


def test_what_is_no_input_is_refused(tmp_path):
    assert "n'existe pas" in refus(tmp_path / "rien.jsonl", tmp_path)
    (tmp_path / "menages.csv").write_text("menage_id\n", encoding="utf-8")
    assert "un dossier ou un zip" in refus(tmp_path / "menages.csv", tmp_path)
    with pytest.raises(CommandeInvalide, match="AAAA-MM"):
        lire_entree(tmp_path, "novembre", tmp_path / "sortie")


def en_zip(fichier: Path, membres: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(fichier, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in membres.items():
            archive.writestr(nom, contenu)
    return fichier


def test_a_zip_is_read_as_its_folder_and_leaves_no_copy(tmp_path):
    dossier = ecrire(tmp_path / "entree", en_lignes(FOYERS))
    membres = {f"envoi/{f.name}": f.read_bytes() for f in dossier.iterdir()} | {"LISEZMOI.txt": b"bonjour"}
    lecture = lire(en_zip(tmp_path / "e.zip", membres), tmp_path / "sortie")
    assert lecture.menages == 5
    lire(dossier, tmp_path / "deux")
    for lot, autre in zip(lots(tmp_path / "sortie"), lots(tmp_path / "deux"), strict=True):
        assert_frame_equal(lot["personnes"], autre["personnes"])
    assert [f.name for f in (tmp_path / "sortie" / "travail").iterdir()] == ["lots"]


def test_a_zip_with_a_path_outside_is_refused(tmp_path):
    for nom in ("../menages.csv", "/etc/menages.csv", "..\\menages.csv", "C:\\menages.csv"):
        assert "le chemin" in refus(en_zip(tmp_path / "e.zip", {nom: b"menage_id\n"}), tmp_path)
    assert not (tmp_path / "menages.csv").exists()


def test_a_zip_bomb_and_a_broken_zip_are_refused(tmp_path):
    bombe = {"menages.csv": b"0" * 120_000_000, "personnes.csv": b"menage_id;personne_id;role\n"}
    assert "compressé 200 fois au plus" in refus(en_zip(tmp_path / "e.zip", bombe), tmp_path)
    (tmp_path / "f.zip").write_bytes(b"PK rien")
    assert "archive illisible" in refus(tmp_path / "f.zip", tmp_path)


def test_lots_are_full_and_follow_the_order_of_households(tmp_path):
    foyers = {f"M{i}": SEUL for i in range(25)}
    lecture = lire(ecrire(tmp_path / "entree", en_lignes(foyers)), tmp_path / "sortie", 10)
    suite = [lot["menages"]["menage_id"].to_list() for lot in lots(tmp_path / "sortie")]
    assert [len(ids) for ids in suite] == [10, 10, 5]
    assert [nom for ids in suite for nom in ids] == list(foyers)
    assert lecture.lots == 3
    assert all(lot["personnes"]["personne"].to_list() == list(range(len(ids)))
               for lot, ids in zip(lots(tmp_path / "sortie"), suite, strict=True))  # fmt: skip
    assert all(a < b for a, b in pairwise(int(ids[0][1:]) for ids in suite))
