from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesActivite


class ati_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Travaille à son compte, ou est au chômage sans indemnité"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072050"

    def formula_2019_11(individu, period, parameters):
        """Code du travail L5424-24 et L5424-25 : fin d'une activité indépendante, sans allocation chômage."""
        chomeur = individu("activite", period) == TypesActivite.chomeur
        sans_indemnite = individu("chomage_net", period) <= 0
        return individu("travailleur_independant", period) | (chomeur & sans_indemnite)
