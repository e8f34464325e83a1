from numpy import where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class prepare_age_respecte(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Âge du plus jeune enfant, pour la PreParE"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000030055645"

    def formula_2015(famille, period, parameters):
        """CSS L531-4 et D531-13 : avant 1 an pour un premier enfant, avant 3 ans à partir du deuxième."""
        p = parameters(period).prestations_sociales.prestations_familiales.petite_enfance.paje.paje_prepare
        limites = p.age_max_plus_jeune_enfant
        limite = where(famille("af_nbenf", period) > 1, limites.deux_enfants_plus, limites.enfant)
        ages = famille.members("age", period)
        return famille.any((ages < famille.project(limite)) & (ages >= 0), role=Famille.ENFANT)
