"""Statistical secrecy: what may be shown of the figures, all tables considered together.

A cell is hidden when it counts few households, or few that do not take up the droit; others are then hidden
so that no small one can be worked out (`simulations.audit.masques`). A row is hidden whole, euros included;
only the number of households of a cell, which is that of every droit, is hidden on its own account. What
stays is rounded (`simulations.audit.arrondi`); rates are those of the rounded figures. The rows of all the
droits together hold the sum of the euros shown, and their count of households only where it teaches nothing
of a droit hidden there.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict, Field

from rules.catalogue import charger_catalogue
from simulations.audit.arrondi import arrondir
from simulations.audit.chiffres import CLASSES, TOUS, taux
from simulations.audit.masques import ENTIER, Cellule, masquer

FICHIER = Path(__file__).parents[2] / "parameters" / "secret_statistique.yaml"
#: Never shown: what the intervals and the rounding are made from.
INTERNES = ("non_recours_carre", "sous_versement_carre", "cle")
_EUROS = ("non_recours_mensuel", "sous_versement_mensuel")
_BORNES = ("non_recours_bas", "non_recours_haut")
_PARTIELS = ("sous_versement", "sous_versement_mensuel")
#: Breakdowns of all the droits together that overlap: a household may be in several of them.
_CHEVAUCHEMENTS = ("organisme", "financeur")
_Ligne = dict[str, Any]
_Lignes = dict[Cellule, _Ligne]


class Seuils(BaseModel):
    """Thresholds of `parameters/secret_statistique.yaml`, where each is explained."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    menages: int = Field(ge=1)
    signales: int = Field(ge=1)
    arrondi_effectifs: int = Field(ge=1)
    arrondi_euros: int = Field(ge=1)
    denominateur_taux: int = Field(ge=1)


@cache
def seuils() -> Seuils:
    """Read the thresholds."""
    return Seuils.model_validate(yaml.safe_load(FICHIER.read_text(encoding="utf-8")))


def publier(
    chiffres: pl.DataFrame, regles: Seuils | None = None, financeurs: Mapping[str, str] | None = None
) -> pl.DataFrame:
    """Give what may be shown of the figures.

    Args:
        chiffres: every figure of the audit, from `simulations.audit.chiffres`.
        regles: thresholds; those of the parameters when None.
        financeurs: who funds each droit, as it was counted; that of its card when None.

    Returns:
        The same rows; the same columns less `INTERNES`, hidden figures null, and `secret`: whether the row
        is hidden. Under-payments are given for a droit as a whole only.
    """
    regles = regles or seuils()
    if financeurs is None:
        financeurs = {nom: carte.financeur for nom, carte in charger_catalogue().items()}
    audit = _Audit(chiffres, regles, financeurs)
    sorties = [audit.montrer(ligne) for lignes in audit.droits.values() for ligne in lignes.values()]
    sorties += audit.montrer_tous(sorties)
    schema = {nom: genre for nom, genre in chiffres.schema.items() if nom not in INTERNES}
    publie = pl.DataFrame(sorties, schema=schema | {"secret": pl.Boolean()})
    return _deriver(publie, regles.denominateur_taux).sort("droit", "dimension", "modalite")


