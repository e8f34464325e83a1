from openfisca_core.periods import MONTH
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class ppa(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Prime d'activité, sur les mois M-4 à M-2"
    reference = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000051256640"
    unit = "currency"

    def formula_2025_03(famille, period, parameters):
        """CSS L842-3 et R843-1, décret 2025-185 : moyenne des primes des mois M-4, M-3 et M-2.

        Les conditions d'âge et de séjour sont celles du mois du droit (CSS R842-2). Avant CRDS. Nulle sous
        le seuil de versement (CSS D843-5).
        """
        p = parameters(period).prestations_sociales.solidarite_insertion.minima_sociaux.ppa
        moyenne = famille("ppa_fictive", period.last_month.last_3_months, options=[ADD]) / 3
        eligible = famille("ppa_eligibilite", period) & famille("ppa_eligibilite_apprenants", period)
        return moyenne * (eligible & (moyenne >= p.pa_m.montant_minimum_verse))
