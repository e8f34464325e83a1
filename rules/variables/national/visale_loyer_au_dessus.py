from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class visale_loyer_au_dessus(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Loyer, charges comprises, au-dessus de ce que couvre la garantie Visale"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F33453"

    def formula_2018_06_19(menage, period, parameters):
        """Convention entre l'État et Action Logement : plafond de la zone et moitié des ressources."""
        loyer = menage("loyer", period) + menage("charges_locatives", period)
        return loyer > menage("visale_montant_max", period)
