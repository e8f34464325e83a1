from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class aide_garde_enfant_nombre_enfants(Variable):
    value_type = int
    entity = Famille
    definition_period = MONTH
    label = "Enfants comptés pour l'aide à la garde d'enfants de France Travail"
    reference = "https://www.bo-pole-emploi.org/"

    def formula_2024_05(famille, period, parameters):
        """Délibération de France Travail 2024-35 : enfants de moins de douze ans, à charge à la reprise.

        Plus aucune condition de parent isolé depuis mai 2024, à la différence de l'`agepi` de l'amont.
        """
        age_maximum = parameters(period).droits_ouverts.aide_garde_enfant.age_maximum
        age = famille.members("age", period)
        return famille.sum((age >= 0) & (age < age_maximum), role=Famille.ENFANT)
