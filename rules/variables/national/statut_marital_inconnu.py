from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class statut_marital_inconnu(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Adulte dont la situation de couple n'est pas demandée"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    documentation = "La situation ne donne le couple que du demandeur ; CSS L353-1 le demande de chacun."
