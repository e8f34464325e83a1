from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage
from openfisca_france.model.base import TypesStatutOccupationLogement as Statuts


class habitat_proprietaire_occupant(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Propriétaire occupant, public des aides à l'amélioration de l'habitat"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074096"

    def formula_2009_06(menage, period):
        """CCH R321-12 : le propriétaire qui occupe son logement ; le bailleur a une autre aide."""
        statut = menage("statut_occupation_logement", period)
        return (statut == Statuts.proprietaire) | (statut == Statuts.primo_accedant)
