from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class cmg(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Complément de libre choix du mode de garde, depuis la réforme de septembre 2025"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000053284067"

    def formula_2025_09(famille, period, parameters):
        """CSS L531-5, L531-6 et L531-9 : somme des aides ; aucune avec un congé parental total."""
        arret = famille.any(famille.members("conge_parental_total", period), role=Famille.PARENT)
        par_enfant = famille.sum(
            famille.members("cmg_assistant_maternel", period) + famille.members("cmg_micro_creche", period)
        )
        ouvert = famille("cmg_condition_activite", period) & ~arret
        return ouvert * (par_enfant + famille("cmg_domicile", period))
