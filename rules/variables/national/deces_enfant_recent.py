from numpy import datetime64
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class deces_enfant_recent(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Décès d'un enfant dans le délai où l'allocation se paie"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2022_06(famille, period, parameters):
        """CSS L545-1 et L553-1 : deux ans après le décès."""
        p = parameters(period).droits_nationaux.deces_enfant
        limite = datetime64(period.offset(-p.delai, "month").start)
        deces = famille("date_deces_enfant", period)
        return (deces >= limite) & (deces < datetime64(period.offset(1, "month").start))
