from numpy import datetime64
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class locapass_delai_respecte(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Entrée dans le logement à venir ou récente, condition de l'avance Loca-Pass"
    reference = "https://www.actionlogement.fr/l-avance-loca-pass"

    def formula_2018(menage, period, parameters):
        """Convention entre l'État et Action Logement : au plus tard deux mois après l'entrée."""
        p = parameters(period).prestations_sociales.aides_logement.action_logement.locapass
        limite = datetime64(period.offset(-p.delai_max, "month").start)
        return menage("date_entree_logement", period) >= limite
