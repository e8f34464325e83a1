from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class eau_rodez_progressive(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Logement auquel s'applique le tarif progressif de l'eau à Rodez"
    reference = "https://www.centrepresseaveyron.fr"

    def formula_2024_01(menage, period, parameters):
        """Délibération de Rodez Agglomération du 19 décembre 2023 : sans condition de ressources."""
        loge = menage("statut_occupation_logement", period).decode_to_str() != "sans_domicile"
        return loge & (parameters(period).rodez_agglomeration.eau.volume_gratuit > 0)
