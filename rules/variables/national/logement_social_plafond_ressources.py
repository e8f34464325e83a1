from numpy import maximum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class logement_social_plafond_ressources(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Plafond annuel de ressources du logement social ordinaire (PLUS)"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F869"
    unit = "currency"

    def formula_2024(famille, period, parameters):
        """Arrêté du 29 juillet 1987, annexe I : plafonds PLUS, révisés au 1er janvier.

        openfisca-france lit ceux des logements les plus sociaux (PLAI), qu'il a gardés de 2022.
        """
        plus = parameters(period).prestations_sociales.aides_logement.logement_social.plu
        categorie = famille("logement_social_categorie_menage", period)
        zone = famille.demandeur.menage("zone_logement_social", period)
        dernier_rang = parameters(period).droits_nationaux.logement_social.pac_derniere_categorie
        en_plus = maximum(famille("al_nb_personnes_a_charge", period) - dernier_rang, 0)
        base = plus.par_categorie_de_menage[categorie][zone]
        return base + en_plus * plus.par_personne_supplementaire[zone]
