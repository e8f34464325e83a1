from numpy import where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, FoyerFiscal


class logement_social_ressources(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Ressources annuelles du foyer pour le logement social"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F869"
    unit = "currency"

    def formula_2024(famille, period, parameters):
        """Arrêté du 29 juillet 1987 : revenus fiscaux N-2 du foyer, ou N-1 s'ils ont baissé d'au moins 10 %.

        openfisca-france compare aussi ceux de l'année en cours, que personne ne connaît encore. Les douze
        derniers mois, que le texte admet, ne sont pas lus.
        """
        part = parameters(period).droits_nationaux.logement_social.part_baisse
        avis = famille.members.foyer_fiscal("rfr", period.n_2)
        dernier_avis = famille.members.foyer_fiscal("rfr", period.last_year)
        n2 = famille.sum(avis, role=FoyerFiscal.DECLARANT_PRINCIPAL)
        n1 = famille.sum(dernier_avis, role=FoyerFiscal.DECLARANT_PRINCIPAL)
        return where(n1 <= part * n2, n1, n2)
