from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class travailleur_independant(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Travaille à son compte"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072050"
    documentation = "Activité au sens du code du travail (L5424-24), donnée par la situation."
