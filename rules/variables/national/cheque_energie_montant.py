from numpy import select
from openfisca_core.periods import YEAR
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class cheque_energie_montant(Variable):
    value_type = float
    entity = Menage
    definition_period = YEAR
    label = "Montant du chèque énergie selon le foyer fiscal du titulaire du contrat"
    reference = "https://www.chequeenergie.gouv.fr/beneficiaire/informations"
    unit = "currency"

    def formula_2025(menage, period, parameters):
        """Code de l'énergie L124-1 et R124-1 (décret 2025-735) : RFR N-2 du foyer fiscal par unité.

        openfisca-france additionne les revenus de tout le logement et garde les bornes de 2021 ; ses montants
        sont ceux en vigueur. Le titulaire du contrat est supposé être la personne de référence.
        """
        p = parameters(period).droits_nationaux.cheque_energie
        baremes = parameters(
            period
        ).prestations_sociales.solidarite_insertion.autre_solidarite.cheque_energie.baremes
        foyer = menage.personne_de_reference.foyer_fiscal
        unites = foyer("cheque_energie_unites_foyer", period)
        par_unite = foyer("rfr", period.n_2) / unites
        tranches = [
            par_unite < p.borne_1,
            par_unite < p.borne_2,
            par_unite < p.borne_3,
            par_unite < p.plafond,
        ]
        une, deux, plus = (
            select(tranches, [bareme.amounts[0], bareme.amounts[1], bareme.amounts[2], bareme.amounts[3]])
            for bareme in (baremes.une_uc, baremes.une_uc_a_deux_uc, baremes.plus_de_deux_ucs)
        )
        return select([unites <= 1, unites < 2], [une, deux], plus)
