from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class lio_asile_a_verifier(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Étranger hors Europe : l'asile ou la protection internationale n'est pas demandé"
    reference = "https://lio-occitanie.fr/tarif-solidarite"

    def formula_2024(individu, period, parameters):
        """Règlement des tarifs solidarité liO : demandeurs d'asile et protection internationale."""
        autre = individu("lio_solidarite_public", period)
        return ~individu("ressortissant_eee", period) & ~autre
