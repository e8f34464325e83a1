from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class cmg_condition_activite(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Condition d'activité du CMG"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000053284067"

    def formula_2025_09(famille, period, parameters):
        """CSS L531-5 I : chaque parent en activité ; non exigée avec l'AAH ou un RSA d'insertion."""
        actifs = famille.members("cmg_parent_actif", period)
        aah = famille.sum(famille.members("aah", period), role=Famille.PARENT)
        rsa = famille("rsa", period)
        return famille.all(actifs, role=Famille.PARENT) | (aah > 0) | (rsa > 0)
