from numpy import maximum, where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class rsa_selon_composition(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "RSA d'un foyer sans ressources de cette composition, sans forfait logement ni majoration"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"
    unit = "currency"

    def formula_2009_06(famille, period, parameters):
        """CASF L262-2 et R262-1 : montant de base, majoré pour chaque personne du foyer.

        Le droit au RSA lui-même n'est pas demandé : âge, séjour et ressources ne comptent pas ici. Tous les
        enfants de la famille comptent, même ceux que leurs revenus écarteraient du RSA.
        """
        rsa = parameters(period).prestations_sociales.solidarite_insertion.minima_sociaux.rsa
        part = rsa.rsa_maj.maj_montant_max
        parents = famille.nb_persons(Famille.PARENT)
        personnes = parents + famille.nb_persons(Famille.ENFANT)
        enfant_de_plus, jusqu_a_quatre = part.par_enfant_supplementaire, part.couple_1_enfant_ou_2e_enfant
        quatrieme = where(parents > 1, jusqu_a_quatre, enfant_de_plus)
        parts = (
            1
            + (personnes > 1) * part.couples_celibataire_avec_enfant
            + (personnes > 2) * jusqu_a_quatre
            + maximum(personnes - 3, 0) * enfant_de_plus
            + (personnes > 3) * (quatrieme - enfant_de_plus)
        )
        return rsa.rsa_m.montant_de_base_du_rsa * parts
