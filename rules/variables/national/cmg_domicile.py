from numpy import maximum, minimum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class cmg_domicile(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "CMG d'une garde à domicile"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051721678"

    def formula_2025_09(famille, period, parameters):
        """CSS L531-5 III, D531-17 et D531-18 : même calcul, une fois par ménage."""
        p = parameters(period).droits_nationaux.cmg.domicile
        gardes = famille.members("garde_domicile", period) & famille.members("cmg_enfant_eligible", period)
        heures = famille.sum(gardes * famille.members("garde_heures", period))
        couts = famille.sum(gardes * famille.members("garde_cout", period))
        cout = minimum(couts, p.plafond_horaire * heures)
        revenu = famille("cmg_revenu_mensuel", period)
        effort = revenu * famille("cmg_taux_effort_domicile", period) / p.cout_reference
        return cout * maximum(1 - effort, 0)
