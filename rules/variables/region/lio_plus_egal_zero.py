from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class lio_plus_egal_zero(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Jeune à qui la formule +=0 des trains et cars liO est ouverte"
    reference = "https://medialot.fr/?p=144643"

    def formula_2021_09(individu, period, parameters):
        """Délibération de la Région sur +=0 : 18 à 26 ans en 2021, dès 16 ans en 2023, dès 12 ans ensuite."""
        p = parameters(period).region_occitanie.plus_egal_zero
        age = individu("age", period)
        return (age >= p.age_min) & (age <= p.age_max)
