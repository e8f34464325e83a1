from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage
from openfisca_france.model.base import TypesStatutOccupationLogement


class logement_a_adapter(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Propriétaire occupant ou locataire du parc privé"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074096"

    def formula_2009(menage, period, parameters):
        """CCH R321-12 et règlement de l'Anah : propriétaire occupant, ou locataire d'un bailleur privé."""
        statut = menage("statut_occupation_logement", period)
        vide = statut == TypesStatutOccupationLogement.locataire_vide
        meuble = statut == TypesStatutOccupationLogement.locataire_meuble
        return menage("logement_proprietaire", period) | vide | meuble
