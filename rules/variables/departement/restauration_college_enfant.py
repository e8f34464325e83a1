from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille
from openfisca_france.model.prestations.education import TypesScolarite


class restauration_college_enfant(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Enfant au collège"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006071191"

    def formula_2005(famille, period):
        """Code de l'éducation L213-2 et R531-52 : le Département fixe les tarifs des collèges."""
        college = famille.members("scolarite", period) == TypesScolarite.college
        return famille.any(college, role=Famille.ENFANT)
