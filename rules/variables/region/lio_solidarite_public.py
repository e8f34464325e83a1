from numpy import datetime64
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu
from openfisca_france.model.base import TypesActivite


class lio_solidarite_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Demandeur d'emploi ou bénéficiaire d'un minimum social visé par les tarifs solidaires liO"
    reference = "https://lio-occitanie.fr/tarif-solidarite"

    def formula_2024(individu, period, parameters):
        """Règlement des tarifs solidarité liO : demandeurs d'emploi, RSA, AAH et ASPA.

        Le RSA compte quand il est reçu le mois d'avant ou dû ce mois-ci. Asile : `lio_asile_a_verifier`.
        """
        chomeur = individu("activite", period) == TypesActivite.chomeur
        inscrit = individu("date_debut_chomage", period) <= datetime64(period.start)
        rsa = (individu.famille("rsa", period) > 0) | (individu.famille("rsa", period.last_month) > 0)
        parent = individu.has_role(Famille.DEMANDEUR) | individu.has_role(Famille.CONJOINT)
        return chomeur | inscrit | (rsa & parent) | individu("lio_dispense_ressources", period)
