from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class cf_enfant_a_charge(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant à charge pour le complément familial"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2024_01(individu, period, parameters):
        """CSS L522-1, R552-2 et R552-3 : du mois qui suit la naissance à celui qui précède les 21 ans.

        L'amont paie encore le mois du vingt et unième anniversaire.
        """
        cf = parameters(period).prestations_sociales.prestations_familiales.prestations_generales.cf
        mois = individu("mois_depuis_naissance", period)
        condition_age = (mois >= 1) & (mois < 12 * cf.cf_cm.age_max)
        a_charge = ~individu("autonomie_financiere", period)
        return condition_age & a_charge & individu("est_enfant_dans_famille", period)
