from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class pass_sport(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Montant du pass Sport, nul quand aucun texte n'est connu"
    reference = "https://pass.sports.gouv.fr"
    unit = "currency"

    def formula_2025_09(individu, period, parameters):
        """Décret 2025-630 : 70 € pour une inscription du 1er septembre au 31 décembre 2025."""
        montant = parameters(period).prestations_sociales.education.pass_sport.montant
        return individu("pass_sport_public", period) * montant

    def formula_2026(individu, period, parameters):
        """Décret 2025-630 : plus d'effet après le 31 décembre 2025, et pas d'autre texte connu."""
        return individu("pass_sport_public", period) * 0
