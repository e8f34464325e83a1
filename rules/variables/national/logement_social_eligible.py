from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class logement_social_eligible(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Ressources et majorité permettant de demander un logement social"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F869"

    def formula_2024(famille, period, parameters):
        """CCH R441-1 et arrêté du 29 juillet 1987 : un parent majeur, des ressources sous le plafond PLUS."""
        majeur = famille.any(famille.members("majeur", period), role=Famille.PARENT)
        plafond = famille("logement_social_plafond_ressources", period)
        return majeur & (famille("logement_social_ressources", period) <= plafond)
