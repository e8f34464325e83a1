from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class conge_parental_partiel(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Un parent travaille à mi-temps ou moins en congé parental"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2015(famille, period, parameters):
        """CSS D531-21 VII : travail réduit à la moitié ou moins."""
        return famille.any(famille.members("conge_parental_mi_temps", period), role=Famille.PARENT)
