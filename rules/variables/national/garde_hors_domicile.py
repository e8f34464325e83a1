from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class garde_hors_domicile(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant de moins de six ans gardé hors de chez lui contre paiement"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006069577"

    def formula_2009(individu, period, parameters):
        """CGI 200 quater B : crèche, micro-crèche ou assistant maternel, avant six ans."""
        paje = parameters(period).prestations_sociales.prestations_familiales.petite_enfance.paje
        creche = individu("garde_creche", period) | individu("garde_micro_creche", period)
        payee = creche | individu("garde_assistant_maternel", period)
        return payee & (individu("age", period) < paje.paje_cmg.limite_age.reduite)
