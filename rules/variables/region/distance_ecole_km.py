from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class distance_ecole_km(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Distance entre le domicile et l'établissement scolaire, en kilomètres"
    reference = "https://www.colombies.fr/transport-scolaire-regional-les-inscriptions-sont-ouvertes-jusquau-31-juillet-2024/"
    documentation = """
    Entrée : règlement du transport scolaire régional liO. Zéro tant qu'elle n'est pas connue.
    """
