from numpy import select
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class cmg_taux_effort_domicile(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Taux d'effort horaire du CMG, garde à domicile"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051721668"

    def formula_2025_09(famille, period, parameters):
        """CSS D531-18 : taux décroissant avec le nombre d'enfants."""
        cmg = parameters(period).droits_nationaux.cmg
        p, palier = cmg.domicile.taux_effort, famille("cmg_palier", period)
        return select(
            [palier <= 1, palier == 2, palier == 3, palier == cmg.quatrieme_palier],
            [p.un_enfant, p.deux_enfants, p.trois_enfants, p.quatre_enfants],
            p.huit_enfants,
        )
