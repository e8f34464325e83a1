from numpy import datetime64, where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class mois_depuis_naissance(Variable):
    value_type = int
    entity = Individu
    definition_period = MONTH
    label = "Mois civils depuis celui de la naissance : 12 le mois du premier anniversaire"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2024_01(individu, period):
        """CSS R552-2 et R552-3 : une prestation familiale s'ouvre le mois d'après, et cesse le mois même.

        Sans date de naissance, l'âge au premier du mois en tient lieu.
        """
        par_age = individu("age", period) * 12 + 1
        naissance = individu("date_naissance", period)
        inconnue = naissance == individu.get_holder("date_naissance").default_array()
        mois = datetime64(period.start, "M") - naissance.astype("datetime64[M]")
        return where(inconnue, par_age, mois.astype(int))
