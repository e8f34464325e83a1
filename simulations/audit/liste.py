"""The work list of the référents: who to call first. Restricted, and apart from the published figures."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from rules.catalogue import charger_catalogue
from simulations.audit.ecriture import ecrire_entier, ecrire_texte
from simulations.audit.exactitude import lire_controles
from simulations.audit.inerte import inertes
from simulations.audit.pistes import pistes
from simulations.errors import EntreeInvalide
from simulations.resultat import TypeEcart

_FICHIER = Path(__file__).parents[2] / "parameters" / "audit.yaml"
_DOSSIER_PRIVE, _FICHIER_PRIVE = 0o700, 0o600
_SIGNALES = (TypeEcart.NON_RECOURS, TypeEcart.SOUS_VERSEMENT)
_RENONCEMENTS = ("menage_id", "droit")
# Refusals of households that the file does not hold: gone, or an id written wrong: they have no effect.
SANS_FOYER = "renoncements-sans-foyer.csv"


_MOTS = {TypeEcart.NON_RECOURS: "non demandé", TypeEcart.SOUS_VERSEMENT: "versé en partie"}


@cache
def _reglages() -> dict[str, Any]:
    lus: dict[str, Any] = yaml.safe_load(_FICHIER.read_text(encoding="utf-8"))
    return lus


def facteur_urgence() -> float:
    """Give the factor of a household one of whose rights is lost month after month."""
    return float(_reglages()["urgence"]["facteur"])


def poids_sans_montant() -> float:
    """Give the euros per month that a right without amount weighs."""
    return float(_reglages()["sans_montant"]["euros_par_mois"])


def ecrire_liste(sortie: Path, referents: int, par_referent: int, renoncements: Path | None = None) -> int:
    """Write one list per référent, `liste/referent-01.csv` and `.jsonl`.

    Households are those flagged, ranked by euros per month × certainty × urgency; each EPCI goes to as few
    référents as their number allows. What a person renounced is not flagged.

    Args:
        sortie: folder of the audit.
        referents: how many share the list.
        par_referent: households each, at most.
        renoncements: CSV of the droits refused, `menage_id;droit`.

    Returns:
        How many households are in the lists.

    Raises:
        EntreeInvalide: the file of renunciations cannot be read.
    """
    refuses = lire_renoncements(renoncements)
    classes = classer(sortie, refuses).head(referents * par_referent)
    dossier = _dossier_ferme(sortie)
    for ancien in (*dossier.glob("referent-*"), dossier / SANS_FOYER):
        ancien.unlink(missing_ok=True)
    connus = pl.scan_parquet(sortie / "menages" / "*.parquet").select("menage_id")
    perdus = refuses.lazy().join(connus, on="menage_id", how="anti").collect()
    if perdus.height:
        ecrire_texte(dossier / SANS_FOYER, perdus.write_csv(separator=";"), _FICHIER_PRIVE)
    partages = partager(classes, referents, par_referent)
    for (numero,), part in partages.group_by("referent", maintain_order=True):
        nom = f"referent-{numero:02d}"
        triee = part.sort("rang").drop("referent")
        ecrire_texte(dossier / f"{nom}.jsonl", triee.write_ndjson(), _FICHIER_PRIVE)
        plate = triee.with_columns(droits=pl.Series([_en_mots(droits) for droits in triee["droits"]]))
        texte = "\ufeff" + inertes(plate).write_csv(separator=";", decimal_comma=True)
        ecrire_texte(dossier / f"{nom}.csv", texte, _FICHIER_PRIVE)
    return partages.height


def ecrire_pistes(sortie: Path) -> None:
    """Write the leads of a flux beside the lists, under the same lock: `liste/pistes.parquet`."""
    resultats = pl.read_parquet(
        sorted((sortie / "resultats").glob("*.parquet")),
        columns=["menage_id", "droit", "decision", "du_actuel"],
    )
    trouvees = pistes(lire_controles(sortie), resultats)
    ecrire_entier(_dossier_ferme(sortie) / "pistes.parquet", trouvees.write_parquet, _FICHIER_PRIVE)


def _dossier_ferme(sortie: Path) -> Path:
    dossier = sortie / "liste"
    dossier.mkdir(mode=_DOSSIER_PRIVE, exist_ok=True)
    dossier.chmod(_DOSSIER_PRIVE)
    return dossier


def _en_mots(droits: Iterable[dict[str, Any]]) -> str:
    """Write the rights of a household in one cell: name, holder, gap and euros."""
    return " ; ".join(
        f"{d['libelle']}, {d['porteur']} ({_MOTS[d['ecart_type']]}"
        + ("" if d["ecart_mensuel"] is None else f", {d['ecart_mensuel']:.2f} €/mois".replace(".", ","))
        + ")"
        for d in droits
    )


def classer(sortie: Path, refuses: pl.DataFrame) -> pl.DataFrame:
    """Rank the flagged households.

    Returns:
        One row per household: `rang`, `menage_id`, `commune`, `epci`, `euros_par_mois`, `urgent`, `droits`
        (struct of id, name, holder, kind of gap, euros per month), heaviest first.
    """
    libelles = {identifiant: carte.libelle for identifiant, carte in charger_catalogue().items()}
    signales = (
        pl.scan_parquet(sortie / "resultats" / "*.parquet")
        .filter(pl.col("ecart_type").is_in([str(t) for t in _SIGNALES]))
        .join(refuses.lazy(), on=list(_RENONCEMENTS), how="anti")
        .with_columns(
            libelle=pl.col("droit").replace_strict(libelles, return_dtype=pl.String),
            poids=pl.col("ecart_mensuel").fill_null(poids_sans_montant())
            * pl.col("certitude")
            * pl.when(pl.col("urgence")).then(facteur_urgence()).otherwise(1.0),
        )
        .sort("poids", descending=True)
    )
    foyers = signales.group_by("menage_id").agg(
        pl.col("poids").sum(),
        euros_par_mois=pl.col("ecart_mensuel").fill_null(0).sum().round(2),
        urgent=pl.col("urgence").any(),
        droits=pl.struct("droit", "libelle", "porteur", "ecart_type", "ecart_mensuel"),
    )
    lieux = pl.scan_parquet(sortie / "menages" / "*.parquet").select("menage_id", "commune", "epci")
    ordonnes = foyers.join(lieux, on="menage_id", how="left").sort(
        ["poids", "menage_id"], descending=[True, False]
    )
    colonnes = ("rang", "menage_id", "commune", "epci", "euros_par_mois", "urgent", "droits")
    return ordonnes.collect().with_row_index("rang", offset=1).select(colonnes)


def partager(classes: pl.DataFrame, referents: int, par_referent: int) -> pl.DataFrame:
    """Share ranked households between référents: by EPCI, none over the cap, nobody twice."""
    if not classes.height:
        return classes.with_columns(referent=pl.lit(None, pl.Int64))
    tailles = (
        classes.with_columns(pl.col("epci").fill_null(""))
        .group_by("epci")
        .len()
        .sort(["len", "epci"], descending=[True, False])
    )
    reste = [par_referent] * referents
    affectations: list[tuple[int, int]] = []
    rangs = {
        epci: lignes["rang"].to_list()
        for (epci,), lignes in classes.with_columns(pl.col("epci").fill_null("")).group_by("epci")
    }
    for epci in tailles["epci"]:
        a_placer = sorted(rangs[epci])
        while a_placer:
            libre = max(range(referents), key=lambda numero: (reste[numero], -numero))
            if not reste[libre]:
                break
            pris, a_placer = a_placer[: reste[libre]], a_placer[reste[libre] :]
            reste[libre] -= len(pris)
            affectations += [(rang, libre + 1) for rang in pris]
    donnees = pl.DataFrame(
        affectations, schema={"rang": classes.schema["rang"], "referent": pl.Int64}, orient="row"
    )
    return classes.join(donnees, on="rang").sort("referent", "rang")


def lire_renoncements(fichier: Path | None) -> pl.DataFrame:
    """Read the droits that people refused.

    Raises:
        EntreeInvalide: no such file, or not its two columns.
    """
    vide = pl.DataFrame(schema=dict.fromkeys(_RENONCEMENTS, pl.String))
    if fichier is None:
        return vide
    attendu = "un CSV à deux colonnes, menage_id;droit"
    try:
        lu = pl.read_csv(fichier, separator=";", infer_schema=False)
    except (OSError, pl.exceptions.PolarsError):
        raise EntreeInvalide(str(fichier), "un fichier illisible", attendu) from None
    if set(lu.columns) != set(_RENONCEMENTS):
        raise EntreeInvalide(str(fichier), f"les colonnes {', '.join(lu.columns)}", attendu)
    lu = lu.with_columns(pl.col(_RENONCEMENTS).str.strip_chars().replace("", None))
    lu = lu.with_row_index("ligne", offset=2).filter(~pl.all_horizontal(pl.col(_RENONCEMENTS).is_null()))
    # A refusal that names no household or no droit would be refused in silence.
    trous = lu.filter(pl.any_horizontal(pl.col(_RENONCEMENTS).is_null()))["ligne"]
    if trous.len():
        raise EntreeInvalide(str(fichier), f"la rangée {trous[0]} incomplète", attendu)
    inconnus = sorted(set(lu["droit"].drop_nulls()) - set(charger_catalogue()))
    if inconnus:
        raise EntreeInvalide(
            str(fichier), f"le droit « {inconnus[0]} »", "un droit du catalogue (droits catalogue)"
        )
    return lu.select(_RENONCEMENTS)
