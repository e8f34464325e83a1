from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class pass_mutuelle_css_a_verifier(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "On ne sait pas si la CSS ferme le Pass Mutuelle Étudiant"
    reference = "https://laregion.fr/En-Occitanie-des-etudes-pour-toutes-et-tous"

    def formula_2024(famille, period, parameters):
        """Règlement du Pass Mutuelle Étudiant : la CSS elle-même est à vérifier (CSS L861-1, R861-2)."""
        proche = famille("css_participation_a_verifier", period)
        fermee = ~famille("pass_mutuelle_css_ouverte", period)
        return (proche & fermee) | famille("css_autonomie_a_verifier", period)
