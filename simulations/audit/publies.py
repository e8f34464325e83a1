"""The published figures, looked up: what is hidden is written « secret », what has no meaning says so."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from simulations.audit import libelles
from simulations.audit.nombres import SECRET, entre, nombre, pourcent

TOUS, ENSEMBLE = "tous", "ensemble"
TROP_PEU = "trop peu de foyers"
Ligne = Mapping[str, Any]
VIDE: Ligne = {}


class Publies:
    """Reads the frame of published figures.

    Args:
        cadre: what `secret.publier` gave.
    """

    def __init__(self, cadre: pl.DataFrame) -> None:
        self._cellules: dict[tuple[str, str], dict[str, Ligne]] = {}
        for ligne in cadre.to_dicts():
            cle = (ligne["droit"], ligne["dimension"])
            self._cellules.setdefault(cle, {})[ligne["modalite"]] = ligne

    def ensemble(self, droit: str = TOUS) -> Ligne:
        """Give the figures of a droit for all the households."""
        return self._cellules.get((droit, ENSEMBLE), {}).get(ENSEMBLE, VIDE)

    def droits(self) -> list[str]:
        """Give the droits counted, most euros not taken up first; then by households, then name."""
        noms = {droit for droit, dimension in self._cellules if dimension == ENSEMBLE and droit != TOUS}

        def poids(droit: str) -> tuple[float, float, str]:
            ligne = self.ensemble(droit)
            euros, foyers = ligne["non_recours_mensuel"], ligne["du_non_recu"]
            return (-(euros or 0), -(foyers or 0), libelles.droit(droit))

        return sorted(noms, key=poids)

    def actifs(self) -> list[str]:
        """Give the droits that somebody is due or receives, or whose figures are hidden."""
        return [d for d in self.droits() if not _vide(self.ensemble(d))]

    def lignes(self, dimension: str, droit: str = TOUS) -> list[Ligne]:
        """Give the rows of a breakdown, in its order if it has one, else by what is not taken up."""
        lignes = self._cellules.get((droit, dimension), {}).values()

        def place(ligne: Ligne) -> tuple[int, float, str]:
            return (
                libelles.rang(dimension, ligne["modalite"]),
                -(ligne["taux_non_recours"] or 0),
                libelles.modalite(dimension, ligne["modalite"]),
            )

        return sorted(lignes, key=place)

    def couverture(self) -> float | None:
        """Give the share of the answers (a household, a droit) that could be decided, all droits together."""
        lus = [self.ensemble(d) for d in self.droits()]
        connus = [(u["decides"], u["menages"]) for u in lus if u["decides"] is not None and u["menages"]]
        total = sum(menages for _, menages in connus)
        return min(1.0, sum(decides for decides, _ in connus) / total) if total else None


def _vide(ligne: Ligne) -> bool:
    if ligne["secret"]:
        return False
    return not any(ligne[c] for c in ("du_recu", "du_non_recu", "non_du_recu", "indecis", "recu_inconnu"))


def sans_montant(ligne: Ligne) -> bool:
    """Tell whether households go without a droit that is not counted in euros."""
    return bool(ligne["du_non_recu"]) and ligne["non_recours_mensuel"] == 0


def cellule(ligne: Ligne, mesure: str, ecrire: Callable[[float | None, str], str] = nombre) -> str:
    """Write a figure of a row; one that is not there is hidden, even in a row that shows others."""
    return ecrire(ligne.get(mesure), SECRET)


def taux(ligne: Ligne) -> str:
    """Write the rate of non-take-up of a row."""
    return _taux(ligne, pourcent(ligne.get("taux_non_recours")))


def intervalle(ligne: Ligne) -> str:
    """Write the interval of the rate of a row."""
    return _taux(ligne, entre(ligne.get("taux_bas"), ligne.get("taux_haut")))


def beta(ligne: Ligne) -> str:
    """Write the beta error of a row."""
    if ligne.get("taux_beta") is not None:
        return pourcent(ligne["taux_beta"])
    return SECRET if ligne.get("secret", True) else TROP_PEU


def _taux(ligne: Ligne, texte: str) -> str:
    if ligne.get("taux_non_recours") is not None:
        return texte
    return SECRET if ligne.get("secret", True) else TROP_PEU
