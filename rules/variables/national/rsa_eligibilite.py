from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class rsa_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Conditions d'âge, de charge d'enfant, d'études et de séjour du RSA"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000031087751"

    def formula_2024_01(famille, period, parameters):
        """CASF L262-4 : 25 ans, ou un enfant né ou à naître, ou deux ans de travail avant 25 ans.

        L'amont ne voit un enfant à naître que s'il est entré comme une personne ; ici une grossesse suffit.
        """
        p = parameters(period).prestations_sociales.solidarite_insertion.minima_sociaux.rsa.rsa_cond
        membres = famille.members
        age = membres("age", period)
        enfant = (famille("rsa_nb_enfants", period) > 0) | famille("enceinte_fam", period)
        jeune = (age > p.age_min_rsa_jeune) & (age < p.age_max_rsa_jeune)
        jeune_actif = jeune & membres("rsa_jeune_condition_heures_travail_remplie", period)
        remplie = famille.project(enfant) | (age >= p.age_pac) | jeune_actif
        ouvert = famille.any(remplie & ~membres("etudiant", period), role=Famille.PARENT)
        sejour = famille.any(membres("rsa_condition_nationalite", period), role=Famille.PARENT)
        return ouvert & sejour & famille("rsa_eligibilite_tns", period)
