from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class enfant_eligible_paje(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant ouvrant droit à l'allocation de base de la PAJE"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2024_01(individu, period, parameters):
        """CSS L531-3, R552-2 et R552-3 : du mois qui suit la naissance à celui qui précède les trois ans.

        L'amont compte un enfant à naître, et le mois des trois ans.
        """
        paje = parameters(period).prestations_sociales.prestations_familiales.petite_enfance.paje
        mois = individu("mois_depuis_naissance", period)
        condition_age = (mois >= 1) & (mois < 12 * paje.paje_cm.age_limite_enfant_adopte_non)
        return condition_age & ~individu("autonomie_financiere", period)
