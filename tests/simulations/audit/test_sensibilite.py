"""Rates and euros if incomes were otherwise: a sample counted by hand, and what stays hidden."""

import polars as pl
import pytest

from simulations.audit import sensibilite
from simulations.audit.calcul import VARIANTES, _resume_sensibilite
from simulations.audit.secret import Seuils
from simulations.audit.sensibilite import resumer

TOUTES = ("-10", "-5", "0", "+5", "+10")
SCHEMA = {
    "menage_id": pl.String, "droit": pl.String, "porteur": pl.String, "variante": pl.String, "due": pl.Boolean,
    "non_recours": pl.Boolean, "ecart_mensuel": pl.Float64,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _regles(monkeypatch):
    regles = Seuils(
        menages=11, signales=5, arrondi_effectifs=5, arrondi_euros=100, denominateur_taux=20
    )  # fmt: skip
    monkeypatch.setattr(sensibilite, "seuils", lambda: regles)


def _resumer(tmp_path, *lignes):
    """Sum up; each line is a droit, a variante, how many are due it, how many of them miss it, euros of each."""
    (tmp_path / "sensibilite").mkdir()
    rangees = [
        (f"{i}", droit, porteur, variante, True, i < manquent, euros if i < manquent else None)
        for droit, variante, dus, manquent, euros in lignes
        for i in range(dus)
        for porteur in ("p1", "p2")
    ]
    cadre = pl.DataFrame(rangees, schema=SCHEMA, orient="row")
    for rang in range(2):
        partie = cadre.filter(pl.col("menage_id").str.to_integer() % 2 == rang)
        partie.write_parquet(tmp_path / "sensibilite" / f"lot-{rang:05d}.parquet")
    return {(u["droit"], u["variante"]): u for u in resumer(tmp_path).to_dicts()}


def test_les_variantes_sont_celles_du_calcul():
    assert set(TOUTES) - {"0"} == {f"{variante:+d}" for variante in VARIANTES}


def test_un_foyer_compte_une_fois_et_le_taux_vient_des_arrondis(tmp_path):
    """Two holders each. Missing: 22 of 41, rounded to 20 of 40; with lower incomes 24 of 41, 25 of 40."""
    lus = _resumer(tmp_path, ("rsa", "0", 41, 22, 100.0), ("rsa", "-10", 41, 24, 110.0))
    assert lus["rsa", "0"]["taux_non_recours"] == 20 / 40
    assert lus["rsa", "-10"]["taux_non_recours"] == 25 / 40
    assert lus["rsa", "0"]["evolution_euros"] is None
    # 24 × 110 against 22 × 100.
    assert lus["rsa", "-10"]["evolution_euros"] == pytest.approx(0.20)


def test_tous_les_droits_comptent_un_foyer_une_fois(tmp_path):
    """The same thirty households are due both: ten miss the RSA, the same and ten more the PPA."""
    lus = _resumer(tmp_path, ("rsa", "0", 30, 10, 1.0), ("ppa", "0", 30, 20, 1.0))
    assert lus["tous", "0"]["taux_non_recours"] == 20 / 30


@pytest.mark.parametrize(
    ("dus", "manquent", "montre"), [(20, 5, True), (19, 5, False), (20, 4, False), (40, 0, False)]
)
def test_une_seule_variante_petite_cache_le_droit(tmp_path, dus, manquent, montre):
    lus = _resumer(tmp_path, ("rsa", "0", 60, 30, 1.0), ("rsa", "+5", dus, manquent, 1.0))
    assert (("rsa", "0") in lus) is montre
    assert (("rsa", "+5") in lus) is montre


def test_sans_echantillon_rien_n_est_dit(tmp_path):
    assert _resumer(tmp_path) == {}


@pytest.mark.parametrize(
    ("decision", "statut", "ecart", "attendu"),
    [
        ("droit_probable", "non", "non_recours", (True, True)),
        ("droit_probable", "oui", "aucun", (True, False)),
        ("peu_probable", "oui", "trop_percu_possible", (False, False)),
        # Excluded by another droit: not due besides it.
        ("droit_probable", "non", "aucun", (False, False)),
        # Not sure, or nobody knows whether it is received: left out, as in the rate of the figures.
        ("a_verifier", "non", "non_recours", None),
        ("droit_probable", "inconnu", "inconnu", None),
    ],
)
def test_ce_qui_compte_est_ce_que_le_taux_de_l_audit_compte(decision, statut, ecart, attendu):
    ligne = {
        "menage_id": "m", "droit": "rsa", "porteur": "famille", "decision": decision, "statut": statut,
        "ecart_type": ecart, "ecart_mensuel": 10.0, "probabilite": None if decision == "a_verifier" else 1.0,
    }  # fmt: skip
    lus = _resume_sensibilite(pl.DataFrame([ligne]), "0").select("due", "non_recours").rows()
    assert lus == ([] if attendu is None else [attendu])


def test_un_non_par_presomption_n_est_pas_compte():
    ligne = {
        "menage_id": "m", "droit": "al", "porteur": "famille", "decision": "peu_probable", "statut": "non",
        "ecart_type": "aucun", "ecart_mensuel": 0.0, "probabilite": None,
    }  # fmt: skip
    assert _resume_sensibilite(pl.DataFrame([ligne]), "0").is_empty()
