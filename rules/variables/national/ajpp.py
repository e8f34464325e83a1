from numpy import minimum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu


class ajpp(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Allocation journalière de présence parentale, nette"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2025(individu, period, parameters):
        """CSS L544-1, D544-1 et D544-6 : jours d'absence, 22 par mois au plus, pour un enfant à charge."""
        p = parameters(period).droits_nationaux.aide_a_un_proche
        enfants = individu.famille("af_nbenf", period) > 0
        jours = minimum(individu("ajpp_jours", period), p.jours_par_mois)
        return enfants * individu.has_role(Famille.PARENT) * jours * p.montant_journalier
