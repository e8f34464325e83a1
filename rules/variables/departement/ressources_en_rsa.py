from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class ressources_en_rsa(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Ressources du foyer en nombre de RSA de sa composition, pour les plafonds attendus de l'agence"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"

    def formula_2009_06(famille, period):
        """CASF L262-2 ; mêmes ressources et même composition que le règlement du FSL.

        Aucun plafond de cette forme n'est connu hors du FSL : les cartes ne le comparent qu'à une valeur
        donnée par l'agence.
        """
        return famille("fsl_ressources", period) / famille("rsa_selon_composition", period)
