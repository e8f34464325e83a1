from numpy import datetime64
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class locapass_logement_a_verifier(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Emménagement à venir : le logement connu n'est pas celui que l'avance Loca-Pass aiderait à louer"
    reference = "https://www.actionlogement.fr/l-avance-loca-pass"

    def formula_2018(menage, period, parameters):
        """Convention entre l'État et Action Logement : c'est le futur logement qui doit être loué."""
        a_venir = menage("date_entree_logement", period) > datetime64(period.start)
        return a_venir & ~menage("locapass_eligibilite_logement", period)
