from openfisca_core.periods import MONTH
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

MINIMA = ("ass", "aah", "asi", "caah")


class rsa_base_ressources_minima_sociaux(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Minima sociaux retenus pour le RSA, sur les mois M-4 à M-2"
    reference = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000051256640"
    unit = "currency"

    def formula_2025_03(famille, period):
        """CASF R262-7, décret 2025-185 : moyenne des mois M-4, M-3 et M-2 ; ASPA du mois."""
        trimestre = period.last_month.last_3_months
        percus = sum(famille.members(minimum, trimestre, options=[ADD]) for minimum in MINIMA)
        return famille("aspa", period) + famille.sum(percus) / 3
