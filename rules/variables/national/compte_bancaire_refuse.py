from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class compte_bancaire_refuse(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Ouverture d'un compte refusée par une banque"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072026"
    documentation = "Fait que demande la loi (code monétaire et financier L312-1), dit par la personne."
