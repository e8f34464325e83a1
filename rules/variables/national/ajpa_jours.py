from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class ajpa_jours(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Jours sans travail dans le mois auprès d'un proche âgé ou handicapé"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    documentation = "Jours de proche aidant au sens de CSS L168-8, donnés par la situation."
