from numpy import where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu


class cmg_enfant_eligible(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant dont l'âge ouvre droit au CMG"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000051716654"

    def formula_2025_09(individu, period, parameters):
        """CSS L531-5 et D531-18-1 : moins de 6 ans, moins de 12 ans pour un parent isolé."""
        paje = parameters(period).prestations_sociales.prestations_familiales.petite_enfance.paje
        isole = ~individu.famille("en_couple", period)
        limite_isole = parameters(period).droits_nationaux.cmg.age_limite_isole
        limite = where(isole, limite_isole, paje.paje_cmg.limite_age.reduite)
        return individu.has_role(Famille.ENFANT) & (individu("age", period) < limite)
