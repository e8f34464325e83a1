from numpy import maximum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu


class aah_base_non_cumulable(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Avantages de vieillesse, d'invalidité ou d'accident du travail que l'AAH complète"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    unit = "currency"

    def formula_2023_10(individu, period):
        """CSS L821-1 : l'AAH s'ajoute à ces avantages sans que le total dépasse son montant.

        L'amont n'en retire ni la retraite, ni la rente, ni l'ASPA reçue. Celle-ci est comptée à chacun des
        parents qui en remplissent les conditions, à parts égales.
        """
        mois_dernier = period.last_month
        famille = individu.famille
        ages = individu("aspa_eligibilite", period)
        nombre = famille.sum(famille.members("aspa_eligibilite", period), role=Famille.PARENT)
        aspa = ages * famille("aspa", mois_dernier) / maximum(nombre, 1)
        return (
            individu("pensions_invalidite", period)
            + individu("retraite_nette", period)
            + individu("rente_accident_travail", period)
            + individu("asi", mois_dernier)
            + aspa
        )
