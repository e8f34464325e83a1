"""Net, taxable and gross, checked against OpenFisca's own payroll and published rates."""

import numpy as np
import pytest
from openfisca_core.simulations import SimulationBuilder

from simulations.payroll import courbe_chomage, courbe_salaire, courbes_retraite
from simulations.systeme import systeme


@pytest.mark.parametrize("brut", [400.0, 1866.27, 2500.0, 4200.0])
def test_net_wage_gives_back_the_gross_it_came_from(brut):
    simulation = SimulationBuilder().build_default_simulation(systeme(), count=1)
    simulation.set_input("date_naissance", "2026-11", np.array(["1980-01-01"], "datetime64[D]"))
    simulation.set_input("salaire_de_base", "2026-11", np.array([brut]))
    net, imposable = (
        float(simulation.calculate(v, "2026-11")[0]) for v in ("salaire_net", "salaire_imposable")
    )
    courbe = courbe_salaire(2026)
    assert float(courbe.vers_brut(net)) == pytest.approx(brut, rel=2e-3, abs=1)
    assert float(courbe.vers_imposable(net)) == pytest.approx(imposable, rel=2e-3, abs=1)


def test_a_small_pension_bears_no_csg():
    """CSS L136-8 III: under the first threshold of RFR, net equals gross."""
    assert float(courbes_retraite(2026)[0].vers_brut(640.0)) == pytest.approx(640.0, abs=0.01)


def test_full_rate_on_pensions_is_nine_point_one_percent():
    """CSS L136-8: CSG 8.3 %, CRDS 0.5 %, CASA 0.3 %."""
    assert float(courbes_retraite(2026)[3].vers_brut(909.0)) == pytest.approx(1000.0, abs=0.1)


def test_curves_never_decrease():
    for courbe in (courbe_salaire(2026), courbe_chomage(2026), *courbes_retraite(2026)):
        assert (np.diff(courbe.net) >= 0).all()
