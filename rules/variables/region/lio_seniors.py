from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class lio_seniors(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Personne à qui la formule +=- des trains et cars liO est ouverte"
    reference = "https://lio-occitanie.fr/formule"

    def formula_2022_08(individu, period, parameters):
        """Règlement de la formule +=- de liO : voyageurs de 60 ans et plus."""
        return individu("age", period) >= parameters(period).region_occitanie.seniors.age_min
