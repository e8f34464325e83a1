from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage
from openfisca_france.model.base import TypesStatutOccupationLogement


class logement_proprietaire(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Propriétaire du logement occupé"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006069577"

    def formula_2009(menage, period, parameters):
        """CGI 1390 : propriétaire, avec ou sans prêt en cours."""
        statut = menage("statut_occupation_logement", period)
        proprietaire = TypesStatutOccupationLogement.proprietaire
        return (statut == proprietaire) | (statut == TypesStatutOccupationLogement.primo_accedant)
