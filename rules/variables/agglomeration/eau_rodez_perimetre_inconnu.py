from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class eau_rodez_perimetre_inconnu(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Commune dont on ne sait pas si la régie Eau de Rodez la dessert"
    reference = "https://www.centrepresseaveyron.fr"

    def formula_2024_01(menage, period):
        """Délibération du 19 décembre 2023 : Rodez est desservie, les autres communes restent à confirmer."""
        return menage("depcom", period) != b"12202"
