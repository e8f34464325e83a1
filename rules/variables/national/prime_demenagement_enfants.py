from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class prime_demenagement_enfants(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Trois enfants dont un très jeune, pour la prime de déménagement"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074096"

    def formula_2020(famille, period, parameters):
        """CCH D823-20 : trois enfants à charge, nés ou à naître, dont un de moins de deux ans."""
        p = parameters(period).droits_nationaux.prime_demenagement
        ages = famille.members("age", period)
        bebe = famille.any((ages < p.age_limite) & (ages >= 0), role=Famille.ENFANT)
        attendu = famille.any(famille.members("enceinte", period))
        return (famille("af_nbenf", period) + attendu >= p.nombre_enfants) & (bebe | attendu)
