from openfisca_core.periods import YEAR
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal


class aide_juridictionnelle_ressources(Variable):
    value_type = bool
    entity = FoyerFiscal
    definition_period = YEAR
    label = "Revenu fiscal sous le plafond de l'aide juridictionnelle"
    reference = "https://www.legifrance.gouv.fr/loda/id/LEGITEXT000006077779"

    def formula_2025(foyer_fiscal, period, parameters):
        """Loi n° 91-647 du 10 juillet 1991, art. 4 : dernier revenu fiscal de référence connu."""
        plafond = foyer_fiscal("aide_juridictionnelle_plafond", period)
        return foyer_fiscal("rfr", period.n_2) <= plafond
