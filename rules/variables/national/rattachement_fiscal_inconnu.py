from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import YEAR
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class rattachement_fiscal_inconnu(Variable):
    value_type = bool
    entity = Individu
    definition_period = YEAR
    label = "Jeune majeur à la charge de ses parents, dont on ignore s'il déclare ses revenus avec eux"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000042910672"
    documentation = "CGI art. 6, 3 : un majeur de moins de 21 ans, ou 25 s'il étudie, peut se rattacher."
    set_input = set_input_dispatch_by_period
