from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesActivite


class remuneration_stagiaires_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Demandeur d'emploi non indemnisé, public de la rémunération des stagiaires"
    reference = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000043459208"

    def formula_2021_05(individu, period, parameters):
        """Décret du 29 avril 2021 et règlement régional : dès 16 ans, inscrit et sans ARE."""
        p = parameters(period).region_occitanie.stagiaires
        chomeur = individu("activite", period) == TypesActivite.chomeur
        sans_are = individu("chomage_net", period) == 0
        return chomeur & sans_are & (individu("age", period) >= p.age_min)
