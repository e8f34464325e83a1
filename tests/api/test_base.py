"""The database: created for its owner, filled with fictitious households, refused in French, kept from users."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from starlette.testclient import TestClient

from api.db import foyers
from api.db.connexion import creer_engine, en_ecriture, lire_adresse
from api.db.demarrage import annoncer, ouvrir_base
from api.db.errors import BaseIndisponible
from api.db.models import Modele
from api.settings import BASE_PAR_DEFAUT, Reglages
from simulations.lecture import lire_situation
from simulations.mois import mois_courant

RACINE = Path(__file__).parents[2]


@pytest.fixture
def fichier(tmp_path):
    return tmp_path / "donnees" / "essai.sqlite3"


@pytest.fixture
def adresse(fichier):
    return f"sqlite:///{fichier}"


def contenu(adresse):
    """Give every row of every table."""
    engine = create_engine(adresse)
    with engine.connect() as connexion:
        tables = sorted(connexion.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
        lignes = {nom: list(map(tuple, connexion.execute(text(f"SELECT * FROM {nom}")))) for nom in tables}
    engine.dispose()
    return lignes


def ouvrir_et_fermer(adresse):
    ouvrir_base(adresse).dispose()


class TestOuverture:
    def test_a_new_file_belongs_to_its_owner_alone(self, adresse, fichier):
        engine = ouvrir_base(adresse)
        modes = {f.suffix: f.stat().st_mode & 0o777 for f in fichier.parent.iterdir()}
        engine.dispose()
        assert fichier.exists()
        assert set(modes.values()) == {0o600}
        assert fichier.parent.stat().st_mode & 0o077 == 0

    def test_readers_do_not_stop_writers_and_links_are_checked(self, adresse):
        engine = ouvrir_base(adresse)
        with engine.connect() as connexion:
            assert connexion.scalar(text("PRAGMA journal_mode")) == "wal"
            assert connexion.scalar(text("PRAGMA foreign_keys")) == 1
        engine.dispose()

    def test_the_migrations_give_the_tables_of_the_models(self, adresse):
        engine = ouvrir_base(adresse)
        with engine.connect() as connexion:
            assert compare_metadata(MigrationContext.configure(connexion), Modele.metadata) == []
        engine.dispose()

    def test_it_starts_again_on_what_it_wrote(self, adresse):
        ouvrir_et_fermer(adresse)
        avant = contenu(adresse)
        ouvrir_et_fermer(adresse)
        assert contenu(adresse) == avant

    def test_several_servers_may_start_at_once(self, adresse):
        pannes = []

        def ouvrir():
            try:
                ouvrir_et_fermer(adresse)
            except BaseIndisponible as erreur:
                pannes.append(erreur)

        fils = [threading.Thread(target=ouvrir) for _ in range(4)]
        for fil in fils:
            fil.start()
        for fil in fils:
            fil.join()
        assert not pannes
        assert len(contenu(adresse)["foyers_fictifs"]) == len(foyers.foyers_livres())

    def test_a_migration_that_fails_leaves_nothing_behind(self, adresse, monkeypatch):
        def echouer(connexion, livres):
            raise sqlite3.OperationalError("panne voulue par le test")

        monkeypatch.setattr("api.db.demarrage.semer", echouer)
        with pytest.raises(sqlite3.OperationalError):
            ouvrir_base(adresse)
        assert contenu(adresse) == {}


class TestFoyersFictifs:
    def test_those_of_the_examples_are_there_in_their_order(self, adresse):
        engine = ouvrir_base(adresse)
        situations = RACINE / "examples" / "situations"
        cles = [cle for cle, _, _ in foyers.lister(engine)]
        assert sorted(cles) == sorted(f.stem for f in situations.glob("*.json"))
        assert cles == [livre.cle for livre in foyers.foyers_livres()]
        for cle in cles:
            attendu = json.loads((situations / f"{cle}.json").read_text(encoding="utf-8"))
            assert foyers.trouver(engine, cle).situation == attendu
            lire_situation(attendu)
        engine.dispose()

    def test_one_that_changed_is_brought_up_to_date_and_others_are_left_alone(self, adresse):
        engine = ouvrir_base(adresse)
        premier = foyers.foyers_livres()[0]
        with en_ecriture(engine) as connexion:
            connexion.execute(text("UPDATE foyers_fictifs SET titre = 'Ancien titre'"))
            connexion.execute(
                text("INSERT INTO foyers_fictifs VALUES ('agence', 'Fictif', 'De l’agence', '{}', 99)")
            )
        engine.dispose()
        engine = ouvrir_base(adresse)
        titres = {cle: titre for cle, titre, _ in foyers.lister(engine)}
        assert titres[premier.cle] == premier.titre
        assert titres["agence"] == "Fictif"
        engine.dispose()

    def test_a_household_that_cannot_be_read_gives_the_empty_page(self, application, adresse):
        with TestClient(application(database_url=adresse)) as client:
            with en_ecriture(client.app.state.base) as connexion:
                connexion.execute(text("UPDATE foyers_fictifs SET situation = '{\"mois\": 3}'"))
            cle = foyers.foyers_livres()[0].cle
            reponse = client.get("/", params={"exemple": cle})
        assert reponse.status_code == 200
        assert "exemple fictif" not in reponse.text

    def test_the_page_does_without_the_database(self, application, adresse):
        with TestClient(application(database_url=adresse)) as client:
            with en_ecriture(client.app.state.base) as connexion:
                connexion.execute(text("DROP TABLE foyers_fictifs"))
            assert client.get("/").status_code == 200
            assert client.get("/?exemple=sans_domicile").status_code == 200


def test_nothing_that_users_type_is_ever_written(application, adresse, fichier, foyer, moteur):
    temoin = "temoin-9f3a"
    with TestClient(application(database_url=adresse)) as client:
        avant = contenu(adresse)
        assert client.post("/api/simulations", json=foyer(temoin)).status_code == 200
        lot = {"situations": [foyer(temoin), foyer("p1", inconnu=temoin)]}
        assert client.post("/api/simulations/lot", json=lot).status_code == 200
        page = {"mois": mois_courant(), "personnes[0].id": temoin, "personnes[0].role": "demandeur"}
        assert client.post("/", data={**page, "action": "calculer"}).status_code == 200
        client.get("/?exemple=sans_domicile")
        assert contenu(adresse) == avant
        ecrit = b"".join(f.read_bytes() for f in fichier.parent.iterdir())
    assert moteur.appels.count([temoin]) >= 2
    assert temoin.encode() not in ecrit
    assert set(avant) == {"alembic_version", "foyers_fictifs"}


class TestRefus:
    def abimer(self, fichier):
        fichier.parent.mkdir()
        fichier.write_bytes(b"ceci n'est pas une base" * 500)

    def vieillir(self, fichier):
        ouvrir_et_fermer(f"sqlite:///{fichier}")
        with sqlite3.connect(fichier) as connexion:
            connexion.execute("UPDATE alembic_version SET version_num = '9999'")
        connexion.close()

    def vider(self, fichier):
        ouvrir_et_fermer(f"sqlite:///{fichier}")
        with sqlite3.connect(fichier) as connexion:
            connexion.execute("DROP TABLE foyers_fictifs")
        connexion.close()

    def occuper_le_nom(self, fichier):
        fichier.mkdir(parents=True)

    @pytest.mark.parametrize(
        ("preparer", "phrase"),
        [
            ("abimer", "n'est pas une base SQLite, ou il est abîmé"),
            ("vieillir", "vient d'une version plus récente"),
            ("vider", "ses tables ne sont pas celles qu'elle annonce"),
            ("occuper_le_nom", "ne peut pas être créé ou ouvert"),
        ],
    )
    def test_a_file_that_cannot_be_used_is_named_with_what_to_do(self, fichier, adresse, preparer, phrase):
        getattr(self, preparer)(fichier)
        with pytest.raises(BaseIndisponible, match=phrase) as levee:
            ouvrir_base(adresse)
        assert str(fichier) in str(levee.value)

    def test_a_file_held_by_another_program_is_said(self, fichier, adresse, monkeypatch):
        ouvrir_et_fermer(adresse)
        monkeypatch.setattr("api.db.connexion.ATTENTE", 0.1)
        autre = sqlite3.connect(fichier, isolation_level=None)
        autre.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BaseIndisponible, match="un autre programme l'occupe"):
            ouvrir_base(adresse)
        autre.close()

    @pytest.mark.parametrize("fausse", ["", "donnees.sqlite3", "mysql://u:motdepasse@h/b", "sqlite+x:///b"])
    def test_an_address_of_another_kind_is_refused_without_being_repeated(self, fausse):
        with pytest.raises(BaseIndisponible, match=r"attendu sqlite:///.* ou postgresql://") as levee:
            ouvrir_base(fausse)
        assert "motdepasse" not in str(levee.value)

    def test_a_server_that_does_not_answer_is_said_without_its_password(self):
        with pytest.raises(BaseIndisponible, match="le serveur ne répond pas") as levee:
            ouvrir_base("postgres://agence:motdepasse@127.0.0.1:9/droits")
        assert "127.0.0.1:9/droits" in str(levee.value)
        assert "motdepasse" not in str(levee.value)


class TestReglage:
    @pytest.fixture(autouse=True)
    def _sans_reglage(self, monkeypatch):
        monkeypatch.delenv("DROITS_DATABASE_URL")
        monkeypatch.delenv("DATABASE_URL", raising=False)

    def test_the_default_is_a_file_of_the_working_directory(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert Reglages().database_url == BASE_PAR_DEFAUT
        ouvrir_et_fermer(BASE_PAR_DEFAUT)
        assert (tmp_path / "donnees" / "droits_ouverts.sqlite3").is_file()

    def test_our_variable_goes_before_the_common_one(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://commune/b")
        assert Reglages().database_url == "postgres://commune/b"
        monkeypatch.setenv("DROITS_DATABASE_URL", "postgres://notre/b")
        assert Reglages().database_url == "postgres://notre/b"
        monkeypatch.setenv("DROITS_DATABASE_URL", "")
        assert Reglages().database_url == "postgres://commune/b"

    def test_a_password_is_never_shown(self):
        reglages = Reglages(database_url="postgres://u:motdepasse@h/b")
        assert "motdepasse" not in repr(reglages)

    def test_every_spelling_of_postgresql_goes_through_psycopg(self):
        for adresse in ("postgres://h/b", "postgresql://h/b", "postgresql+psycopg://h/b"):
            assert lire_adresse(adresse).drivername == "postgresql+psycopg"
            assert creer_engine(lire_adresse(adresse)).dialect.driver == "psycopg"


class TestDemarrage:
    def test_it_says_where_the_data_are_and_what_they_hold(self, adresse, fichier):
        engine = ouvrir_base(adresse)
        annonce = annoncer(engine, Reglages())
        assert f"Base de données : {fichier}\n" in annonce
        assert f"Foyers fictifs : {len(foyers.foyers_livres())}," in annonce
        assert "DROITS_CODE_SOURCE" in annonce
        assert "DROITS_CODE_SOURCE" not in annoncer(engine, Reglages(code_source="https://example.org/"))
        engine.dispose()

    def test_a_base_that_cannot_be_used_stops_the_server_with_one_sentence(self, fichier, adresse):
        TestRefus().abimer(fichier)
        fini = subprocess.run(
            [sys.executable, "-m", "simulations.cli", "servir", "--port", "8799"],
            cwd=RACINE, env={**os.environ, "DROITS_DATABASE_URL": adresse, "PYTHONPATH": str(RACINE)},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert fini.returncode not in {0, None}
        assert f"Base de données {fichier} : ce fichier n'est pas une base SQLite" in fini.stderr
        assert "Traceback" not in fini.stderr


POSTGRES = os.environ.get("DROITS_TEST_POSTGRESQL")


@pytest.mark.skipif(not POSTGRES, reason="DROITS_TEST_POSTGRESQL gives no address of an empty database")
def test_postgresql_holds_the_same():
    ouvrir_et_fermer(POSTGRES)
    engine = ouvrir_base(POSTGRES)
    assert [cle for cle, _, _ in foyers.lister(engine)] == [f.cle for f in foyers.foyers_livres()]
    premier = foyers.foyers_livres()[0]
    assert foyers.trouver(engine, premier.cle).situation == premier.situation
    with engine.connect() as connexion:
        assert compare_metadata(MigrationContext.configure(connexion), Modele.metadata) == []
    engine.dispose()


def test_an_installed_wheel_has_its_households(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=RACINE, check=True, capture_output=True,
    )  # fmt: skip
    (archive,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(archive, tmp_path / "installe", "zip")
    code = (
        "import api.db.foyers as f; from api.db.demarrage import ouvrir_base; print(f.__file__);"
        "print([c for c, _, _ in f.lister(ouvrir_base('sqlite:///b.sqlite3'))])"
    )
    fini = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installe")},
    )  # fmt: skip
    lieu, cles = fini.stdout.splitlines()
    assert lieu.startswith(str(tmp_path))
    assert re.findall(r"'(\w+)'", cles) == [livre.cle for livre in foyers.foyers_livres()]
