from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal


class rfr_dernier_avis(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = MONTH
    label = "Revenu fiscal de référence du dernier avis d'impôt : celui de l'année N-1 à partir de septembre"
    reference = "https://juriblio.fr/codes/code-de-l-education/partie-reglementaire/livre-v/titre-iii/chapitre-ier/section-1/sous-section-1/paragraphe-2/article-d531-5"
    unit = "currency"

    def formula_2016(foyer_fiscal, period, parameters):
        """Code de l'éducation D531-5, CASF R232-5 : revenus de l'année que porte le dernier avis reçu."""
        attente = parameters(period).droits_ouverts.fiscal.mois_avant_avis
        return foyer_fiscal("rfr", period.offset(-attente, "month").last_year)
