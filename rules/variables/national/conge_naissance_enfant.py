from numpy import datetime64
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class conge_naissance_enfant(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Enfant né depuis janvier 2026, de moins d'un an"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2026_07(famille, period, parameters):
        """CSS L331-8-1, loi n° 2025-1403 du 30 décembre 2025 : enfants nés depuis janvier 2026."""
        naissances = famille.members("date_naissance", period)
        recents = (naissances >= datetime64("2026-01-01")) & (famille.members("age", period) < 1)
        return famille.any(recents, role=Famille.ENFANT) | famille.any(famille.members("enceinte", period))
