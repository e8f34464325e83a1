from numpy import datetime64
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class visale_entree_a_venir(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Emménagement à venir, condition de la garantie Visale"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F33453"

    def formula_2018_06_19(menage, period, parameters):
        """Convention entre l'État et Action Logement : la garantie se demande avant de signer le bail."""
        return menage("date_entree_logement", period) > datetime64(period.start)
