from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class asf_autre_parent_defaillant(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant dont l'autre parent est décédé, sans filiation, ne paie pas, ou doit une pension fixée"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000044629511"
    documentation = """
    Entrée : CSS L523-1, 1° à 4°. Faux tant que la situation de l'autre parent n'est pas connue, et quand il
    paie une pension que ni un juge ni un accord n'a fixée. La pension payée se déduit de l'allocation de
    l'enfant (`asf_pension_payee`).
    """
