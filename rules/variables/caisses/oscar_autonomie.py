from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class oscar_autonomie(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "GIR 5 ou 6, où l'action sociale des caisses de retraite aide"
    reference = "https://www.carsat-sudest.fr"

    def formula_2021_06_18(individu, period):
        """Circulaire Cnav du 18 juin 2021 (Oscar) : GIR 5 ou 6 ; du GIR 1 au GIR 4, l'APA s'applique."""
        gir = individu("gir", period).decode_to_str()
        return (gir == "gir_5") | (gir == "gir_6")
