from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class rsa_revenus_remplacement_interrompus(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Revenus de remplacement du mois, interrompus depuis de façon certaine et non remplacés"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000033979093"
    unit = "currency"
    documentation = """
    Entrée : CASF R262-13, premier alinéa. Euros par mois. La part du revenu de ce mois dont la perte est
    certaine et qu'aucun revenu de substitution ne remplace ; le RSA ne la compte pas.
    """
