from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class ajpp_jours(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Jours sans travail dans le mois auprès d'un enfant gravement malade ou handicapé"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    documentation = "Jours de présence parentale au sens de CSS L544-1, donnés par la situation."
