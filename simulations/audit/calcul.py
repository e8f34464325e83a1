"""One lot of households, from its four tables to its rows, its counts and its sensitivity to incomes.

The same function on one core, several processes or a cluster: it reads a folder and writes a folder.
"""

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import polars as pl

from simulations.audit.chiffres import compter
from simulations.audit.depot import dossier_lots
from simulations.audit.ecriture import ecrire_json, ecrire_parquet
from simulations.audit.foyers import situations
from simulations.audit.menages import menages
from simulations.audit.rangees import rangees
from simulations.evaluation import evaluer
from simulations.resultat import Decision, StatutRecu, TypeEcart
from simulations.tables import Tables, schemas
from simulations.uncertainty import completer_colonnes

# Percent added to every income and tax income, to see what a fault in them would change.
VARIANTES = (-10, -5, 5, 10)
PRODUITS = ("resultats", "menages", "comptes", "sensibilite")
_CENT = 100
_SENSIBILITE = {
    "menage_id": pl.String, "droit": pl.String, "porteur": pl.String, "variante": pl.String,
    "due": pl.Boolean, "non_recours": pl.Boolean, "ecart_mensuel": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True)
class Travail:
    """What a worker is given.

    Attributes:
        sortie: folder of the audit.
        numero: rank of the lot.
        mois: month of the simulation.
        completions: possible values tried for each household in doubt; 0 to leave the doubt.
        echantillon: one household in so many is also calculated with other incomes; 0 for none.
    """

    sortie: str
    numero: int
    mois: str
    completions: int
    echantillon: int

    @property
    def nom(self) -> str:
        """Name of the lot."""
        return f"lot-{self.numero:05d}"


def calculer_lot(travail: Travail) -> dict[str, Any]:
    """Calculate one lot and write what comes out; its certificate is written last.

    Returns:
        The certificate: rows, seconds and SHA-256 of each file.
    """
    debut, sortie = time.perf_counter(), Path(travail.sortie)
    lot, ids = lire_lot(sortie, travail.numero, travail.mois)
    estimation = completer_colonnes(evaluer(lot), lambda rangs: situations(lot, rangs), travail.completions)
    lignes, foyers = rangees(estimation.evaluation, ids, estimation.fourchettes), menages(lot, ids)
    cadres = {
        "resultats": lignes,
        "menages": foyers,
        "comptes": compter(lignes, foyers),
        "sensibilite": _sensibilite(lot, ids, travail.echantillon),
    }
    certificat: dict[str, Any] = {"lot": travail.nom, "menages": lot.nb_menages, "fichiers": {}}
    for nom, cadre in cadres.items():
        chemin = sortie / nom / f"{travail.nom}.parquet"
        ecrire_parquet(chemin, cadre)
        certificat["fichiers"][nom] = {"lignes": cadre.height, "sha256": empreinte(chemin)}
    certificat["secondes"] = round(time.perf_counter() - debut, 2)
    ecrire_json(_certificat(sortie, travail.nom), certificat)
    return certificat


def certificat_valable(sortie: Path, nom: str) -> dict[str, Any] | None:
    """Give the certificate of a lot whose files are all there and unchanged; None when it is to be done."""
    chemin = _certificat(sortie, nom)
    if not chemin.exists():
        return None
    certificat: dict[str, Any] = json.loads(chemin.read_text(encoding="utf-8"))
    for produit, attendu in certificat["fichiers"].items():
        fichier = sortie / produit / f"{nom}.parquet"
        if not fichier.exists() or empreinte(fichier) != attendu["sha256"]:
            return None
    return certificat


def empreinte(chemin: Path) -> str:
    """Give the SHA-256 of a file."""
    with chemin.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()


def lire_lot(sortie: Path, numero: int, mois: str) -> tuple[Tables, list[str]]:
    """Read a staged lot: its tables, and the id of each household."""
    dossier = dossier_lots(sortie) / f"lot-{numero:05d}"
    cadres = {nom: pl.read_parquet(dossier / f"{nom}.parquet") for nom in schemas()}
    ids: list[str] = cadres["menages"]["menage_id"].to_list()
    cadres["menages"] = cadres["menages"].drop("menage_id")
    return Tables(mois, **cadres), ids


