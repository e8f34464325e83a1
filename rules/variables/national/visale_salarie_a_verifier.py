from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesActivite


class visale_salarie_a_verifier(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Actif après l'âge limite de Visale : mutation, prise de poste ou bail mobilité à vérifier"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F33453"

    def formula_2018_06_19(individu, period, parameters):
        """Convention entre l'État et Action Logement : après 30 ans, salariés modestes ou en mobilité."""
        visale = parameters(period).prestations_sociales.aides_logement.action_logement.visale
        actif = individu("activite", period) == TypesActivite.actif
        plus_age = individu("age", period) > visale.eligibilite.age_max
        return actif & plus_age & ~individu("visale_personne_eligible", period)
