from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class prestations_familiales_enfant_a_charge(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant à charge au sens des prestations familiales"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006750602"

    def formula_2024_01(individu, period, parameters):
        """CSS L512-3, R512-2, R552-2 et R552-3 : du mois après la naissance à celui d'avant les 20 ans.

        L'amont paie encore le mois du vingtième anniversaire.
        """
        enfants = parameters(period).prestations_sociales.prestations_familiales.def_pac.enfants
        age, mois = individu("age", period), individu("mois_depuis_naissance", period)
        jeune = age >= enfants.age_intermediaire
        condition_enfant = ~jeune & individu("rempli_obligation_scolaire", period)
        condition_jeune = jeune & ~individu("autonomie_financiere", period)
        condition_age = (mois >= 1) & (mois < 12 * enfants.age_limite)
        en_famille = individu("est_enfant_dans_famille", period)
        return (condition_enfant | condition_jeune) & condition_age & en_famille
