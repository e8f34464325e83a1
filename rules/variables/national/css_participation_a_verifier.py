from openfisca_core.periods import MONTH, Period
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class css_participation_a_verifier(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Ressources trop proches du second plafond de la CSS, connu à un euro près, pour conclure"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000037950247"

    def formula_2022_04(famille, period, parameters):
        """CSS L861-1 : le plafond est constaté par un arrêté ; le nôtre vient de sources secondaires."""
        marge = parameters(period).droits_ouverts.css.marge_plafond
        base = famille("css_cmu_base_ressources", period)
        plafond = famille("acs_plafond", period)
        return (base > plafond) & (base <= plafond * (1 + marge))

    def formula_2025_07(famille, period, parameters):
        """Décret du 28 juin 2025 : CSS R861-6 abrogé, les revenus fictifs du patrimoine ne comptent plus.

        L'amont les compte encore : sans eux, le foyer peut passer sous le plafond.
        """
        marge = parameters(period).droits_ouverts.css.marge_plafond
        un_an = Period(("year", period.last_month.start, 1)).offset(-1)
        fictifs = famille.members("rsa_base_ressources_patrimoine_individu", un_an, options=[ADD])
        base = famille("css_cmu_base_ressources", period)
        plafond = famille("acs_plafond", period)
        return (base > plafond) & (base - famille.sum(fictifs) <= plafond * (1 + marge))
