from datetime import date

from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class conge_parental_depuis(Variable):
    value_type = date
    default_value = date(1900, 1, 1)
    entity = Individu
    definition_period = MONTH
    label = "Premier jour du congé parental"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000030055645"
    documentation = "Début de la durée comptée par CSS D531-13, donné par la situation."
