from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class bafa_caf_age_propose(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Âge auquel l'aide au Bafa de la Caf de l'Aveyron est proposée"
    reference = "https://www.caf.fr/allocataires/caf-de-l-aveyron/offre-de-service/vie-personnelle/le-bafa"

    def formula_2024_01(individu, period, parameters):
        """Convention du projet : aucun âge maximum n'est connu, l'aide n'est pas proposée au-delà."""
        return individu("age", period) <= parameters(period).caisses.caf_aveyron.bafa.age_propose
