from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class dettes_impayables(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Dettes que le foyer ne peut plus payer"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006069565"
    documentation = "Fait que le code de la consommation demande (L711-1), dit par la personne."
