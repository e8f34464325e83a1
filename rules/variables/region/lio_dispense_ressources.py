from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu


class lio_dispense_ressources(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Bénéficiaire de l'AAH ou de l'ASPA, sans condition de ressources pour les tarifs solidaires liO"
    reference = "https://lio-occitanie.fr/tarif-solidarite"

    def formula_2024(individu, period, parameters):
        """Règlement des tarifs solidarité liO : bénéficiaires de l'AAH et de l'ASPA.

        Reçue le mois d'avant ou due ce mois-ci ; le droit à l'ASPA d'un couple est celui de qui en a l'âge.
        """
        dernier = period.last_month
        aah = (individu("aah", period) > 0) | (individu("aah", dernier) > 0)
        aspa = (individu.famille("aspa", period) > 0) | (individu.famille("aspa", dernier) > 0)
        parent = individu.has_role(Famille.DEMANDEUR) | individu.has_role(Famille.CONJOINT)
        return aah | (aspa & parent & individu("aspa_eligibilite", period))
