"""The rows of an audit say exactly what the answer of each household says."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.catalogue import charger_catalogue
from simulations.audit.ecarts import colonnes_ecart
from simulations.audit.rangees import STATUTS, rangees
from simulations.evaluation import CODES, evaluer
from simulations.non_recours import Comparaison, comparer
from simulations.population import faits, population, sans
from simulations.regles_completion import regles
from simulations.resultat import Decision, Resultat, StatutRecu
from simulations.simulate import simuler
from simulations.tables import tables
from simulations.uncertainty import completer_colonnes

MOIS = "2026-11"
CENTIME = 0.011


def _attendues(resultats: list[Resultat]) -> dict[tuple[str, str, str], tuple[object, ...]]:
    calcules = {nom for nom, carte in charger_catalogue().items() if carte.calcul.mode == "calcule"}
    return {
        (f"m{rang}", d.id, d.beneficiaire): (
            d.decision.value, d.montant, d.montant_min, d.montant_max, d.montant_actuel, d.probabilite,
            d.recu.statut.value, d.recu.montant, d.ecart.type.value, d.ecart.montant, d.organisme,
        )
        for rang, resultat in enumerate(resultats)
        for d in resultat.droits
        if d.id in calcules
    }  # fmt: skip


def _ecrites(lignes: pl.DataFrame) -> dict[tuple[str, str, str], tuple[object, ...]]:
    colonnes = (
        "menage_id", "droit", "porteur", "decision", "du", "du_min", "du_max", "du_actuel", "probabilite",
        "statut", "recu", "ecart_type", "ecart", "organisme",
    )  # fmt: skip
    return {ligne[:3]: ligne[3:] for ligne in lignes.select(colonnes).iter_rows()}


@pytest.mark.parametrize(("graine", "nombre", "completions"), [(1, 150, 0), (2, 150, 0), (3, 24, None)])
def test_les_rangees_disent_ce_que_disent_les_reponses(graine, nombre, completions):
    hasard = np.random.default_rng(graine)
    menages = [
        sans(menage, [fait for fait in faits(menage) if hasard.random() < 0.3]) if rang % 2 else menage
        for rang, menage in enumerate(population(nombre, graine, MOIS))
    ]
    attendues = _attendues(simuler(menages, completions))
    tirages = regles().completions if completions is None else completions
    estimation = completer_colonnes(
        evaluer(tables(menages)), lambda rangs: [menages[rang] for rang in rangs], tirages
    )
    noms = [f"m{rang}" for rang in range(nombre)]
    ecrites = _ecrites(rangees(estimation.evaluation, noms, estimation.fourchettes))

    assert ecrites.keys() == attendues.keys()
    for cle, attendue in attendues.items():
        for dite, voulue in zip(ecrites[cle], attendue, strict=True):
            assert dite == (pytest.approx(voulue, abs=CENTIME) if isinstance(voulue, float) else voulue), cle


_EUROS = st.one_of(st.none(), st.sampled_from([0.0, 5.0, 14.99, 15.0, 100.0, 250.5]))


@given(
    decision=st.sampled_from([0, 1, 2]),
    statut=st.sampled_from(list(STATUTS)),
    recu=_EUROS,
    du=_EUROS,
    du_actuel=_EUROS,
    chiffre=st.booleans(),
    bornes=st.one_of(st.none(), st.tuples(st.sampled_from([0.0, 90.0]), st.sampled_from([90.0, 300.0]))),
)
def test_un_ecart_en_colonnes_est_celui_d_une_reponse(decision, statut, recu, du, du_actuel, chiffre, bornes):
    seul = comparer(
        Comparaison(
            Decision(CODES[decision]), StatutRecu(STATUTS[statut]), recu, du, du_actuel, 10.0, chiffre, bornes
        )
    )
    nombre = lambda euros: np.array([np.nan if euros is None else euros])  # noqa: E731
    mini, maxi = bornes or (None, None)
    types, euros = colonnes_ecart(
        decision=np.array([decision]), statut=np.array([statut]), recu=nombre(recu), du=nombre(du),
        du_actuel=nombre(du_actuel), chiffre=chiffre, tolerance=10.0, bornes=(nombre(mini), nombre(maxi)),
        mesure=np.array([bornes is not None]),
    )  # fmt: skip
    assert types[0] == seul.type
    if seul.montant is None:
        assert np.isnan(euros[0])
    else:
        assert euros[0] == pytest.approx(seul.montant)
