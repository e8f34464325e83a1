from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class pass_sport_a_verifier(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Personne que le pass Sport a pu viser, pour une saison dont le texte n'a pas été retrouvé"
    reference = "https://pass.sports.gouv.fr"

    def formula_2026(individu, period, parameters):
        """Décret 2025-630 : il s'arrête au 31 décembre 2025 ; la saison 2026-2027 n'a pas de texte connu.

        Est en doute quiconque entre dans le public de 2025, ou dans celui d'avant : ARS dès l'âge de l'AEEH.
        """
        p = parameters(period).prestations_sociales.education.pass_sport.critere_age
        age = individu("age", period)
        ars = individu("est_enfant_dans_famille", period) & (individu.famille("ars", period.this_year) > 0)
        autrefois = ars & (age >= p.age_minimum_profil_aeeh) & (age <= p.age_maximum_profil_ars)
        return individu("pass_sport_public", period) | autrefois
