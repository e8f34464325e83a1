from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesActivite
from openfisca_france.model.prestations.education import TypesScolarite


class formations_sanitaires_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Élève, étudiant ou demandeur d'emploi, public des formations sanitaires gratuites"
    reference = "https://www.laregion.fr/bourses-etudes-sanitaires-sociales"

    def formula_2024(individu, period, parameters):
        """Règlement régional des formations sanitaires et sociales : études ou recherche d'emploi."""
        chomeur = individu("activite", period) == TypesActivite.chomeur
        lyceen = individu("scolarite", period) == TypesScolarite.lycee
        return chomeur | lyceen | individu("etudiant", period)
