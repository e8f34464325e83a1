from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class garde_domicile(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant gardé à domicile par une personne employée par ses parents"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000053284067"
    documentation = "Mode de garde au sens de CSS L531-5 et L531-6, donné par la situation."
