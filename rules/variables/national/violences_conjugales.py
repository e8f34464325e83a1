from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class violences_conjugales(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Violences dans le couple"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"
    documentation = "Fait que CASF L214-9 demande, dit par la personne."
