from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class tierce_personne_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Pension d'invalidité, ou retraite avec une perte d'autonomie ou une inaptitude"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2009(individu, period, parameters):
        """CSS L355-1 : invalidité de troisième catégorie, ou retraite pour inaptitude avec le même besoin."""
        retraite = individu("retraite_nette", period) > 0
        aide = individu("inapte_travail", period) | individu("handicap", period)
        return (individu("pensions_invalidite", period) > 0) | (retraite & aide)
