from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class taxe_fonciere_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Âge ou minimum social ouvrant un allègement de taxe foncière"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006069577"

    def formula_2014(individu, period, parameters):
        """CGI 1390 et 1391 : ASPA, ASI, AAH, ou plus de 75 ans."""
        p = parameters(period).droits_nationaux.taxe_fonciere
        minima = (individu("asi", period) > 0) | (individu("aah", period) > 0)
        aspa = individu.famille("aspa", period) > 0
        return minima | aspa | (individu("age", period) >= p.age_exoneration)
