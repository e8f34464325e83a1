from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class asf_pension_non_fixee(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant dont l'autre parent ne paie rien, sans pension fixée : quatre mensualités au plus"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    documentation = """
    Entrée : CSS R523-3. Au-delà de quatre mensualités, le juge doit avoir été saisi, ou l'autre parent être
    hors d'état de payer (CSS D523-2) : ces faits ne sont pas demandés.
    """
