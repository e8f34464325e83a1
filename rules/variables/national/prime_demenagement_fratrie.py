from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class prime_demenagement_fratrie(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Deux enfants déjà nés, pour la prime de déménagement"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074096"

    def formula_2020(famille, period, parameters):
        """CCH D823-20 : le troisième enfant est né, ou attendu."""
        p = parameters(period).droits_nationaux.prime_demenagement
        return famille("af_nbenf", period) + 1 >= p.nombre_enfants
