from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class regime_agricole(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Relève du régime agricole de protection sociale"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006071367"
    documentation = """
    Affiliation selon la loi : code rural et de la pêche maritime, art. L722-1 (exploitants)
    et L722-20 (salariés agricoles). Donnée d'entrée.
    """
