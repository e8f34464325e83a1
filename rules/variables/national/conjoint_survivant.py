from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesStatutMarital


class conjoint_survivant(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Conjoint survivant"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2009(individu, period, parameters):
        """CSS L356-1 et L361-1 : conjoint survivant."""
        statut = individu("statut_marital", period)
        return (statut == TypesStatutMarital.veuf) | (statut == TypesStatutMarital.jeune_veuf)
