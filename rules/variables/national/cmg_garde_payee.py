from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class cmg_garde_payee(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant gardé par un mode de garde qui ouvre droit au CMG"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000053284067"

    def formula_2025_09(individu, period, parameters):
        """CSS L531-5 et L531-6 : assistant maternel, garde à domicile ou micro-crèche, avant l'âge limite."""
        payee = individu("garde_assistant_maternel", period) | individu("garde_domicile", period)
        payee = payee | individu("garde_micro_creche", period)
        return payee & individu("cmg_enfant_eligible", period)
