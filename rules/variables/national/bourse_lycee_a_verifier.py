from numpy import absolute
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class bourse_lycee_a_verifier(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Ressources trop proches du plafond de la bourse de lycée, dont le barème publié manque"
    reference = "https://www.legifrance.gouv.fr/jorf/article_jo/JORFARTI000032325028"

    def formula_2024_09(famille, period, parameters):
        """Arrêté du 22 mars 2016 : plafond calculé selon le texte, faute du barème publié pour l'année."""
        marge = parameters(period).droits_ouverts.bourses.marge_plafond
        plafond = famille("bourse_lycee_plafond", period)
        rfr = famille.demandeur.foyer_fiscal("rfr_dernier_avis", period)
        return absolute(rfr - plafond) < plafond * marge
