from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class asf_autre_parent_defaillant(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant dont l'autre parent est décédé, sans filiation établie, ou tenu à une pension alimentaire"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000042684014"
    documentation = """
    Entrée : CSS L523-1. Faux tant que la situation de l'autre parent n'est pas connue. Une pension
    payée en partie se déduit ensuite de l'allocation (ASF différentielle).
    """
