from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.prestations import autonomie as amont


class apa_domicile_participation(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Participation mensuelle à l'APA à domicile, au barème du 1er janvier"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"
    unit = "currency"

    def formula_2024(individu, period, parameters):
        """CASF L232-4 : le barème de l'APA suit la majoration pour tierce personne du 1er janvier.

        Calcul d'openfisca-france (R232-11), avec les valeurs de janvier : il lit celles du mois.
        """
        janvier = period.this_year.first_month
        return amont.apa_domicile_participation.formula_2016_03_01(
            individu, period, lambda _: parameters(janvier)
        )
