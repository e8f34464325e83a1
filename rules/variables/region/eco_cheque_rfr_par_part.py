from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal


class eco_cheque_rfr_par_part(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = MONTH
    label = "Revenu fiscal de référence de l'avant-dernière année, par part"
    reference = "https://github.com/betagouv/aides-jeunes"
    unit = "currency"

    def formula_2023(foyer_fiscal, period, parameters):
        """Règlement de l'éco-chèque mobilité : avis d'impôt reçu l'année d'avant, divisé par ses parts."""
        avis = period.n_2
        return foyer_fiscal("rfr", avis) / foyer_fiscal("nbptr", avis)
