"""Reads the four tables of households into staged lots, whole lots at a time.

The rows of each file are dealt out to lots by the place of their household in `menages`, on the disk: only
the ids of the households and one lot are ever in memory. Files sorted by household are dealt out fastest.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from simulations.audit.colonnes import MENAGE_ID, TABLES, colonnes
from simulations.audit.controles import fautifs
from simulations.audit.depot import Bilan, Depot, Rejet
from simulations.audit.lots_bruts import LIGNE, Brut, lire
from simulations.audit.reprise import Relecture, foyers
from simulations.audit.sources import Source
from simulations.audit.suivi import Suivi
from simulations.audit.typage import RANG, typer
from simulations.tables import schemas

_SANS_FOYER = "un menage_id de la table menages"


class LecteurTables:
    """Reads one set of tables.

    Args:
        sources: the file of each table.
        mois: month of the simulation.
        depot: where households and faults go.
        travail: folder of our own for the rows dealt out; emptied at the end.
        suivre: told how many households were read so far.
    """

    def __init__(
        self, sources: Mapping[str, Source], mois: str, depot: Depot, travail: Path, suivre: Suivi
    ) -> None:
        self._sources, self._mois, self._depot, self._suivre = sources, mois, depot, suivre
        self._travail = travail
        self._relecture = Relecture(mois, {table: source.nom for table, source in sources.items()})
        self._ecartes: set[str] = set()
        self._nb_menages = 0

    def lire(self) -> Bilan:
        """Read everything.

        Raises:
            EntreeInvalide: a file cannot be read at all.
        """
        if self._travail.exists():
            shutil.rmtree(self._travail)
        self._travail.mkdir(parents=True)
        connus = self._distribuer_les_menages()
        for table in TABLES[1:]:
            if table in self._sources:
                self._distribuer(table, connus)
        del connus
        nb_lots = -(-self._nb_menages // self._depot.taille_lot)
        for lot in range(nb_lots):
            self._lire_un_lot(lot)
            self._suivre(min(self._nb_menages, (lot + 1) * self._depot.taille_lot))
        shutil.rmtree(self._travail)
        return self._depot.fermer()

    def _distribuer_les_menages(self) -> pl.DataFrame:
        """Number the households, and give the rank of each id."""
        source, morceaux = self._sources["menages"], []
        for place, brut in enumerate(lire(source)):
            self._rejeter_lignes(brut)
            bon = pl.col("menage_id").str.contains(MENAGE_ID).fill_null(value=False)
            for ligne in brut.lignes.filter(~bon).select(LIGNE, "menage_id").iter_rows(named=True):
                recu = "rien" if ligne["menage_id"] is None else f'"{ligne["menage_id"]}"'
                attendu = "un identifiant de 64 lettres, chiffres ou signes . : / _ - au plus"
                self._depot.rejeter(
                    Rejet(source.nom, ligne[LIGNE], "menage_id", recu, attendu, ""), anonyme=True
                )
            lignes = brut.lignes.filter(bon)
            rangs = pl.int_range(self._nb_menages, self._nb_menages + lignes.height, eager=True)
            lignes = lignes.with_columns(rangs.alias(RANG))
            self._nb_menages += lignes.height
            self._poser("menages", place, lignes)
            morceaux.append(lignes.select("menage_id", RANG, LIGNE))
        ids = pl.concat(morceaux)
        self._refuser_les_doubles(source, ids)
        return ids.select("menage_id", RANG).unique("menage_id", keep="first")

    def _refuser_les_doubles(self, source: Source, ids: pl.DataFrame) -> None:
        """Set aside the households of an id written twice: nothing tells whose the persons are."""
        doubles = ids.filter(pl.col("menage_id").is_duplicated())
        for ligne in doubles.iter_rows(named=True):
            nom = ligne["menage_id"]
            self._ecartes.add(nom)
            attendu = "un identifiant par foyer, une seule fois"
            self._depot.rejeter(Rejet(source.nom, ligne[LIGNE], "menage_id", f'"{nom}"', attendu, nom))

    def _distribuer(self, table: str, connus: pl.DataFrame) -> None:
        source = self._sources[table]
        for place, brut in enumerate(lire(source)):
            self._rejeter_lignes(brut, connus)
            situees = brut.lignes.join(connus, on="menage_id", how="left", maintain_order="left")
            perdues = situees.filter(pl.col(RANG).is_null())
            for ligne in perdues.select(LIGNE, "menage_id").iter_rows(named=True):
                nom = ligne["menage_id"]
                recu = "rien" if nom is None else f'"{nom}"'
                rejet = Rejet(source.nom, ligne[LIGNE], "menage_id", recu, _SANS_FOYER, nom or "")
                self._depot.rejeter(rejet, ecarter=False)
            self._poser(table, place, situees.filter(pl.col(RANG).is_not_null()).drop("menage_id"))

    def _rejeter_lignes(self, brut: Brut, connus: pl.DataFrame | None = None) -> None:
        """Refuse the lines that are no row; the household of one, when it can be told, is set aside."""
        lus = {rejet.menage_id for rejet in brut.rejets}
        if connus is not None:
            lus = set(connus.filter(pl.col("menage_id").is_in(list(lus)))["menage_id"])
        for rejet in brut.rejets:
            ecarter = rejet.menage_id in lus
            self._depot.rejeter(rejet, ecarter=ecarter, anonyme=connus is None)
            if ecarter:
                self._ecartes.add(rejet.menage_id)

    def _poser(self, table: str, place: int, lignes: pl.DataFrame) -> None:
        lots = pl.col(RANG) // self._depot.taille_lot
        for (lot,), morceau in lignes.group_by(lots.alias("lot"), maintain_order=True):
            dossier = self._travail / f"{lot:06d}"
            dossier.mkdir(exist_ok=True)
            morceau.drop("lot", strict=False).write_parquet(
                dossier / f"{table}-{place:06d}.parquet", compression="lz4"
            )

    def _bruts(self, lot: int) -> dict[str, pl.DataFrame]:
        bruts = {}
        for table in TABLES:
            morceaux = sorted((self._travail / f"{lot:06d}").glob(f"{table}-*.parquet"))
            if morceaux:
                brut = pl.concat([pl.read_parquet(m) for m in morceaux], rechunk=True)
            else:
                brut = pl.DataFrame(schema={RANG: pl.Int64, LIGNE: pl.Int64})
            bruts[table] = brut.sort(RANG, maintain_order=True)
        return bruts

    def _lire_un_lot(self, lot: int) -> None:
        bruts = self._bruts(lot)
        gardees = [RANG, LIGNE]
        typees = {table: typer(brut, colonnes()[table], gardees) for table, brut in bruts.items()}
        ecartes = bruts["menages"].filter(pl.col("menage_id").is_in(list(self._ecartes)))[RANG]
        a_relire = fautifs(self._mois, typees)
        a_relire = a_relire.filter(~a_relire.is_in(ecartes.to_list()))
        self._depot.ajouter_lot(assembler(typees, pl.concat([a_relire, ecartes])))
        for foyer in foyers(bruts, a_relire):
            relu = self._relecture.relire(foyer)
            if isinstance(relu, list):
                for rejet in relu:
                    self._depot.rejeter(rejet)
            else:
                self._depot.ajouter(foyer.menage_id, relu)
        shutil.rmtree(self._travail / f"{lot:06d}")


def assembler(typees: Mapping[str, pl.DataFrame], sans: pl.Series) -> dict[str, pl.DataFrame]:
    """Give a lot as `simulations.tables` describes it, some households left out.

    Args:
        typees: the typed tables of the lot, in order.
        sans: ranks of the households left out.
    """
    connus = typees["menages"].filter(~pl.col(RANG).is_in(sans.to_list())).with_row_index("menage")
    connus = connus.with_columns(pl.col("menage").cast(pl.Int64))
    cles = connus.select(RANG, "menage")
    personnes = typees["personnes"].join(cles, on=RANG, maintain_order="left").with_row_index("personne")
    noms = personnes.select("menage", "personne", "id")
    revenus = typees["revenus"].join(cles, on=RANG, maintain_order="left")
    revenus = revenus.join(
        noms.rename({"id": "personne_id"}), on=["menage", "personne_id"], maintain_order="left"
    )
    revenus = revenus.sort("personne", pl.col("interrompu_le").is_not_null(), maintain_order=True)
    prestations = typees["prestations"].join(cles, on=RANG, maintain_order="left")
    visees = noms.rename({"personne": "rang_personne", "id": "personne"})
    prestations = prestations.join(visees, on=["menage", "personne"], how="left", maintain_order="left")
    percus = revenus.filter(pl.col("interrompu_le").is_null())["personne"].unique()
    personnes = personnes.with_columns(
        pl.col("revenus_connus").fill_null(value=False) | pl.col("personne").is_in(percus.to_list())
    )
    connus = connus.with_columns(pl.col("prestations_completes").fill_null(value=False))
    cadres = {"menages": connus, "personnes": personnes, "revenus": revenus, "prestations": prestations}
    rangees = {
        nom: cadre.select(pl.col(colonne).cast(sorte) for colonne, sorte in schemas()[nom].items())
        for nom, cadre in cadres.items()
    }
    rangees["menages"].insert_column(0, connus["menage_id"])
    return rangees
