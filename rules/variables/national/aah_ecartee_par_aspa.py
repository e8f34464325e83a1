from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class aah_ecartee_par_aspa(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "AAH que seule l'ASPA ramène à zéro : l'une ou l'autre, au choix de la personne"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2023_10(individu, period):
        """CSS L821-1 : l'ASPA n'a pas à être demandée avant l'AAH ; reçue, elle s'en déduit.

        Vrai pour qui remplit les conditions de l'AAH, sans rien en recevoir, dans un foyer qui a l'ASPA.
        """
        aspa = individu.famille("aspa", period.last_month) > 0
        eligible = individu("aah_eligible", period) & individu("aspa_eligibilite", period)
        return eligible & aspa & (individu("aah", period) <= 0)
