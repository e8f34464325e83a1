from openfisca_core.periods import MONTH, Period
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

MENSUELS = ("salaire_net", "rpns_auto_entrepreneur_benefice")
ANNUELS = ("rpns_benefice_exploitant_agricole", "rpns_autres_revenus")


class css_sans_activite(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Aucun revenu d'activité du demandeur ni de son conjoint dans les trois mois précédents"
    reference = "https://presse.tripalio.fr/c2s-les-regles-de-non-activite-et-de-ressources-sont-revisees"

    def formula_2022_04(famille, period, parameters):
        """CSS R861-11 : trois mois civils avant la demande, sans activité salariée ni indépendante.

        L'activité se lit dans les revenus ; un bénéfice d'indépendant de l'année ou de la précédente suffit
        à la retenir, faute d'en connaître les mois.
        """
        trois_mois = Period(("month", period.start, 3)).offset(-3)
        activite = sum(famille.members(nom, trois_mois, options=[ADD]) for nom in MENSUELS)
        activite = activite + sum(famille.members(nom, period.this_year) for nom in ANNUELS)
        activite = activite + sum(famille.members(nom, period.last_year) for nom in ANNUELS)
        return famille.sum(activite > 0, role=Famille.PARENT) == 0
