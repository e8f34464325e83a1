from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class conge_parental_huit_trimestres(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Huit trimestres de travail cotisés avant la naissance"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000030055645"
    documentation = "Condition d'activité antérieure de CSS D531-15, donnée par la situation."
