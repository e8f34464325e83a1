from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class conge_parental(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Travail arrêté ou réduit pour élever un enfant"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000030055645"

    def formula_2015(individu, period, parameters):
        """CSS L531-4 : cessation ou réduction de l'activité."""
        partiel = individu("conge_parental_plus_mi_temps", period)
        partiel = partiel | individu("conge_parental_mi_temps", period)
        return individu("conge_parental_total", period) | partiel
