from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesActivite


class visale_personne_eligible(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "De 18 à 30 ans, ou plus âgé et salarié du privé au salaire sous le plafond de Visale"
    reference = "https://www.visale.fr/"

    def formula_2018_06_19(individu, period, parameters):
        """Convention entre l'État et Action Logement : jusqu'à trente ans, quelle que soit la situation."""
        visale = parameters(period).prestations_sociales.aides_logement.action_logement.visale
        majeur, age = individu("majeur", period), individu("age", period)
        return majeur & (age <= visale.eligibilite.age_max)

    def formula_2026_01_06(individu, period, parameters):
        """Convention entre l'État et Action Logement, 6 janvier 2026 : le salarié plus âgé s'y ajoute.

        Salaire net du mois précédent. Les autres publics (mutation, prise de poste, bail mobilité) sont à
        vérifier (`visale_salarie_a_verifier`).
        """
        visale = parameters(period).prestations_sociales.aides_logement.action_logement.visale
        plafond = parameters(period).droits_ouverts.visale.salaire_maximum
        salaire = individu("salaire_net", period.last_month)
        actif = individu("activite", period) == TypesActivite.actif
        employeur = individu("peec_employeur", period)
        salarie = actif & employeur & (salaire > 0) & (salaire <= plafond)
        jeune = individu("age", period) <= visale.eligibilite.age_max
        return individu("majeur", period) & (jeune | salarie)
