from numpy import where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class allocation_deces_enfant(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Allocation versée au décès d'un enfant, avant CRDS"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2025(famille, period, parameters):
        """CSS L545-1 et D545-1 à D545-7 : deux montants selon les ressources ; l'enfant décédé compte."""
        p, pf = parameters(period).droits_nationaux.deces_enfant, parameters(period).prestations_sociales
        plafond = p.plafond_un_enfant + famille("af_nbenf", period) * p.plafond_par_enfant
        sous_plafond = famille("prestations_familiales_base_ressources", period) <= plafond
        taux = where(sous_plafond, p.taux_sous_plafond, p.taux_au_dela)
        return famille("deces_enfant_recent", period) * taux * pf.prestations_familiales.bmaf.bmaf
