from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class ase_public(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Enfant mineur, grossesse ou jeune de moins de 21 ans, public de l'aide sociale à l'enfance"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006796794"

    def formula_2000_12_23(famille, period, parameters):
        """CASF L222-2 : qui a la charge d'un enfant, la femme enceinte, le jeune de moins de 21 ans."""
        ages = parameters(period).droits_ouverts.ase
        age = famille.members("age", period)
        mineur = famille.any(age < ages.age_majorite, role=Famille.ENFANT)
        jeune = famille.any(age < ages.age_jeune_majeur, role=Famille.PARENT)
        enceinte = famille.any(famille.members("enceinte", period), role=Famille.PARENT)
        return mineur | jeune | enceinte
