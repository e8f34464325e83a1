from numpy import datetime64, where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class prepare_duree_respectee(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Durée du congé, pour la PreParE"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000030055645"

    def formula_2015(individu, period, parameters):
        """CSS D531-13 : en couple, 6 mois par parent pour un enfant, 24 mois à partir de deux."""
        p = parameters(period).droits_nationaux.prepare
        duree = where(individu.famille("af_nbenf", period) > 1, p.duree_couple, p.duree_couple_un_enfant)
        debut = individu("conge_parental_depuis", period).astype("datetime64[M]")
        ecoule = (datetime64(period.start).astype("datetime64[M]") - debut).astype(int)
        return ~individu.famille("en_couple", period) | (ecoule < duree)
