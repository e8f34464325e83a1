from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class opah_rodez_proprietaire(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Propriétaire de son logement, pour l'OPAH-RU de Rodez"
    reference = "https://www.centrepresseaveyron.fr"

    def formula_2021_09(menage, period):
        """Convention d'OPAH-RU du centre ancien de Rodez : propriétaires privés, accédants compris."""
        statut = menage("statut_occupation_logement", period).decode_to_str()
        return (statut == "proprietaire") | (statut == "primo_accedant")
