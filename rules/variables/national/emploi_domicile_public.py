from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class emploi_domicile_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Garde d'enfant à domicile, âge, handicap ou perte d'autonomie"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006069577"

    def formula_2020(individu, period, parameters):
        """CGI 199 sexdecies : situations où un emploi à domicile est fréquent."""
        p = parameters(period).droits_nationaux.travail_reduit
        besoin = individu("handicap", period) | (individu("age", period) >= p.age_emploi_domicile)
        return individu("garde_domicile", period) | besoin
