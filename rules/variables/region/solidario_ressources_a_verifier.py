from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class solidario_ressources_a_verifier(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Personne dont les ressources sont à comparer au plafond du SolidariO', attendu de la Région"
    reference = "https://lio-occitanie.fr/tarif-solidarite"

    def formula_2024(individu, period, parameters):
        """Règlement du SolidariO' : plafond de ressources pour les demandeurs d'emploi et le RSA."""
        vise = individu("lio_solidarite_public", period)
        return vise & ~individu("lio_dispense_ressources", period)
