from numpy import minimum
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class prime_noel_montant(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Prime de Noël due au titre du mois (novembre ou décembre)"
    reference = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342"
    unit = "currency"

    def formula_2009(famille, period, parameters):
        """Droit au RSA ou à l'ASS en novembre, à défaut en décembre ; versée une fois, mi-décembre.

        Contrairement à l'amont, aucun mois à venir n'est lu. Le décret de l'année n'étant publié qu'en
        décembre, le montant est celui du dernier décret connu.
        """
        p = parameters(period).prestations_sociales.solidarite_insertion.autre_solidarite.aefa
        rsa = famille("rsa", period) > 0
        ass = famille.sum(famille.members("ass", period)) > 0
        enfants = famille("rsa_nb_enfants", period)
        couple = famille("en_couple", period)
        taux = p.taux_majoration
        majoration = rsa * (
            (couple | (enfants >= 1)) * taux.tx_2p
            + couple * minimum(enfants, 2) * taux.tx_supp
            + ~couple * (enfants >= 2) * taux.tx_supp
            + (enfants > 2) * (enfants - 2) * taux.tx_3pac
        )
        mois_ouvrant = period.start.month >= parameters(period).droits_ouverts.prime_noel.premier_mois
        return (rsa | ass) * mois_ouvrant * p.montant_prime * (1 + majoration)
