from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class css_participation_forfaitaire(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Participation mensuelle à la CSS, nulle sans droit"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000037950247"
    unit = "currency"

    def formula_2022_04(famille, period, parameters):
        """CSS L861-1, 2° et L861-2 : entre les deux plafonds, ou réputé l'être.

        Contrairement à l'amont, la présomption de droit des bénéficiaires de minima sociaux est appliquée.
        """
        sous_plafond = famille("css_cmu_base_ressources", period) <= famille("acs_plafond", period)
        ouvert = sous_plafond | famille("css_presomption_participation", period)
        sans_mayotte = ~famille.demandeur.menage("residence_mayotte", period)
        eligible = famille("css_cmu_acs_eligibilite", period) & ~famille("cmu_c", period) & sans_mayotte
        return eligible * ouvert * famille("css_participation_forfaitaire_montant", period)
