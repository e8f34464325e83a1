from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.prestations.autonomie import TypesGir


class cmi_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Handicap, invalidité ou perte d'autonomie, pour la carte mobilité inclusion"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"

    def formula_2017(individu, period, parameters):
        """CASF L241-3 : taux d'incapacité, pension d'invalidité ou GIR."""
        gir = individu("gir", period) != TypesGir.non_defini
        return individu("handicap", period) | (individu("pensions_invalidite", period) > 0) | gir
