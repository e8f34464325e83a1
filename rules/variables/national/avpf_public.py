from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class avpf_public(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Prestation familiale et jeune enfant, pour l'assurance vieillesse des parents au foyer"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2015(famille, period, parameters):
        """CSS L381-1 : allocation de base, complément familial ou PreParE."""
        prepare = famille.sum(famille.members("prepare", period))
        return famille("paje_base", period) + famille("cf", period) + prepare > 0
