from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class garde_cout(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Coût de la garde dans le mois"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051721678"
    documentation = "Rémunération, entretien et repas (CSS D531-17), ou facture de la micro-crèche."
