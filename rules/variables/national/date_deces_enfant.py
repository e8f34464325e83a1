from datetime import date

from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class date_deces_enfant(Variable):
    value_type = date
    default_value = date(1900, 1, 1)
    entity = Famille
    definition_period = MONTH
    label = "Décès d'un enfant à charge"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    documentation = "Fait que CSS L545-1 demande, dit par la personne."
