"""How right the engine is: the RSA recomputed against the RSA that Caf and MSA calculated and paid.

Only files whose every figure can be compared count; the others are counted with the reason. The engine is
asked in the *observed world*: the family benefits and the housing flat rate are those the payer took, because
the flux holds neither the rent nor the other benefits. The answer of the audit itself, which knows neither,
is measured beside.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.periods import period

from simulations.audit import flux_rsa_codes as codes
from simulations.audit.calcul import extraire, lire_lot
from simulations.audit.depot import dossier_lots
from simulations.audit.flux_rsa_controle import SCHEMA
from simulations.encoding import encoder
from simulations.engine import Demande, Moteur
from simulations.ledger import ledger
from simulations.recus import passe_recu
from simulations.systeme import systeme
from simulations.tables import Tables

TOLERANCE_IDENTITE, PART_IDENTITE = 0.05, 0.95
SEUILS, PART_PROCHE, A_RELIRE = (1.0, 5.0), 0.10, 5.0
DECALAGES = (0, 1, 2)
MINIMUM = 11
IDENTITES = ("I1", "I2", "I3")
GROUPES = ("composition", "organisme", "nature")
OBSERVES = {"menage_id": pl.String, "forfaitaire_calcule": pl.Float64, "ressources_calculees": pl.Float64,
            "calcule": pl.Float64}  # fmt: skip
# What keeps a household out, in the order in which one reason is given for it.
_DRAPEAUX = {
    "abattement": "abattement",
    "non_salarie": "non_salarie",
    "non_salarie_inconnu": "non_salarie",
    "non_interprete": "ressource_non_interpretee",
    "placements": "ressource_non_interpretee",
    "incoherentes": "ressources_incoherentes",
    "fenetre": "fenetre",
    "enfants": "composition_incertaine",
    "couple": "composition_incertaine",
    "naissance": "composition_incertaine",
    "role": "composition_incertaine",
}


def lire_controles(sortie: Path) -> pl.DataFrame:
    """Read the figures of the flux, all lots together."""
    fichiers = sorted(dossier_lots(sortie).glob("lot-*/controle.parquet"))
    cadres = [_au_schema(pl.read_parquet(fichier)) for fichier in fichiers]
    return pl.concat(cadres) if cadres else pl.DataFrame(schema=SCHEMA)


def exactitude(sortie: Path, mois: str) -> pl.DataFrame:
    """Measure an audit of a flux whose lots are calculated.

    Args:
        sortie: folder of the audit.
        mois: its month.

    Returns:
        One row per household in payment, see `mesurer`.
    """
    controles = lire_controles(sortie)
    compares = controles.filter(exclusion(mois).is_null())
    observes = [pl.DataFrame(schema=OBSERVES)]
    for numero in range(len(list(dossier_lots(sortie).glob("lot-*")))):
        lot, ids = lire_lot(sortie, numero, mois)
        observes.append(observer(lot, ids, compares))
    fichiers = sorted((sortie / "resultats").glob("lot-*.parquet"))
    lignes = [pl.read_parquet(f).filter(pl.col("droit") == "rsa") for f in fichiers]
    vide = pl.DataFrame(schema={"menage_id": pl.String, "du_actuel": pl.Float64})
    return mesurer(controles, mois, pl.concat(observes), pl.concat(lignes) if lignes else vide)


def observer(lot: Tables, ids: list[str], controles: pl.DataFrame) -> pl.DataFrame:
    """Recompute the RSA of the households of a lot in the observed world.

    Args:
        lot: the households.
        ids: their ids, in order.
        controles: the figures of those to recompute.
    """
    retenus = set(controles["menage_id"])
    rangs = [rang for rang, nom in enumerate(ids) if nom in retenus]
    if not rangs:
        return pl.DataFrame(schema=OBSERVES)
    noms = pl.DataFrame({"menage_id": [ids[rang] for rang in rangs]})
    paye = noms.join(controles, on="menage_id", how="left", maintain_order="left")
    choisis, maintenant = extraire(lot, rangs), period(lot.mois)
    entrees, livre = encoder(choisis), ledger(choisis)
    for variable, colonne in {
        "rsa_base_ressources_prestations_familiales": "prestations",
        "rsa_forfait_logement": "logement",
        "aspa": None,
    }.items():
        valeurs = np.zeros(entrees.entites.famille.nombre)
        if colonne is not None:
            # The main familles come first, in the order of the households.
            valeurs[: len(rangs)] = paye[colonne].fill_null(0.0).to_numpy()
        entrees.valeurs[variable, maintenant] = valeurs
    passe, _, _ = passe_recu(choisis, entrees.entites, livre, entrees.passe)
    noms_lus = ("rsa", "rsa_socle", "rsa_socle_majore", "rsa_base_ressources")
    lu = Moteur(entrees).lire(passe, [Demande(nom, "mois") for nom in noms_lus])
    rsa, socle, majore, base = (
        np.asarray(lu[Demande(nom, "mois")], dtype=float)[: len(rangs)] for nom in noms_lus
    )
    return noms.with_columns(
        forfaitaire_calcule=pl.Series(np.round(np.maximum(socle, majore), 2)),
        ressources_calculees=pl.Series(np.round(base - paye["prestations"].fill_null(0.0).to_numpy(), 2)),
        calcule=pl.Series(np.round(rsa, 2)),
    )


def exclusion(mois: str) -> pl.Expr:
    """Give why a household cannot be compared; null for one that can."""
    obligatoires = ("forfaitaire", "garanti", "ressources", "total")
    complets = pl.all_horizontal(pl.col(c).is_not_null() for c in obligatoires)
    lus = pl.col("drapeaux").str.split(" ")
    motifs: list[tuple[pl.Expr, str]] = [
        (pl.col("etat") != codes.OUVERT, "pas_en_paiement"),
        (~complets, "montants_absents"),
        ((pl.col("fin_calcul") < mois).fill_null(value=False), "calcul_termine"),
        (~pl.col("mois_calcul").is_in(_meme_bareme(mois)).fill_null(value=False), "autre_bareme"),
        *((lus.list.contains(drapeau), motif) for drapeau, motif in _DRAPEAUX.items()),
        (~pl.col("ressources_connues"), "ressources_inconnues"),
        (~pl.col("decalage").is_in(DECALAGES).fill_null(value=True), "fenetre"),
    ]
    choix = pl.lit(None, dtype=pl.String)
    for condition, motif in reversed(motifs):
        choix = pl.when(condition.fill_null(value=True)).then(pl.lit(motif)).otherwise(choix)
    return choix


def mesurer(
    controles: pl.DataFrame, mois: str, observes: pl.DataFrame, resultats: pl.DataFrame
) -> pl.DataFrame:
    """Put the amounts of the payer and ours side by side, one row per household of the flux.

    Args:
        controles: the figures of the flux.
        mois: month of the audit.
        observes: what `observer` found.
        resultats: rows of the audit for the droit `rsa`.
    """
    moteur = resultats.group_by("menage_id").agg(moteur=pl.col("du_actuel").first())
    c, reste = pl.col, pl.col("garanti") - pl.col("prestations") - pl.col("logement") - pl.col("ressources")
    return (
        controles.with_columns(exclusion=exclusion(mois))
        .join(observes, on="menage_id", how="left", maintain_order="left")
        .join(moteur, on="menage_id", how="left", maintain_order="left")
        .with_columns(
            I1=(c("total") - reste.clip(0)).round(2),
            I2=(c("total") - reste.clip(0) - c("cumul")).round(2),
            I3=(c("total") - (reste + c("abattements")).clip(0)).round(2),
            ecart_forfaitaire=(c("forfaitaire_calcule") - c("forfaitaire")).round(2),
            ecart_ressources=(c("ressources_calculees") - c("ressources")).round(2),
            ecart=(c("calcule") - c("total")).round(2),
            ecart_verse=(c("calcule") - c("verse")).round(2),
            ecart_moteur=(c("moteur") - c("total")).round(2),
        )
    )


def comparables(mesures: pl.DataFrame) -> tuple[pl.DataFrame, str | None]:
    """Give the households to compare, and the identity of the payer's figures that they close, if any.

    When one identity closes for nearly all, those it does not close for were cut, in hospital or adjusted:
    they are left out without any of these facts being read.
    """
    eligibles = mesures.filter(pl.col("exclusion").is_null())
    parts = {nom: _part(eligibles[nom].abs() <= TOLERANCE_IDENTITE) for nom in IDENTITES}
    meilleure = max(IDENTITES, key=lambda nom: parts[nom] or 0.0)
    if (parts[meilleure] or 0.0) <= PART_IDENTITE:
        return eligibles, None
    return eligibles.filter(pl.col(meilleure).abs() <= TOLERANCE_IDENTITE), meilleure


def bilan(mesures: pl.DataFrame) -> dict[str, Any]:
    """Sum up for the report: shares, medians, by group; a group under 11 households gives none.

    Args:
        mesures: rows of `mesurer`.
    """
    eligibles = mesures.filter(pl.col("exclusion").is_null())
    gardes, identite = comparables(mesures)
    exclus = mesures["exclusion"].drop_nulls().value_counts().sort("exclusion")
    return {
        "foyers": mesures.height,
        "eligibles": eligibles.height,
        "compares": gardes.height,
        "exclus": dict(exclus.iter_rows()),
        "identites": {nom: _part(eligibles[nom].abs() <= TOLERANCE_IDENTITE) for nom in IDENTITES},
        "identite_retenue": identite,
        "total": _mesure(gardes, "ecart", "total"),
        "verse": _mesure(gardes, "ecart_verse", "verse"),
        "moteur_seul": _mesure(gardes, "ecart_moteur", "total"),
        "etapes": {
            "forfaitaire": _mesure(gardes, "ecart_forfaitaire", "forfaitaire"),
            "ressources": _mesure(gardes, "ecart_ressources", "ressources"),
        },
        "logement": _logement(gardes),
        "par": {groupe: _par(gardes, groupe) for groupe in GROUPES},
        "a_relire": int((gardes["ecart"].abs() > A_RELIRE).sum()),
    }


def _au_schema(cadre: pl.DataFrame) -> pl.DataFrame:
    """Give a lot its types: a column without a value in it has lost its own."""
    return cadre.select(pl.col(nom).cast(genre) for nom, genre in SCHEMA.items())


def _bareme(mois: str) -> Any:
    loi = systeme().get_parameters_at_instant(f"{mois}-01").prestations_sociales
    return loi.solidarite_insertion.minima_sociaux.rsa


def _meme_bareme(mois: str) -> list[str]:
    """List the months up to this one with the same base amount, a year back."""
    annee, numero = int(mois[:4]), int(mois[5:])
    passes = [f"{annee + (numero - 1 - r) // 12:04d}-{(numero - 1 - r) % 12 + 1:02d}" for r in range(12)]
    base = _bareme(mois).rsa_m.montant_de_base_du_rsa
    return [m for m in passes if _bareme(m).rsa_m.montant_de_base_du_rsa == base]


def _part(vrai: pl.Series) -> float | None:
    return round(float(vrai.mean()), 4) if len(vrai.drop_nulls()) else None  # type: ignore[arg-type]


def _mesure(gardes: pl.DataFrame, ecart: str, reference: str) -> dict[str, Any]:
    lus = gardes.filter(pl.col(ecart).is_not_null())
    absolu = lus[ecart].abs()
    proche = absolu <= (lus[reference].abs() * PART_PROCHE).round(2)
    return {
        "foyers": lus.height,
        **{f"{seuil:.0f}_euro": _part(absolu <= seuil) for seuil in SEUILS},
        "10_pour_cent": _part(proche),
        "ecart_median": lus[ecart].median(),
        "ecart_absolu_median": absolu.median(),
    }


def _par(gardes: pl.DataFrame, groupe: str) -> list[dict[str, Any]]:
    valeurs: Iterable[Any] = gardes[groupe].unique().sort()
    lignes = []
    for valeur in valeurs:
        membres = gardes.filter(pl.col(groupe).eq_missing(valeur))
        visible = membres.height >= MINIMUM
        chiffres = _mesure(membres, "ecart", "total") if visible else {"foyers": None}
        lignes.append({groupe: valeur} | chiffres)
    return lignes


def _logement(gardes: pl.DataFrame) -> dict[str, int]:
    """Place the flat rate taken by the payer: none, the one of the law, or between: the rent is unknown."""
    places: Counter[str] = Counter()
    for mois, personnes, retenu in gardes.select("mois_calcul", "personnes", "logement").iter_rows():
        entier = plein(mois, personnes)
        if retenu == 0:
            places["nul"] += 1
        elif abs(retenu - entier) <= TOLERANCE_IDENTITE:
            places["forfait"] += 1
        else:
            places["entre" if retenu < entier else "au_dessus"] += 1
    return dict(sorted(places.items()))


@cache
def plein(mois: str, personnes: int) -> float:
    """Give the full housing flat rate of the RSA (CASF R262-9) for 1, 2, 3 persons or more."""
    rsa = _bareme(mois)
    maj, forfait = rsa.rsa_maj.maj_montant_max, rsa.rsa_fl.forfait_logement
    base = rsa.rsa_m.montant_de_base_du_rsa
    deux = 1 + maj.couples_celibataire_avec_enfant
    trois = deux + maj.couple_1_enfant_ou_2e_enfant
    taux = {
        1: forfait.taux_1_personne,
        2: forfait.taux_2_personnes * deux,
        3: forfait.taux_3_personnes_ou_plus * trois,
    }
    return round(float(base * taux[min(personnes, 3)]), 2)
