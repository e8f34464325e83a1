from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesStatutMarital


class reversion_conjoint(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Veuf ou divorcé, pour la pension de réversion"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2009(individu, period, parameters):
        """CSS L353-1 et L353-3 : conjoint survivant, ou divorcé dont l'ancien conjoint est décédé."""
        statut = individu("statut_marital", period)
        veuf = (statut == TypesStatutMarital.veuf) | (statut == TypesStatutMarital.jeune_veuf)
        return veuf | (statut == TypesStatutMarital.divorce)
