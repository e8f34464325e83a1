from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class sejour_sans_titre_connu(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Étranger hors de l'Union européenne dont aucun titre de séjour n'est connu"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070158"

    def formula_2009(individu, period, parameters):
        """CASF L251-1 et code de l'entrée et du séjour des étrangers D553-1 : sans titre de séjour."""
        sans_titre = individu("duree_possession_titre_sejour", period) <= 0
        return ~individu("ressortissant_eee", period) & sans_titre
