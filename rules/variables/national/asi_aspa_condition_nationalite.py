from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class asi_aspa_condition_nationalite(Variable):
    value_type = bool
    default_value = True
    entity = Individu
    definition_period = MONTH
    label = "Condition de nationalité et de titre de séjour pour bénéficier de l'ASPA ou l'ASI"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000042920144/2021-05-01"

    def formula_2024_01(individu, period, parameters):
        """CSS L816-1 : Européen ou Suisse, ou titulaire depuis dix ans d'un titre autorisant à travailler.

        Upstream passes the third condition where numpy expects a place for the result: it is never read.
        """
        aspa = parameters(period).prestations_sociales.solidarite_insertion.minimum_vieillesse.aspa
        titre_ancien = individu("duree_possession_titre_sejour", period) >= aspa.duree_min_titre_sejour
        suisse = individu("nationalite", period) == b"CH"
        return individu("ressortissant_eee", period) | suisse | titre_ancien
