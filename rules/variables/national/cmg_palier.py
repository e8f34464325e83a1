from numpy import minimum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class cmg_palier(Variable):
    value_type = int
    entity = Famille
    definition_period = MONTH
    label = "Rang du taux d'effort du CMG, selon les enfants à charge et l'AEEH"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051721668"

    def formula_2025_09(famille, period, parameters):
        """CSS D531-18 : un taux par nombre d'enfants ; un enfant qui reçoit l'AEEH donne le taux suivant."""
        p = parameters(period).droits_nationaux.cmg
        enfants = famille("af_nbenf", period)
        palier = minimum(enfants, 3) + (enfants >= p.quatrieme_palier) + (enfants >= p.cinquieme_palier)
        return palier + famille.sum(famille.members("cmg_enfant_aeeh", period))
