from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class prime_noel_a_verifier(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Prime de Noël dont le décret de l'année n'est pas connu, ou dont le mois n'est pas venu"
    reference = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342"

    def formula_2024_01(famille, period, parameters):
        """Décret annuel, publié mi-décembre : avant lui, le RSA ou l'ASS ne fait qu'annoncer la prime.

        Avant novembre, ce droit est celui du mois de la simulation.
        """
        annee_connue = parameters(period).droits_ouverts.prime_noel.annee_du_decret
        rsa = famille("rsa", period) > 0
        ass = famille.sum(famille.members("ass", period)) > 0
        return (rsa | ass) & (annee_connue < period.start.year)
