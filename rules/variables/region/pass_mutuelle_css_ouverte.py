from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class pass_mutuelle_css_ouverte(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Droit à la complémentaire santé solidaire, qui ferme le Pass Mutuelle"
    reference = "https://laregion.fr/En-Occitanie-des-etudes-pour-toutes-et-tous"

    def formula_2024(famille, period, parameters):
        """Règlement du Pass Mutuelle Étudiant : ne pas pouvoir obtenir la CSS, gratuite ou non."""
        return famille("cmu_c", period) | (famille("css_participation_forfaitaire", period) > 0)
