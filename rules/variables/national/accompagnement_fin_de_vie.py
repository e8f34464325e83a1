from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class accompagnement_fin_de_vie(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Travail arrêté pour accompagner à domicile une personne en fin de vie"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    documentation = "Accompagnement au sens de CSS L168-1, donné par la situation."
