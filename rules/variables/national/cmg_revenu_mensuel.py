from numpy import clip, rint
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class cmg_revenu_mensuel(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Revenu mensuel retenu pour le CMG"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051721678"

    def formula_2025_09(famille, period, parameters):
        """CSS D531-17 : ressources de l'année N-2 sur douze, à l'euro, entre un plancher et un plafond."""
        p = parameters(period).droits_nationaux.cmg
        ressources = famille("prestations_familiales_base_ressources", period)
        return clip(rint(ressources / 12), p.revenu_plancher, p.revenu_plafond)
