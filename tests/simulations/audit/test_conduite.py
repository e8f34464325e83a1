"""An audit from end to end, counted again by DuckDB, killed and taken up, restricted where it must be."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest
from bs4 import BeautifulSoup

from simulations.audit.conduite import conduire
from simulations.audit.execution import Demande, seul
from simulations.audit.foyers import ecrire_tables
from simulations.errors import EntreeInvalide
from simulations.population import blocs
from simulations.tables import reunir

MOIS = "2026-11"
FOYERS = 600


@pytest.fixture(scope="module")
def entree(tmp_path_factory):
    dossier = tmp_path_factory.mktemp("entree")
    lot = reunir(list(blocs(FOYERS, 4, MOIS)))
    ecrire_tables(lot, [f"FICTIF-{rang}" for rang in range(FOYERS)], dossier, "parquet")
    return dossier


def _auditer(entree, sortie, **reglages):
    demande = Demande(entree, MOIS, sortie, taille_lot=200, echantillon=10, fictif=True, **reglages)
    lecture = conduire(demande, lambda _: None, lambda _, __: None)
    return demande, lecture


@pytest.fixture(scope="module")
def audit(entree, tmp_path_factory):
    sortie = tmp_path_factory.mktemp("audit")
    _auditer(entree, sortie, referents=2, par_referent=15)
    return sortie


def test_tout_est_ecrit_et_marque_fictif(audit):
    page = BeautifulSoup((audit / "rapport.html").read_text(encoding="utf-8"), "html.parser")
    assert "Données fictives" in page.select_one(".bandeau").text
    assert not page.select("script, link, img")
    assert all(table.caption and table.select("th[scope=col]") for table in page.select("table"))
    assert (audit / "rapport.pdf").read_bytes().startswith(b"%PDF")
    assert {f.name for f in (audit / "chiffres").iterdir()} >= {
        "chiffres.csv",
        "chiffres.parquet",
        "chiffres.xlsx",
    }
    recu = json.loads((audit / "recu.json").read_text(encoding="utf-8"))
    assert recu["versions"]["parametres"].startswith("sha256:")
    assert len(recu["empreinte"]) == 64


def test_ce_qui_decrit_un_foyer_est_ferme_aux_autres(audit):
    for nom in ("travail", "resultats", "menages", "sensibilite", "comptes"):
        assert stat.S_IMODE((audit / nom).stat().st_mode) == 0o700, nom
    assert stat.S_IMODE((audit / "rejets.csv").stat().st_mode) == 0o600


def test_les_comptes_sont_ceux_que_duckdb_retrouve(audit):
    """The 2 × 2 table and the euros of each droit, from the rows alone, by another engine and another query."""
    lignes = duckdb.sql(f"""
        with foyers as (
            select droit, menage_id,
                   bool_or(ecart_type = 'non_recours') as manque,
                   bool_or(decision = 'droit_probable' and statut = 'oui') as du_recu,
                   sum(case when ecart_type = 'non_recours' and decision = 'droit_probable'
                       then coalesce(ecart_mensuel, 0) else 0 end) as euros
            from '{audit}/resultats/*.parquet' group by all
        )
        select droit, sum(euros) from foyers group by droit
    """).fetchall()
    comptes = (
        pl.read_parquet(audit / "comptes" / "*.parquet")
        .filter(pl.col("dimension") == "ensemble", pl.col("droit") != "tous")
        .group_by("droit")
        .agg(pl.col("non_recours_mensuel").sum(), pl.col("du_non_recu", "du_recu").sum())
    )
    ici = dict(comptes.select("droit", "non_recours_mensuel").iter_rows())
    assert len(lignes) > 30
    for droit, euros in lignes:
        assert ici[droit] == pytest.approx(euros, abs=0.05), droit


def test_les_foyers_qui_manquent_un_droit_aussi(audit):
    comptes = pl.read_parquet(audit / "comptes" / "*.parquet").filter(pl.col("dimension") == "ensemble")
    ici = (
        comptes.filter(pl.col("droit") == "rsa").select("du_recu", "du_non_recu", "non_du_recu").sum().row(0)
    )
    la = duckdb.sql(f"""
        select count(*) filter (decision = 'droit_probable' and statut = 'oui'),
               count(*) filter (decision = 'droit_probable' and statut = 'non'),
               count(*) filter (decision = 'peu_probable' and statut = 'oui')
        from (select menage_id,
                     case when bool_or(decision = 'droit_probable') then 'droit_probable'
                          when bool_or(decision = 'a_verifier') then 'a_verifier' else 'peu_probable' end as decision,
                     case when bool_or(statut = 'oui') then 'oui'
                          when bool_or(statut = 'inconnu') then 'inconnu' else 'non' end as statut
              from '{audit}/resultats/*.parquet' where droit = 'rsa' group by menage_id)
    """).fetchall()[0]
    assert ici == la


def test_la_liste_est_fermee_aux_autres_et_sans_doublon(audit):
    dossier = audit / "liste"
    assert stat.S_IMODE(dossier.stat().st_mode) == 0o700
    listes = sorted(dossier.glob("*.jsonl"))
    assert all(stat.S_IMODE(f.stat().st_mode) == 0o600 for f in dossier.iterdir())
    foyers = [json.loads(ligne) for f in listes for ligne in f.read_text(encoding="utf-8").splitlines()]
    assert len(foyers) == 30
    assert len({foyer["menage_id"] for foyer in foyers}) == 30
    assert sorted(foyer["rang"] for foyer in foyers) == list(range(1, 31))
    assert all(foyer["droits"] for foyer in foyers)


def test_un_renoncement_est_respecte(entree, audit, tmp_path):
    premier = json.loads(
        next(
            ligne
            for f in sorted((audit / "liste").glob("*.jsonl"))
            for ligne in f.read_text(encoding="utf-8").splitlines()
            if json.loads(ligne)["rang"] == 1
        )
    )
    fichier = tmp_path / "renoncements.csv"
    refuses = [droit["droit"] for droit in premier["droits"]]
    fichier.write_text(
        "menage_id;droit\n" + "".join(f"{premier['menage_id']};{droit}\n" for droit in refuses),
        encoding="utf-8",
    )
    _auditer(entree, tmp_path / "s", referents=1, par_referent=FOYERS, renoncements=fichier)
    assert premier["menage_id"] not in (tmp_path / "s" / "liste" / "referent-01.jsonl").read_text(
        encoding="utf-8"
    )


def test_le_meme_fichier_en_deux_processus_donne_la_meme_chose(entree, audit, tmp_path):
    _auditer(entree, tmp_path / "deux", processus=2)
    assert _empreintes(tmp_path / "deux") == _empreintes(audit)


def test_un_audit_tue_reprend_sans_rien_refaire_ni_perdre(entree, audit, tmp_path):
    sortie = tmp_path / "tue"
    commande = [
        sys.executable, "-W", "ignore", "-m", "simulations.cli", "auditer", str(entree), "--mois", MOIS,
        "--sortie", str(sortie), "--processus", "1", "--lot", "200", "--echantillon", "10",
    ]  # fmt: skip
    processus = subprocess.Popen(commande, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    certificats = sortie / "travail" / "certificats"
    limite = time.monotonic() + 120
    while not list(certificats.glob("lot-*.json")) and time.monotonic() < limite:
        time.sleep(0.02)
    os.kill(processus.pid, signal.SIGKILL)
    processus.wait()
    faits = {f.name: f.stat().st_mtime_ns for f in certificats.glob("lot-*.json")}
    assert 1 <= len(faits) < 3
    # A file of a lot that was done is damaged: it is found, and done again.
    (sortie / "menages" / "lot-00000.parquet").write_bytes(b"abime")

    subprocess.run(commande, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    apres = {f.name: f.stat().st_mtime_ns for f in certificats.glob("lot-*.json")}
    assert len(apres) == 3
    assert apres["lot-00000.json"] != faits["lot-00000.json"]
    assert all(apres[nom] == quand for nom, quand in faits.items() if nom != "lot-00000.json")
    assert _empreintes(sortie) == _empreintes(audit)
    assert not list(sortie.rglob(".*.tmp"))


def test_les_ouvriers_d_un_audit_tue_s_arretent(entree, tmp_path):
    commande = [
        sys.executable, "-W", "ignore", "-m", "simulations.cli", "auditer", str(entree), "--mois", MOIS,
        "--sortie", str(tmp_path / "s"), "--processus", "2", "--lot", "50",
    ]  # fmt: skip
    processus = subprocess.Popen(commande, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ouvriers = []
    limite = time.monotonic() + 120
    while len(ouvriers) < 3 and time.monotonic() < limite:
        time.sleep(0.1)
        enfants = Path(f"/proc/{processus.pid}/task/{processus.pid}/children")
        ouvriers = (
            [int(pid) for pid in enfants.read_text(encoding="utf-8").split()] if enfants.exists() else []
        )
    assert len(ouvriers) >= 3  # two workers, and what keeps track of their shared resources
    while not list((tmp_path / "s" / "travail" / "certificats").glob("*.json")) and time.monotonic() < limite:
        time.sleep(0.05)
    processus.kill()
    processus.wait()
    while any(_vivant(pid) for pid in ouvriers) and time.monotonic() < limite:
        time.sleep(0.1)
    assert not any(_vivant(pid) for pid in ouvriers)


def _vivant(pid):
    etat = Path(f"/proc/{pid}/stat")
    try:
        return etat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_un_dossier_d_un_autre_audit_est_refuse(entree, tmp_path):
    demande, _ = _auditer(entree, tmp_path, completions=0)
    autre = Demande(entree, MOIS, tmp_path, taille_lot=300)
    with pytest.raises(EntreeInvalide, match="--recommencer"):
        conduire(autre, lambda _: None, lambda _, __: None)
    conduire(autre, lambda _: None, lambda _, __: None, recommencer=True)
    with seul(tmp_path), pytest.raises(EntreeInvalide, match="un audit en cours"):
        conduire(demande, lambda _: None, lambda _, __: None)


def test_l_audit_suivant_dit_ce_qui_a_ete_ouvert(entree, audit, tmp_path):
    """Every missing RSA is opened in the next file: the comparison finds them all."""
    resultats = pl.read_parquet(audit / "resultats" / "*.parquet")
    manquants = resultats.filter((pl.col("droit") == "rsa") & (pl.col("ecart_type") == "non_recours"))
    suivant = tmp_path / "suivant"
    suivant.mkdir()
    for nom in ("menages", "personnes", "revenus"):
        (suivant / f"{nom}.parquet").write_bytes((entree / f"{nom}.parquet").read_bytes())
    prestations = pl.read_parquet(entree / "prestations.parquet")
    ouverts = manquants.select("menage_id", droit=pl.lit("rsa"), recu=pl.lit(value=True), montant="du_actuel")
    pl.concat([prestations, ouverts], how="diagonal").write_parquet(suivant / "prestations.parquet")
    _auditer(suivant, tmp_path / "s", precedent=audit)
    comparaison = pl.read_parquet(tmp_path / "s" / "chiffres" / "comparaison.parquet")
    ligne = comparaison.row(by_predicate=pl.col("droit") == "rsa", named=True)
    assert ligne["ouverts"] == pytest.approx(manquants["menage_id"].n_unique(), abs=5)
    assert ligne["mensuel_ouvert"] == pytest.approx(ouverts["montant"].sum(), abs=100)


def _empreintes(sortie):
    """Give what must be the same to the byte; sums of euros may end otherwise, by the order of the additions."""
    return [
        {
            nom: u["sha256"]
            for nom, u in json.loads(f.read_text(encoding="utf-8"))["fichiers"].items()
            if nom != "comptes"
        }
        for f in sorted((sortie / "travail" / "certificats").glob("*.json"))
    ]


def test_le_flux_d_exemple_est_audite_sans_un_canari(tmp_path, monkeypatch):
    """Six households of eight; names, numbers, controls and sanctions of the file are in nothing written."""
    monkeypatch.setenv("DROITS_SECRET_FLUX", "secret-fictif-de-plus-de-trente-deux-caracteres")
    flux = Path(__file__).parents[3] / "examples" / "flux_rsa_fictif.xml"
    demande = Demande(flux, "2026-10", tmp_path, referents=1, fictif=True)
    lecture = conduire(demande, lambda _: None, lambda _, __: None)
    assert (lecture.genre, lecture.menages, lecture.ecartes) == ("flux_rsa", 6, 1)
    page = BeautifulSoup((tmp_path / "rapport.html").read_text(encoding="utf-8"), "html.parser")
    assert page.find(id="exactitude")
    css = pl.read_parquet(tmp_path / "resultats" / "*.parquet").filter(pl.col("droit").str.starts_with("css"))
    assert set(css["decision"]) == {"a_verifier"}
    with pytest.raises(EntreeInvalide, match="trois mois"):
        conduire(replace(demande, completions=64), lambda _: None, lambda _, __: None)
    pistes = tmp_path / "liste" / "pistes.parquet"
    assert stat.S_IMODE(pistes.stat().st_mode) == 0o600
    ecrits = [f for f in tmp_path.rglob("*") if f.is_file()]
    contenus = [
        str(pl.read_parquet(f).rows()) if f.suffix == ".parquet" else f.read_bytes().decode("latin-1")
        for f in ecrits
    ]
    assert len(contenus) > 10
    assert not [f for f, contenu in zip(ecrits, contenus, strict=True) if "canari" in contenu.lower()]
