from numpy import maximum, minimum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class cmg_assistant_maternel(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "CMG d'un enfant gardé par un assistant maternel"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051721678"

    def formula_2025_09(individu, period, parameters):
        """CSS D531-17 et D531-18 : coût x (1 - revenu x taux d'effort / coût horaire de référence).

        Le coût est retenu dans la limite d'un plafond horaire ; montant net de CRDS.
        """
        p = parameters(period).droits_nationaux.cmg.assistant_maternel
        cout = minimum(individu("garde_cout", period), p.plafond_horaire * individu("garde_heures", period))
        revenu = individu.famille("cmg_revenu_mensuel", period)
        effort = revenu * individu.famille("cmg_taux_effort_assistant_maternel", period) / p.cout_reference
        ouvert = individu("garde_assistant_maternel", period) & individu("cmg_enfant_eligible", period)
        return ouvert * cout * maximum(1 - effort, 0)
