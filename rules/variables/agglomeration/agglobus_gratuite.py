from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class agglobus_gratuite(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Gratuité du réseau de bus Agglobus"
    reference = "https://www.radiototem.net"

    def formula_2025_01(menage, period, parameters):
        """Délibération de Rodez Agglomération : réseau gratuit pour tous, habitants et visiteurs.

        Où le droit existe est écrit sur la carte (`territoire`).
        """
        return menage.filled_array(parameters(period).rodez_agglomeration.transport.prix_trajet == 0)
