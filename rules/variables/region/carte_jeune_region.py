from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.prestations.education import TypesScolarite


class carte_jeune_region(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Lycéen à qui la Carte Jeune Région est ouverte"
    reference = "https://www.laregion.fr/Preparez-votre-rentree-avec-la-Carte-Jeune"

    def formula_2024(individu, period, parameters):
        """Règlement de la Carte Jeune Région : lycéens (E2C non connue)."""
        return individu("scolarite", period) == TypesScolarite.lycee
