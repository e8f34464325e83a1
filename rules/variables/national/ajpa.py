from numpy import minimum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class ajpa(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Allocation journalière du proche aidant, nette"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2025(individu, period, parameters):
        """CSS L168-8, D168-11 et D168-12 : jours d'absence, 22 par mois au plus."""
        p = parameters(period).droits_nationaux.aide_a_un_proche
        return minimum(individu("ajpa_jours", period), p.jours_par_mois) * p.montant_journalier
