from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille
from openfisca_france.model.base import TypesStatutOccupationLogement


class css_autonomie_a_verifier(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Jeune hébergé : on ignore si c'est chez ses parents"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000018052382"

    def formula_2009(famille, period, parameters):
        """CSS R861-2 : avant 25 ans, sans enfant, vivre chez ses parents ferme la demande en son nom.

        Les bénéficiaires du RSA n'y sont pas soumis.
        """
        p = parameters(period).prestations_sociales.solidarite_insertion.minima_sociaux.cs.cmu
        ages = famille.members("age", period)
        jeunes = famille.sum(ages >= p.age_limite_pac) == 0
        statut = famille.demandeur.menage("statut_occupation_logement", period)
        heberge = statut == TypesStatutOccupationLogement.loge_gratuitement
        sans_enfant = famille("cmu_nb_pac", period) == 0
        ouvert = famille("css_cmu_acs_eligibilite", period)
        return jeunes & heberge & sans_enfant & ouvert & (famille("rsa", period) == 0)
