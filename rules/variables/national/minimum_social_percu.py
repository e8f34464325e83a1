from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class minimum_social_percu(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "RSA, ASS ou AAH dû dans le foyer"
    reference = "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000377434"

    def formula_2009_06(famille, period, parameters):
        """Décret n° 99-162 du 8 mars 1999 : RSA, ASS ou AAH."""
        individuels = famille.members("ass", period) + famille.members("aah", period)
        return famille("rsa", period) + famille.sum(individuels) > 0
