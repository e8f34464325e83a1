from numpy import where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu


class asi_a_verifier(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Ressources trop proches du plafond de l'ASI, connu en retard, pour conclure"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000041474269"

    def formula_2020_04(individu, period, parameters):
        """CSS L815-24-1 : le plafond est revalorisé chaque 1er avril ; le nôtre peut en avoir manqué une."""
        p = parameters(period).prestations_sociales.prestations_etat_de_sante.invalidite.asi
        marge = parameters(period).droits_ouverts.seuils_perimes.marge
        base = individu.famille("asi_aspa_base_ressources", period)
        en_couple = individu.famille("en_couple", period)
        plafond = where(en_couple, p.plafond_ressource_couple, p.plafond_ressource_seul) / 12
        proche = (base >= plafond) & (base < plafond * (1 + marge))
        parent = individu.has_role(Famille.DEMANDEUR) | individu.has_role(Famille.CONJOINT)
        return parent & individu("asi_eligibilite", period) & proche
