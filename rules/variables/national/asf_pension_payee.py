from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class asf_pension_payee(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Pension alimentaire fixée pour l'enfant et payée en entier par l'autre parent"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000044629511"
    unit = "currency"
    documentation = """
    Entrée : CSS L523-1, 4°, et D523-3. Zéro quand la pension n'est pas payée, ou que son montant est inconnu.
    """
