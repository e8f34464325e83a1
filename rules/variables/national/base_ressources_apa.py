from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, FoyerFiscal, Individu


class base_ressources_apa(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Ressources mensuelles du foyer pour l'APA"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"
    unit = "currency"

    def formula_2024(individu, period, parameters):
        """CASF R232-5 et R132-1 : revenus du dernier avis d'impôt du couple, plus ses biens non loués.

        openfisca-france retranche ces biens et les aides au logement ; le texte ajoute les premiers, pour
        une part de leur valeur locative, et ne compte pas les secondes. Les capitaux non placés sont
        inconnus.
        """
        p = parameters(
            period
        ).prestations_sociales.solidarite_insertion.minima_sociaux.rsa.rsa_cond.patrimoine
        famille = individu.famille
        declarant = famille.members.has_role(FoyerFiscal.DECLARANT_PRINCIPAL)
        revenus = famille.members.foyer_fiscal("rfr_dernier_avis", period) * declarant / 12
        bati = famille.members("valeur_locative_immo_non_loue", period)
        terrains = famille.members("valeur_locative_terrains_non_loues", period)
        biens = (
            bati * p.abattement_valeur_locative_immo_non_loue
            + terrains * p.abattement_valeur_locative_terrains_non_loues
        )
        return famille.sum(revenus + biens, role=Famille.PARENT)
