from numpy import where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class rsa_enfant_a_charge(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Enfant né et à charge, compté pour le RSA et la prime d'activité"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"

    def formula_2024_01(individu, period, parameters):
        """CASF R262-3 : enfants à charge, nés. La grossesse n'ouvre que le droit et la majoration.

        L'amont compte aussi l'enfant à naître. Comme lui, un enfant dont les ressources feraient baisser
        le RSA n'est pas compté.
        """
        rsa = parameters(period).prestations_sociales.solidarite_insertion.minima_sociaux.rsa
        majoration = rsa.rsa_maj.majoration_isolement_en_base_rsa
        famille = individu.famille
        age = individu("age", period)
        possible = (
            individu("est_enfant_dans_famille", period)
            & ~individu("autonomie_financiere", period)
            & (age >= 0)
            & (age < rsa.rsa_cond.age_pac)
        )
        seul_a_ouvrir_la_majoration = (
            ~famille("enceinte_fam", period)
            & ~famille("en_couple", period)
            & famille("rsa_isolement_recent", period)
            & (famille.sum(possible) <= 1)
        )
        taux = where(
            seul_a_ouvrir_la_majoration,
            majoration.femmes_enceintes - 1 + majoration.par_enfant_a_charge,
            rsa.rsa_maj.maj_montant_max.par_enfant_supplementaire,
        )
        ressources = individu("rsa_revenus_determination_enfant_a_charge", period)
        return possible & (ressources < taux * rsa.rsa_m.montant_de_base_du_rsa)
