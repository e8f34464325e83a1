"""An audit against the one before it: fictitious households counted by hand, and what stays hidden."""

import polars as pl
import pytest

from simulations.audit import comparaison
from simulations.audit.comparaison import comparer
from simulations.audit.secret import Seuils
from simulations.errors import EntreeInvalide

# No rounding, and the euros to the unit: what is counted is seen.
EXACT = {"arrondi_effectifs": 1, "arrondi_euros": 1, "denominateur_taux": 20}
MANQUE, RECU = ("droit_probable", "non", "non_recours"), ("droit_probable", "oui", "aucun")
DOUTE, RIEN = ("a_verifier", "non", "non_recours"), ("peu_probable", "non", "aucun")
SCHEMA = {
    "menage_id": pl.String, "droit": pl.String, "porteur": pl.String, "decision": pl.String, "statut": pl.String,
    "ecart_type": pl.String, "recu": pl.Float64,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _regles(monkeypatch):
    monkeypatch.setattr(comparaison, "seuils", lambda: Seuils(menages=11, signales=5, **EXACT))


def _ecrire(dossier, foyers):
    """Write an audit of two lots: `foyers[menage_id, droit]` is the answer of each holder."""
    lignes = [
        (menage_id, droit, f"p{rang}", *reponse, 100.0 if reponse[1] == "oui" else 0.0)
        for (menage_id, droit), reponses in foyers.items()
        for rang, reponse in enumerate(reponses)
    ]
    cadre = pl.DataFrame(lignes, schema=SCHEMA, orient="row")
    (dossier / "resultats").mkdir(parents=True)
    for rang in range(2):
        partie = cadre.filter(pl.col("menage_id").hash(seed=1) % 2 == rang)
        partie.write_parquet(dossier / "resultats" / f"lot-{rang:05d}.parquet")
    return dossier


def _droit(droit, passages, prefixe=""):
    """Give the answers before and after of so many households for each passage."""
    avant, apres = {}, {}
    for rang, (nombre, (une, autre)) in enumerate(passages):
        for i in range(nombre):
            cle = f"{prefixe}{droit}-{rang}-{i}", droit
            if une is not None:
                avant[cle] = [une]
            if autre is not None:
                apres[cle] = [autre]
    return avant, apres


def _comparer(tmp_path, *droits):
    avant, apres = {}, {}
    for une, autre in droits:
        avant |= une
        apres |= autre
    lus = comparer(_ecrire(tmp_path / "apres", apres), _ecrire(tmp_path / "avant", avant))
    return {ligne.pop("droit"): ligne for ligne in lus.to_dicts()}


PASSAGES = [
    (8, (MANQUE, RECU)),  # opened
    (6, (MANQUE, RIEN)),  # no longer due
    (5, (MANQUE, None)),  # gone from the file
    (7, (MANQUE, MANQUE)),  # still missing
    (9, (None, MANQUE)),  # new in the file
    (5, (RECU, MANQUE)),  # lost
    (20, (DOUTE, RECU)),  # was not sure: not opened by the audit
    (20, (MANQUE, DOUTE)),  # is no longer sure
]


def test_chaque_passage_est_compte_une_fois(tmp_path):
    lus = _comparer(tmp_path, _droit("rsa", PASSAGES))
    attendu = {
        "non_recours_avant": 8 + 6 + 5 + 7 + 20,
        "non_recours_apres": 7 + 9 + 5,
        "nouveaux": 9 + 5,
        "ouverts": 8,
        "sortis": 6 + 5 + 20,
        "mensuel_ouvert": 800,
    }
    assert lus == {"rsa": attendu, "tous": attendu}


def test_un_foyer_compte_une_fois_ses_euros_s_ajoutent(tmp_path):
    """Two members, and two droits: one household opened, and the euros of all."""
    avant = {(f"f{i}", droit): [MANQUE, MANQUE] for i in range(12) for droit in ("apa_domicile", "al")}
    apres = {cle: [RECU, RECU] for cle in avant}
    lus = _comparer(tmp_path, (avant, apres))
    assert (lus["apa_domicile"]["ouverts"], lus["apa_domicile"]["mensuel_ouvert"]) == (12, 2400)
    assert (lus["tous"]["ouverts"], lus["tous"]["mensuel_ouvert"]) == (12, 4800)


def test_un_droit_d_une_fois_par_an_se_compte_par_mois(tmp_path):
    lus = _comparer(tmp_path, _droit("cheque_energie", [(12, (MANQUE, RECU)), (6, (MANQUE, MANQUE))]))
    assert lus["cheque_energie"]["ouverts"] == 12
    assert lus["cheque_energie"]["mensuel_ouvert"] == 12 * 100 / 12


def test_deux_audits_pareils_ne_montrent_aucun_mouvement(tmp_path):
    lus = _comparer(tmp_path, _droit("rsa", [(12, (MANQUE, MANQUE)), (9, (RECU, RECU))]))
    assert lus["rsa"] == dict.fromkeys(("nouveaux", "ouverts", "sortis", "mensuel_ouvert"), 0) | {
        "non_recours_avant": 12,
        "non_recours_apres": 12,
    }


@pytest.mark.parametrize(
    "passages",
    [
        [(30, (MANQUE, MANQUE)), (4, (MANQUE, RECU))],  # few opened
        [(30, (MANQUE, MANQUE)), (1, (None, MANQUE))],  # one is new
        [(30, (MANQUE, RECU)), (4, (MANQUE, MANQUE))],  # few are left: 34 less 30
        [(30, (MANQUE, RECU)), (30, (None, MANQUE)), (2, (MANQUE, MANQUE))],
        [(5, (MANQUE, MANQUE))],  # ten households at most
    ],
)
def test_un_petit_mouvement_cache_le_droit(tmp_path, passages):
    lus = _comparer(tmp_path, _droit("rsa", passages))
    assert set(lus["rsa"].values()) == {None}
    assert set(lus["tous"].values()) == {None}


def test_le_total_ne_rend_pas_ce_qui_est_cache(tmp_path):
    """Three openings of the APA: all the droits less the RSA would give them."""
    rsa = _droit("rsa", [(40, (MANQUE, RECU)), (40, (MANQUE, MANQUE))])
    apa = _droit("apa_domicile", [(3, (MANQUE, RECU)), (40, (MANQUE, MANQUE))])
    lus = _comparer(tmp_path, rsa, apa)
    assert lus["rsa"]["ouverts"] == 40
    assert set(lus["apa_domicile"].values()) == {None}
    assert set(lus["tous"].values()) == {None}


def test_le_total_se_montre_quand_plusieurs_droits_caches_se_couvrent(tmp_path):
    """It holds then the euros of the droits shown, and nothing of the others."""
    rsa = _droit("rsa", [(40, (MANQUE, RECU)), (40, (MANQUE, MANQUE))])
    apa, pch = (_droit(d, [(3, (MANQUE, RECU)), (40, (MANQUE, MANQUE))]) for d in ("apa_domicile", "al"))
    lus = _comparer(tmp_path, rsa, apa, pch)
    assert set(lus["apa_domicile"].values()) == set(lus["al"].values()) == {None}
    assert lus["tous"]["ouverts"] == 46
    assert lus["tous"]["mensuel_ouvert"] == 4000


def test_ce_qui_est_montre_est_arrondi(tmp_path, monkeypatch):
    monkeypatch.setattr(
        comparaison,
        "seuils",
        lambda: Seuils(menages=11, signales=5, **(EXACT | {"arrondi_effectifs": 5, "arrondi_euros": 100})),
    )
    lus = _comparer(tmp_path, _droit("rsa", PASSAGES))
    assert all(valeur % 5 == 0 for valeur in lus["rsa"].values())
    assert abs(lus["rsa"]["ouverts"] - 8) < 5
    assert lus["rsa"]["mensuel_ouvert"] == 800


def test_un_dossier_sans_audit_est_refuse(tmp_path):
    with pytest.raises(EntreeInvalide, match="résultats d'audit"):
        comparer(tmp_path, tmp_path)
