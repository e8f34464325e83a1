from numpy import where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class aide_menagere_plafond(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Plafond de ressources de l'aide ménagère au titre de l'aide sociale, par mois"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000028251907"
    unit = "currency"

    def formula_2007_02_15(famille, period, parameters):
        """CASF R231-2 : le plafond de l'allocation de solidarité aux personnes âgées."""
        plafonds = parameters(
            period
        ).prestations_sociales.solidarite_insertion.minimum_vieillesse.aspa.plafond_ressources
        annuel = where(famille("en_couple", period), plafonds.couples, plafonds.personnes_seules)
        return annuel / 12
