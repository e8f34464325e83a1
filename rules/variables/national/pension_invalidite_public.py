from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class pension_invalidite_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Arrêt de travail, handicap ou invalidité avant l'âge de la retraite"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2023_09(individu, period, parameters):
        """CSS L341-1 : capacité de travail réduite des deux tiers, avant l'âge de la retraite."""
        p = parameters(period).droits_nationaux.travail_reduit
        arret = individu("indemnites_journalieres_maladie", period) > 0
        reduit = arret | individu("handicap", period) | individu("inapte_travail", period)
        reduit = reduit | (individu("pensions_invalidite", period) > 0)
        return reduit & (individu("age", period) < p.age_pension_invalidite)
