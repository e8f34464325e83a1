from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class aide_sociale_age(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Âge de l'aide sociale aux personnes âgées"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"

    def formula_2000_12_23(individu, period, parameters):
        """CASF L113-1 : 65 ans, ou 60 ans si la personne est reconnue inapte au travail."""
        ages = parameters(period).droits_ouverts.aide_sociale
        age = individu("age", period)
        return (age >= ages.age) | (individu("inapte_travail", period) & (age >= ages.age_inaptitude))
