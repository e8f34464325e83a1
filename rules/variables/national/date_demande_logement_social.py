from datetime import date

from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class date_demande_logement_social(Variable):
    value_type = date
    default_value = date(1900, 1, 1)
    entity = Famille
    definition_period = MONTH
    label = "Demande de logement social encore sans réponse"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074096"
    documentation = "Fait que CCH L441-2-3 demande, dit par la personne."
