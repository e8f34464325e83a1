from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesActivite


class revenu_ecologique_jeunes_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Jeune sans emploi ni études, public du Revenu Écologique Jeunes"
    reference = "https://www.laregion.fr/Revenu-Ecologique-Jeunes"

    def formula_2024(individu, period, parameters):
        """Règlement du Revenu Écologique Jeunes : les jeunes les plus éloignés de l'emploi."""
        activite = individu("activite", period)
        sans_emploi = (activite == TypesActivite.chomeur) | (activite == TypesActivite.inactif)
        return sans_emploi & ~individu("etudiant", period)
