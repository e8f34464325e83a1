from numpy import around, choose, clip
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

PLAFONDS = tuple(f"plafond_{rang}e" for rang in range(1, 9))
DERNIER = len(PLAFONDS) - 1


class bourse_lycee_plafond(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Plafond de ressources de la bourse de lycée, échelon le plus bas"
    reference = "https://www.legifrance.gouv.fr/jorf/article_jo/JORFARTI000032325028"
    unit = "currency"

    def formula_2024_09(famille, period, parameters):
        """Arrêté du 22 mars 2016 : multiple du Smic horaire du 1er juillet de l'année des ressources."""
        attente = parameters(period).droits_ouverts.fiscal.mois_avant_avis
        rentree = period.offset(-attente, "month").this_year.first_month
        juillet = rentree.offset(-3, "month").offset(-3, "month")
        smic = parameters(juillet).marche_travail.salaire_minimum.smic.smic_b_horaire
        bourses = parameters(period).prestations_sociales.education.bourses.bourses_education
        p = bourses.bourse_lycee.apres_2016.echelon_1
        enfants = famille.sum(famille.members("age", period) >= 0, role=Famille.ENFANT)
        rang = clip(enfants - 1, 0, DERNIER).astype("int")
        return around(choose(rang, [p[nom] for nom in PLAFONDS]) * smic)
