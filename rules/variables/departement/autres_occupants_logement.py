from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class autres_occupants_logement(Variable):
    value_type = int
    entity = Menage
    definition_period = MONTH
    label = "Personnes qui vivent là et forment une autre famille"
    reference = "https://www.legifrance.gouv.fr/loda/id/LEGITEXT000006051380/"
    documentation = (
        "Décret 2005-212 : le FSL compte les ressources de toutes les personnes du foyer. Ici chaque famille "
        "a son ménage : celles des autres manquent au calcul, qui doit le savoir."
    )
