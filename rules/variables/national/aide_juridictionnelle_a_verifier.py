from openfisca_core.periods import YEAR
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal


class aide_juridictionnelle_a_verifier(Variable):
    value_type = bool
    entity = FoyerFiscal
    definition_period = YEAR
    label = "Revenu fiscal trop proche d'un plafond connu en retard pour conclure"
    reference = "https://www.legifrance.gouv.fr/loda/id/LEGITEXT000006077779"

    def formula_2025(foyer_fiscal, period, parameters):
        """Loi n° 91-647 du 10 juillet 1991, art. 4 : le plafond de l'année n'est pas toujours connu."""
        marge = parameters(period.offset(1, "year").last_month).droits_nationaux.aide_juridictionnelle.marge
        plafond, rfr = foyer_fiscal("aide_juridictionnelle_plafond", period), foyer_fiscal("rfr", period.n_2)
        return (rfr > plafond) & (rfr <= plafond * (1 + marge))
