from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class garde_heures(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Heures de garde payées dans le mois"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051721668"
    documentation = "Heures rémunérées au sens de CSS D531-18, données par la situation."
