from numpy import maximum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class ppa_fictive(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Prime d'activité calculée pour un mois du trimestre de référence"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000049897049"
    unit = "currency"

    def formula_2025_03(famille, period):
        """CSS L842-3 et R843-1 : prime d'un mois, sans les conditions d'âge et de séjour.

        Ces deux conditions s'apprécient au mois du droit et non aux mois de référence (CSS R842-2) : `ppa`
        les lit.
        """
        forfait = famille("ppa_fictive_montant_forfaitaire", period)
        ressources = famille("ppa_base_ressources", period) + famille("ppa_forfait_logement", period)
        bonification = famille.sum(famille.members("ppa_bonification", period))
        activite = famille("ppa_fictive_ressource_activite", period)
        return maximum(forfait + bonification + activite - maximum(ressources, forfait), 0)
