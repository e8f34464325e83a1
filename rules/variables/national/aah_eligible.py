from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class aah_eligible(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Conditions de handicap et d'âge de l'AAH"
    reference = (
        "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189",
        "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000053355951",
    )

    def formula_2023_09(individu, period, parameters):
        """CSS L821-1, L821-2 et D351-1-14 : de 50 à 79 %, l'allocation cesse à 62 ans ; à 80 %, non.

        L'amont lit un âge de 64 ans, compris. Dès 16 ans pour qui n'est plus à charge au sens des
        prestations familiales.
        """
        aah = parameters(period).prestations_sociales.prestations_etat_de_sante.invalidite.aah
        taux, age = individu("taux_incapacite", period), individu("age", period)
        rsdae = individu("aah_restriction_substantielle_durable_acces_emploi", period)
        partiel = (taux >= aah.taux_capacite.taux_incapacite_rsdae) & rsdae & (age < aah.age_legal_retraite)
        pas_a_charge = individu("autonomie_financiere", period) | ~individu("est_enfant_dans_famille", period)
        condition_age = (age >= aah.age_minimal) | ((age >= aah.age_fin_educ) & pas_a_charge)
        return ((taux >= aah.taux_capacite.taux_incapacite) | partiel) & condition_age
