from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class aide_a_un_proche_inconnue(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "On ne sait pas si la personne arrête de travailler pour aider un proche"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    documentation = "Fait que CSS L544-1 et L168-8 demandent et que la situation ne donne pas."
