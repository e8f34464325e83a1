from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class ppa_eligibilite_apprenants(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Revenus d'activité sur le trimestre de référence de la prime d'activité, M-4 à M-2"
    reference = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000051256640"

    def formula_2025_03(famille, period):
        """CSS L842-1, L842-2 et R842-2 : revenus d'activité, au-dessus d'un plancher si l'on étudie.

        Le plancher des élèves, étudiants, stagiaires et apprentis vaut pour chacun des trois mois, au SMIC
        de ce mois. Pour les autres, un seul mois travaillé suffit ici ; le texte dit « chacun des mois ».
        """
        membres = famille.members
        apprenant = membres("etudiant", period) | membres("stagiaire", period) | membres("apprenti", period)
        chaque_mois, un_mois = True, False
        for mois in period.last_month.last_3_months.get_subperiods(MONTH):
            revenu = membres("ppa_revenu_activite_individu", mois)
            plancher = membres("ppa_plancher_revenu_activite_apprenant", mois)
            chaque_mois = chaque_mois & (revenu > plancher)
            un_mois = un_mois | (revenu > 0)
        remplie = chaque_mois | (~apprenant & un_mois)
        majoree = famille("rsa_majore_eligibilite", period)
        return majoree | famille.any(remplie, role=Famille.PARENT)
