from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class conge_parental_plus_mi_temps(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Travail réduit à plus de la moitié pour élever un enfant"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000030055645"
    documentation = "Cessation ou réduction d'activité au sens de CSS D531-4, donnée par la situation."
