from numpy import around, choose, clip
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

PLAFONDS = tuple(f"plafond_{rang}e" for rang in range(1, 9))
DERNIER = len(PLAFONDS) - 1
ECHELONS = ("echelon_1", "echelon_2", "echelon_3")


class bourse_college_echelon(Variable):
    value_type = int
    entity = Famille
    definition_period = MONTH
    label = "Échelon de la bourse de collège, sur les ressources du dernier avis à la rentrée"
    reference = "https://www.legifrance.gouv.fr/jorf/article_jo/JORFARTI000032325020"

    def formula_2024_09(famille, period, parameters):
        """Code de l'éducation D531-5, arrêté du 22 mars 2016 : ressources de la dernière année civile.

        openfisca-france lit l'avant-dernière. Les plafonds sont des multiples du Smic horaire de juillet de
        la même année ; l'échelon compte ceux qui ne sont pas dépassés.
        """
        attente = parameters(period).droits_ouverts.fiscal.mois_avant_avis
        rentree = period.offset(-attente, "month").this_year.first_month
        juillet = rentree.offset(-3, "month").offset(-3, "month")
        smic = parameters(juillet).marche_travail.salaire_minimum.smic.smic_b_horaire
        p = parameters(
            period
        ).prestations_sociales.education.bourses.bourses_education.bourse_college.apres_2016
        enfants = famille.sum(famille.members("age", period) >= 0, role=Famille.ENFANT)
        rang = clip(enfants - 1, 0, DERNIER).astype("int")
        rfr = famille.demandeur.foyer_fiscal("rfr_dernier_avis", period)
        return sum(
            rfr <= around(choose(rang, [p[echelon][nom] for nom in PLAFONDS]) * smic) for echelon in ECHELONS
        )
