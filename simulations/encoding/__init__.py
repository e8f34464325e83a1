"""Tables and ledger turned into OpenFisca inputs: the only place that knows entities and periods.

The same closed list of (variable, period) pairs is written for every household, whatever is known of it:
no household's inputs switch another's formulas on or off, so that a batch is exact.
"""

from simulations.encoding.ecriture import Entrees
from simulations.encoding.entites import Entites, entites
from simulations.encoding.entrees import encoder

__all__ = ["Entites", "Entrees", "encoder", "entites"]
