from numpy import maximum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class asf_montant(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Montant de l'allocation de soutien familial, enfant par enfant, avant CRDS"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000037249831"
    unit = "currency"

    def formula_2018_04(famille, period, parameters):
        """CSS L523-1 et D523-3 : pour chaque enfant, l'allocation moins la pension payée pour lui.

        L'amont retire le total des pensions du total des allocations. Une pension reçue dont on ne sait
        pour quel enfant elle l'est se retire du total. Ne tient pas compte de l'orphelin de deux parents.
        """
        prestations = parameters(period).prestations_sociales.prestations_familiales
        asf = prestations.education_presence_parentale.asf.montant_asf
        taux_plein = prestations.bmaf.bmaf * asf.orphelin_assimile_seul_parent
        pension = famille.members("asf_pension_payee", period)
        par_enfant = famille.members("asf_elig_enfant", period) * maximum(taux_plein - pension, 0)
        montant = famille.sum(par_enfant, role=Famille.ENFANT)
        recues = famille.sum(famille.members("pensions_alimentaires_percues", period))
        non_attribuees = maximum(recues - famille.sum(pension, role=Famille.ENFANT), 0)
        return maximum(montant - non_attribuees, 0)
