from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class pass_sport_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Personne du public du pass Sport de 2025"
    reference = "https://pass.sports.gouv.fr"

    def formula_2025_09(individu, period, parameters):
        """Décret 2025-630 : enfant (ARS) de 14 à 17 ans, AEEH de 6 à 19, AAH de 16 à 30, étudiant boursier.

        Contrairement à l'amont, l'AEEH et la bourse sont celles de la personne, non de sa famille.
        """
        p = parameters(period).prestations_sociales.education.pass_sport.critere_age
        age = individu("age", period)
        enfant = individu("est_enfant_dans_famille", period)
        ars = enfant & (individu.famille("ars", period.this_year) > 0)
        aeeh = enfant & individu("handicap", period) & (individu.famille("aeeh", period) > 0)
        aah = individu("aah", period) > 0
        boursier = individu("boursier", period) & individu("etudiant", period)
        return (
            (ars & (age >= p.age_minimum_profil_ars) & (age <= p.age_maximum_profil_ars))
            | (aeeh & (age >= p.age_minimum_profil_aeeh) & (age <= p.age_maximum_profil_aeeh))
            | (aah & (age >= p.age_minimum_profil_aah) & (age <= p.age_maximum_profil_aah))
            | (boursier & (age <= p.age_maximum_profil_boursier))
        )
