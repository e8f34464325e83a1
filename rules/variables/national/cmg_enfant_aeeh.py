from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu


class cmg_enfant_aeeh(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant qui ouvre droit à l'AEEH, pour le CMG"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051721668"

    def formula_2025_09(individu, period, parameters):
        """CSS D531-18 et L541-1 : enfant handicapé à charge, de moins de 20 ans."""
        p = parameters(period).prestations_sociales.prestations_familiales.education_presence_parentale.aeeh
        handicap = individu("handicap", period) & (individu("age", period) < p.age_maximum_enfant)
        return handicap & individu.has_role(Famille.ENFANT)
