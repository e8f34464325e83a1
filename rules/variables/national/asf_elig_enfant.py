from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class asf_elig_enfant(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant pouvant ouvrir droit à l'ASF, selon la situation de l'autre parent"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000044629511"

    def formula_2014_04(individu, period, parameters):
        """CSS L523-1 : enfant à charge que l'autre parent n'entretient pas.

        openfisca-france accorde l'allocation à tout parent isolé ; la condition propre à l'enfant est
        ici celle du texte. Ne tient pas compte de la garde alternée.
        """
        p = parameters(period).prestations_sociales.prestations_familiales
        age = individu("age", period)
        condition_age = (age >= p.prestations_generales.af.af_cm.age1) & (
            age < p.prestations_generales.af.af_cm.age3
        )
        a_charge = ~individu("autonomie_financiere", period)
        return condition_age & a_charge & individu("asf_autre_parent_defaillant", period)

    def formula_2024_01(individu, period, parameters):
        """CSS L523-1, R552-2 et R552-3 : les mêmes conditions, jusqu'au mois qui précède les vingt ans."""
        af = parameters(period).prestations_sociales.prestations_familiales.prestations_generales.af
        mois = individu("mois_depuis_naissance", period)
        condition_age = (mois >= 1) & (mois < 12 * af.af_cm.age3)
        a_charge = ~individu("autonomie_financiere", period)
        return condition_age & a_charge & individu("asf_autre_parent_defaillant", period)
