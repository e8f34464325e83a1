from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu


class ajpp_a_verifier(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Parent d'un enfant handicapé dont on ne sait pas s'il arrête de travailler"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2020_10(individu, period, parameters):
        """CSS L544-1 : présence auprès d'un enfant gravement malade ou handicapé, à demander."""
        enfants = individu.famille.members("handicap", period)
        enfant_handicape = individu.famille.any(enfants, role=Famille.ENFANT)
        inconnu = individu("aide_a_un_proche_inconnue", period)
        return individu.has_role(Famille.PARENT) & enfant_handicape & inconnu
