from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class transport_scolaire_lio(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Élève qui peut avoir le transport scolaire liO gratuit"
    reference = "https://www.colombies.fr/transport-scolaire-regional-les-inscriptions-sont-ouvertes-jusquau-31-juillet-2024/"

    def formula_2023_09(individu, period, parameters):
        """Règlement du transport scolaire liO : de la maternelle au lycée, à plus de trois kilomètres.

        Le secteur scolaire et l'usage régulier ne sont pas demandés.
        """
        p = parameters(period).region_occitanie.transport_scolaire
        loin = individu("distance_ecole_km", period) > p.distance_min
        return loin & individu("transport_scolaire_lio_scolarite", period)
