from numpy import where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu


class aspa_a_verifier(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Inapte au travail entre l'âge anticipé et l'âge du calcul : l'ASPA n'est pas exclue"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000047633276"

    def formula_2023_09(individu, period, parameters):
        """CSS R815-1 : âge abaissé en cas d'inaptitude ; l'amont lit l'âge légal, des sources 62 ans.

        Les ressources doivent rester sous le plafond.
        """
        aspa = parameters(period).prestations_sociales.solidarite_insertion.minimum_vieillesse.aspa
        age_anticipe = parameters(period).droits_ouverts.aspa.age_inaptitude
        inapte = individu("inapte_travail", period) | (
            individu("taux_incapacite", period) > aspa.taux_incapacite_aspa_anticipe
        )
        age = individu("age", period)
        en_doute = inapte & (age >= age_anticipe) & (age < aspa.age_min)
        sejour = individu("asi_aspa_condition_nationalite", period)
        plafonds = aspa.plafond_ressources
        en_couple = individu.famille("en_couple", period)
        plafond = where(en_couple, plafonds.couples, plafonds.personnes_seules) / 12
        modeste = individu.famille("asi_aspa_base_ressources", period) < plafond
        parent = individu.has_role(Famille.DEMANDEUR) | individu.has_role(Famille.CONJOINT)
        return parent & en_doute & sejour & modeste & ~individu("aspa_eligibilite", period)
