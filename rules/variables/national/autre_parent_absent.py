from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class autre_parent_absent(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant dont un parent vivant n'habite pas le foyer"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    documentation = "Fait que CSS L582-1 demande, donné par la situation."
