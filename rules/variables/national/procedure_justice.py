from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class procedure_justice(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Procédure en justice en cours ou à engager"
    reference = "https://www.legifrance.gouv.fr/loda/id/LEGITEXT000006077779"
    documentation = "Fait que la loi n° 91-647 demande, dit par la personne."
