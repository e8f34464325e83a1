from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

FAMILLE = ("aide_logement", "rsa", "aspa", "af", "cf", "asf", "paje_base", "aeeh")
INDIVIDU = ("aah", "asi", "apa_domicile")


class masp_prestations(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Prestations sociales que la MASP peut aider à gérer"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"

    def formula_2009(famille, period):
        """CASF L271-1 et D271-2 : la mesure s'adresse à une personne majeure qui en perçoit.

        La liste de l'article n'a pas été relue ; la PCH, que le calcul ne connaît pas, manque.
        """
        du_foyer = sum(famille(nom, period) for nom in FAMILLE)
        des_personnes = sum(famille.members(nom, period) for nom in INDIVIDU)
        return du_foyer + famille.sum(des_personnes) > 0
