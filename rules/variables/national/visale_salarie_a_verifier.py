from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesActivite


class visale_salarie_a_verifier(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Actif après l'âge limite de Visale : le droit des salariés n'est pas calculé"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F33453"

    def formula_2018_06_19(individu, period, parameters):
        """Convention entre l'État et Action Logement : après 30 ans, salariés aux revenus modestes."""
        visale = parameters(period).prestations_sociales.aides_logement.action_logement.visale
        actif = individu("activite", period) == TypesActivite.actif
        return actif & (individu("age", period) > visale.eligibilite.age_max)
