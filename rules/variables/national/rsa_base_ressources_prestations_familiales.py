from numpy import minimum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

VERSEES = ("paje_base", "paje_clca", "paje_colca", "paje_prepare")


class rsa_base_ressources_prestations_familiales(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Prestations familiales déduites du RSA, après CRDS"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F19778"
    unit = "currency"

    def formula_2024_01(famille, period, parameters):
        """CASF R262-6 et R262-10-1, ordonnance 96-50 : montants perçus, la CRDS étant prélevée à la source.

        L'amont déduit les montants avant CRDS ; l'exemple de Service-Public déduit les allocations
        familiales versées. La part d'ASF comptée est un forfait, sans CRDS.
        """
        crds = parameters(period).prelevements_sociaux.contributions_sociales.crds
        versees = sum(famille(prestation, period) for prestation in VERSEES)
        non_majore = famille("cf_non_majore_avant_cumul", period)
        cf = (famille("cf", period) > 0) * non_majore
        af = minimum(famille("af_base", period), famille("af", period))
        return famille("rsa_forfait_asf", period) + (versees + cf + af) * (1 - crds)
