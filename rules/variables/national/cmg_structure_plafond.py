from numpy import maximum, select, where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class cmg_structure_plafond(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Aide la plus haute pour un enfant en micro-crèche"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2025_09(famille, period, parameters):
        """CSS L531-6 et D531-20 à D531-22 : part de la BMAF selon les ressources, net de CRDS."""
        pf = parameters(period).prestations_sociales.prestations_familiales
        plafonds, taux = pf.petite_enfance.paje.plaf_cmg, pf.petite_enfance.paje.paje_cmg.garde_domicile
        enfants, isole = famille("af_nbenf", period), ~famille("en_couple", period)
        hausse = 1 + isole * pf.petite_enfance.paje.paje_cmg.majoration_plafond_une_personne_isolee
        ressources = famille("prestations_familiales_base_ressources", period) / hausse
        premier = plafonds.premier_plafond_ne_adopte_apres_04_2014
        second = plafonds.deuxieme_plafond_ne_adopte_apres_04_2014
        bas, haut = (
            where(enfants <= 1, p.enfant, p.deux_enfants + maximum(enfants - 2, 0) * p.majoration_enfant_supp)
            for p in (premier, second)
        )
        part = select(
            [ressources < bas, ressources < haut],
            [taux.sous_premier_plafond, taux.sous_second_plafond],
            taux.apres_second_plafond,
        )
        aah = famille.sum(famille.members("aah", period), role=Famille.PARENT) > 0
        structure = parameters(period).droits_nationaux.cmg.structure
        majorations = 1 + (1 * isole + aah) * structure.majoration_montant
        crds = parameters(period).prelevements_sociaux.contributions_sociales.crds
        return pf.bmaf.bmaf * part * majorations * (1 - crds)
