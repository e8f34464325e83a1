from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class pension_personnelle(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Reçoit une pension d'invalidité ou une retraite"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2009(individu, period, parameters):
        """CSS L355-1 : la majoration s'ajoute à une pension d'invalidité ou de vieillesse."""
        return individu("pensions_invalidite", period) + individu("retraite_nette", period) > 0