class _Audit:
    """The rows of an audit and which of them are hidden.

    Attributes:
        droits: rows of each droit, by cell.
        tous: rows of all the droits together.
        chiffres: the droits counted in euros.
        population: cells of too few households, hidden for every droit.
        caches: hidden cells of each droit.
        caches_tous: hidden cells of all the droits together.
    """

    def __init__(self, chiffres: pl.DataFrame, regles: Seuils, financeurs: Mapping[str, str]) -> None:
        self.regles, self.financeurs = regles, financeurs
        self.droits: dict[str, _Lignes] = {}
        for ligne in chiffres.to_dicts():
            self.droits.setdefault(ligne["droit"], {})[ligne["dimension"], ligne["modalite"]] = ligne
        self.tous = self.droits.pop(TOUS)
        self.chiffres = {d for d, u in self.droits.items() if u[ENTIER]["non_recours_mensuel"] > 0}
        lieux = {
            modalite: (ligne["dans_epci"], ligne["dans_arrondissement"], ligne["dans_pilote"])
            for (dimension, modalite), ligne in self.tous.items()
            if dimension == "commune"
        }
        effectifs = {c: ligne["menages"] for c, ligne in self.tous.items() if ligne["menages"] is not None}
        self.population = masquer(effectifs, lieux, regles.menages)
        self.caches = {
            droit: masquer(_signales(lignes), lieux, regles.signales, self.population)
            for droit, lignes in self.droits.items()
        }
        apprennent = {cellule for cellule in effectifs if self._apprend(cellule)}
        partitions = {cellule: self.tous[cellule]["du_non_recu"] for cellule in effectifs}
        self.caches_tous = masquer(partitions, lieux, regles.signales, self.population | apprennent)
        self.caches_tous |= {c for c in self.tous if c[0] in _CHEVAUCHEMENTS and self._petit_ou_apprend(c)}
        self.caches_tous |= self._cumul()

    def montrer(self, ligne: _Ligne) -> _Ligne:
        """Give the row of a droit as it may be shown."""
        cellule = ligne["dimension"], ligne["modalite"]
        secret = cellule in self.caches[ligne["droit"]]
        return self._arrondie(ligne, cellule, secret) | {"secret": secret}

    def montrer_tous(self, sorties: Iterable[_Ligne]) -> list[_Ligne]:
        """Give the rows of all the droits together; their euros are the sum of those shown in `sorties`.

        Null where every droit counted in euros is hidden: the others would make it a false zero.
        """
        sommes: dict[tuple[Cellule, str], float | None] = {}
        for sortie in sorties:
            if sortie["droit"] not in self.chiffres:
                continue
            cellule = sortie["dimension"], sortie["modalite"]
            financeur = "financeur", self.financeurs.get(sortie["droit"], "inconnu")
            for lieu in (cellule, financeur) if cellule == ENTIER else (cellule,):
                for nom in _EUROS:
                    vue, somme = sortie[nom], sommes.get((lieu, nom))
                    sommes[lieu, nom] = somme if vue is None else (somme or 0.0) + vue
        euros_du_cumul = self._cumul_en_euros()
        montrees = []
        for cellule, ligne in self.tous.items():
            secret = cellule in self.caches_tous
            montree = self._arrondie(ligne, cellule, secret) | {"secret": secret}
            montree |= dict.fromkeys(_BORNES)
            if cellule[0] != "cumul":
                vus = [nom for nom in _EUROS if montree[nom] is not None]
                montree |= {nom: sommes.get((cellule, nom), 0.0) for nom in vus}
            elif not euros_du_cumul:
                montree |= dict.fromkeys(_EUROS)
            montrees.append(montree)
        return montrees

    def _arrondie(self, ligne: _Ligne, cellule: Cellule, secret: bool) -> _Ligne:
        """Round a row: the population of a cell is drawn the same way for every droit."""
        regles, sortie = self.regles, dict(ligne)
        partiel = not secret and cellule == ENTIER and self._partiel_montre(ligne)
        for nom in (*CLASSES, "sous_versement", *_EUROS, *_BORNES):
            if secret or ligne[nom] is None or (nom in _PARTIELS and not partiel):
                sortie[nom] = None
            elif nom in _BORNES:
                pas = regles.arrondi_euros
                sortie[nom] = float(pas * (ligne[nom] // pas + (nom == _BORNES[1])))
            elif nom in _EUROS:
                sortie[nom] = float(arrondir(ligne[nom], regles.arrondi_euros, ligne["cle"], nom))
            else:
                sortie[nom] = arrondir(ligne[nom], regles.arrondi_effectifs, ligne["cle"], nom)
        if ligne["menages"] is not None:
            cle, base = self.tous[cellule]["cle"], regles.arrondi_effectifs
            vu = cellule not in self.population
            sortie["menages"] = arrondir(ligne["menages"], base, cle, "menages") if vu else None
        return sortie

    def _partiel_montre(self, ligne: _Ligne) -> bool:
        if ligne["droit"] != TOUS:
            return bool(ligne["sous_versement"] >= self.regles.signales)
        vus = [
            self.droits[droit][ENTIER]["sous_versement"]
            for droit, caches in self.caches.items()
            if ENTIER not in caches and self._partiel_montre(self.droits[droit][ENTIER])
        ]
        caches = len(self.droits) - len(vus)
        return bool(ligne["sous_versement"] >= self.regles.signales) and not self._borne(
            ligne["sous_versement"], vus, caches
        )

    def _borne(self, reunis: int, vus: Collection[int], caches: int) -> bool:
        """Tell whether a count over several droits says that a hidden one is not nought.

        The households counted are at most the sum over droits: what the shown ones leave, and the other
        hidden ones at their greatest, must leave nothing.
        """
        return caches > 0 and reunis - sum(vus) > (self.regles.signales - 1) * (caches - 1)

    def _apprend(self, cellule: Cellule, reunis: int | None = None) -> bool:
        droits, lieu = self.droits.keys(), cellule
        if cellule[0] == "financeur":
            droits = {d for d in droits if self.financeurs.get(d, "inconnu") == cellule[1]}  # type: ignore[assignment]
            lieu = ENTIER
        presents = [droit for droit in droits if lieu in self.droits[droit]]
        vus = [self.droits[d][lieu]["du_non_recu"] for d in presents if lieu not in self.caches[d]]
        if reunis is None:
            reunis = self.tous[cellule]["du_non_recu"]
        return self._borne(reunis, vus, len(presents) - len(vus))

    def _petit_ou_apprend(self, cellule: Cellule) -> bool:
        petit = bool(self.tous[cellule]["du_non_recu"] < self.regles.signales)
        return petit or ENTIER in self.caches_tous or self._apprend(cellule)

    def _cumul(self) -> set[Cellule]:
        """Hide households by number of droits not taken up, all or none.

        These numbers add up to the households of all the droits, and weighted, to the sum of the droits: two
        equations, which two hidden ones would solve.
        """
        cellules = {c: ligne["du_non_recu"] for c, ligne in self.tous.items() if c[0] == "cumul"}
        droits = sum(effectif * int(c[1].removesuffix("_plus")) for c, effectif in cellules.items())
        petit = min(cellules.values(), default=0) < self.regles.signales
        cache = petit or ENTIER in self.caches_tous or self._apprend(ENTIER, droits)
        return set(cellules) if cache else set()

    def _cumul_en_euros(self) -> bool:
        """Tell whether euros by number of droits, whose sum is that of the droits, leave the hidden ones."""
        caches = [self.droits[droit][ENTIER] for droit, c in self.caches.items() if ENTIER in c]
        caches = [ligne for ligne in caches if ligne["non_recours_mensuel"] > 0]
        signales = sum(ligne["du_non_recu"] for ligne in caches)
        return not caches or (len(caches) > 1 and signales >= self.regles.signales)


def _signales(lignes: _Lignes) -> dict[Cellule, int]:
    return {cellule: ligne["du_non_recu"] for cellule, ligne in lignes.items()}


def _deriver(publie: pl.DataFrame, denominateur: int) -> pl.DataFrame:
    """Recompute what follows from the rounded figures, and nothing but them."""
    decides = pl.sum_horizontal(pl.col(CLASSES[:4]), ignore_nulls=False)
    publie = publie.with_columns(
        decides.alias("decides"), *taux(), non_recours_annuel=12 * pl.col("non_recours_mensuel")
    )
    assez = pl.col("du_recu") + pl.col("du_non_recu") >= denominateur
    recus = pl.col("du_recu") + pl.col("non_du_recu") >= denominateur
    couverture = (pl.col("decides") / pl.col("menages")).clip(0, 1)
    return publie.with_columns(
        *(pl.when(assez).then(pl.col(c)) for c in ("taux_non_recours", "taux_bas", "taux_haut")),
        pl.when(recus).then(pl.col("taux_beta")),
        couverture=pl.when(pl.col("menages") >= denominateur).then(couverture),
    )
