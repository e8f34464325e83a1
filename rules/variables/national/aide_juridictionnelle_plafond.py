from numpy import maximum, minimum
from openfisca_core.periods import YEAR
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal


class aide_juridictionnelle_plafond(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = YEAR
    label = "Revenu fiscal le plus haut pour l'aide juridictionnelle partielle"
    reference = "https://www.legifrance.gouv.fr/loda/id/LEGITEXT000006077779"

    def formula_2025(foyer_fiscal, period, parameters):
        """Loi n° 91-647 du 10 juillet 1991, art. 4 : plafond selon le nombre de personnes du foyer fiscal."""
        p = parameters(period.offset(1, "year").last_month).droits_nationaux.aide_juridictionnelle
        autres = foyer_fiscal.nb_persons() - 1
        premieres = minimum(autres, 2) * p.majoration_deux_premieres
        return p.plafond_25 + premieres + maximum(autres - 2, 0) * p.majoration_suivantes