def _certificat(sortie: Path, nom: str) -> Path:
    return sortie / "travail" / "certificats" / f"{nom}.json"


def _sensibilite(lot: Tables, ids: list[str], echantillon: int) -> pl.DataFrame:
    """Calculate a sample again with every income lower, then higher."""
    retenus = [rang for rang, nom in enumerate(ids) if echantillon and crc32(nom.encode()) % echantillon == 0]
    if not retenus:
        return pl.DataFrame(schema=_SENSIBILITE)
    choisis = extraire(lot, retenus)
    noms = [ids[rang] for rang in retenus]
    variantes = [("0", choisis), *((f"{v:+d}", avec_revenus(choisis, 1 + v / _CENT)) for v in VARIANTES)]
    return pl.concat([_resume_sensibilite(rangees(evaluer(t), noms), nom) for nom, t in variantes])


def _resume_sensibilite(lignes: pl.DataFrame, variante: str) -> pl.DataFrame:
    """Keep the answers that are sure, receipt included: those that the rate of the figures rests on."""
    non_recours = pl.col("ecart_type") == TypeEcart.NON_RECOURS
    # A droit found due that another one excludes shows no gap: see `chiffres.classer`.
    ecarte = (pl.col("statut") == StatutRecu.NON) & ~non_recours
    # What nothing measures is in doubt, or a no that rests on a presumption alone.
    sures = (pl.col("decision") != Decision.A_VERIFIER) & pl.col("probabilite").is_not_null()
    return lignes.filter(sures & (pl.col("statut") != StatutRecu.INCONNU)).select(
        "menage_id",
        "droit",
        "porteur",
        variante=pl.lit(variante),
        due=(pl.col("decision") == Decision.DROIT_PROBABLE) & ~ecarte,
        non_recours=non_recours,
        ecart_mensuel=pl.when(non_recours).then(pl.col("ecart_mensuel")),
    )


def extraire(lot: Tables, rangs: list[int]) -> Tables:
    """Give some households of a lot as a lot of their own, ranks from 0."""
    choisis = pl.DataFrame(
        {"menage": rangs, "nouveau": range(len(rangs))}, schema_overrides={"menage": pl.Int64}
    )
    personnes = _renumeroter(lot.personnes, choisis)
    correspondance = (
        personnes.select("personne").with_row_index("rang").with_columns(pl.col("rang").cast(pl.Int64))
    )
    revenus = _renumeroter(lot.revenus, choisis).join(correspondance, on="personne", maintain_order="left")
    prestations = _renumeroter(lot.prestations, choisis).join(
        correspondance, left_on="rang_personne", right_on="personne", how="left", maintain_order="left"
    )
    return Tables(
        lot.mois,
        _renumeroter(lot.menages, choisis),
        personnes.with_columns(personne=pl.int_range(pl.len(), dtype=pl.Int64)),
        revenus.with_columns(personne=pl.col("rang")).drop("rang"),
        prestations.with_columns(rang_personne=pl.col("rang")).drop("rang"),
    )


def _renumeroter(cadre: pl.DataFrame, choisis: pl.DataFrame) -> pl.DataFrame:
    joint = cadre.join(choisis, on="menage", maintain_order="left")
    return joint.with_columns(menage=pl.col("nouveau").cast(pl.Int64)).drop("nouveau")


def avec_revenus(lot: Tables, facteur: float) -> Tables:
    """Give the same households with every income, and every tax income, multiplied."""
    fiscal = [pl.col(f"fiscal.{nom}") * facteur for nom in ("rfr_n2", "rfr_n1")]
    return Tables(
        lot.mois,
        lot.menages.with_columns(
            *(e.round(0).cast(lot.menages.schema[e.meta.output_name()]) for e in fiscal)
        ),
        lot.personnes,
        lot.revenus.with_columns(pl.col("montant") * facteur),
        lot.prestations,
    )
