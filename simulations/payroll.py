"""Net, taxable and gross: curves computed once from OpenFisca's own payroll formulas.

People know net pay; the law also reads taxable and gross figures. Net to taxable to gross is monotone, so
each curve is a table to interpolate. A curve is that of a full-time private employee outside Paris, of a
jobseeker, or of a pensioner at one of the four CSG rates (CSS L136-8).
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from openfisca_core.simulations import SimulationBuilder

from simulations.systeme import systeme, valeur

_GRILLE = np.concatenate([np.linspace(0, 6_000, 241), np.linspace(6_100, 20_000, 140)])
_RFR_TAUX_PLEIN = 100_000.0


@dataclass(frozen=True)
class Courbe:
    """Net monthly amounts with the taxable and gross amounts that go with them, in euros."""

    net: Any
    imposable: Any
    brut: Any

    def vers_imposable(self, net: Any) -> Any:
        """Interpolate taxable amounts, proportional beyond the last point."""
        return self._interpoler(net, self.imposable)

    def vers_brut(self, net: Any) -> Any:
        """Interpolate gross amounts, proportional beyond the last point."""
        return self._interpoler(net, self.brut)

    def _interpoler(self, net: Any, cible: Any) -> Any:
        au_dela = net * (cible[-1] / self.net[-1])
        return np.where(net > self.net[-1], au_dela, np.interp(net, self.net, cible))


@cache
def courbe_salaire(annee: int) -> Courbe:
    """Give the curve of wages in November of a year."""
    brut, valeurs = _calculer(annee, "salaire_de_base", ("salaire_net", "salaire_imposable"), rfr=0.0)
    return _courbe(valeurs["salaire_net"], valeurs["salaire_imposable"], brut)


def net_du_smic(mois: str) -> float:
    """Give the net monthly pay of a full-time job at the SMIC in force at a month, euros."""
    brut = valeur("marche_travail.salaire_minimum.smic.smic_b_mensuel", mois)
    courbe = courbe_salaire(int(mois[:4]))
    return float(np.interp(brut or 0.0, courbe.brut, courbe.net))


@cache
def courbe_chomage(annee: int) -> Courbe:
    """Give the curve of unemployment benefit (ARE) in November of a year."""
    brut, valeurs = _calculer(
        annee,
        "chomage_brut",
        ("chomage_net", "chomage_imposable"),
        rfr=_RFR_TAUX_PLEIN,
    )
    return _courbe(valeurs["chomage_net"], valeurs["chomage_imposable"], brut)


@cache
def courbes_retraite(annee: int) -> tuple[Courbe, ...]:
    """Give the curves of pensions in November of a year, by CSG rate from exempt to full."""
    rfr_par_taux = (0.0, *(seuil + 1 for seuil in seuils_csg(annee, 1.0)))
    courbes = []
    for rfr in rfr_par_taux:
        brut, valeurs = _calculer(
            annee, "retraite_brute", ("retraite_nette", "retraite_imposable"), rfr=float(rfr)
        )
        courbes.append(_courbe(valeurs["retraite_nette"], valeurs["retraite_imposable"], brut))
    return tuple(courbes)


def seuils_csg(annee: int, parts: Any) -> tuple[Any, Any, Any]:
    """Give the three RFR N-2 thresholds of CSG on pensions, by number of tax shares.

    Reference: CSS L136-8 III: exempt up to the first, reduced, intermediate, then full rate.
    """
    loi = systeme().get_parameters_at_instant(f"{annee}-11-01")
    seuils = loi.prelevements_sociaux.contributions_sociales.csg.remplacement.seuils
    demi_parts = (parts - 1) * 2
    return (
        seuils.seuil_rfr1.seuil_rfr1 + demi_parts * seuils.seuil_rfr1.demi_part_suppl_rfr1,
        seuils.seuil_rfr2.seuil_rfr2 + demi_parts * seuils.seuil_rfr2.demi_part_suppl_rfr2,
        seuils.seuil_rfr3.seuil_rfr3 + demi_parts * seuils.seuil_rfr3.demi_part_suppl_rfr3,
    )


def _courbe(net: Any, imposable: Any, brut: Any) -> Courbe:
    croissant = np.maximum.accumulate(net.astype(float))
    return Courbe(croissant, imposable.astype(float), brut.astype(float))


def _calculer(annee: int, entree: str, sorties: tuple[str, ...], rfr: float) -> tuple[Any, dict[str, Any]]:
    mois, nombre = f"{annee}-11", len(_GRILLE)
    simulation = SimulationBuilder().build_default_simulation(systeme(), count=nombre)
    simulation.set_input("date_naissance", mois, np.full(nombre, "1980-01-01", "datetime64[D]"))
    simulation.set_input(entree, mois, _GRILLE)
    simulation.set_input("rfr", str(annee - 2), np.full(nombre, rfr))
    simulation.set_input("nbptr", str(annee - 2), np.ones(nombre))
    return _GRILLE, {nom: simulation.calculate(nom, mois) for nom in sorties}
