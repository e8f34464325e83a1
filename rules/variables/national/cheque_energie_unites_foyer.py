from numpy import clip, maximum
from openfisca_core.periods import YEAR
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal


class cheque_energie_unites_foyer(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = YEAR
    label = "Unités de consommation du foyer fiscal pour le chèque énergie"
    reference = "https://www.chequeenergie.gouv.fr/beneficiaire/informations"

    def formula_2025(foyer_fiscal, period, parameters):
        """Code de l'énergie R124-1 (décret 2025-735) : personnes du foyer fiscal ; moitié en garde alternée.

        openfisca-france compte toutes les personnes du logement.
        """
        uc = parameters(
            period
        ).prestations_sociales.solidarite_insertion.autre_solidarite.cheque_energie.unites_consommation
        alternees = foyer_fiscal.sum(foyer_fiscal.members("garde_alternee", period.first_month))
        personnes = foyer_fiscal.nb_persons() - alternees / 2
        return (
            uc.premiere_personne
            + uc.deuxieme_personne * clip(personnes - 1, 0, 1)
            + uc.autres_personnes * maximum(personnes - 2, 0)
        )
