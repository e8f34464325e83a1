from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesActivite

REVENUS = (
    "salaire_net", "chomage_net", "ass", "revenus_stage_formation_pro", "indemnites_journalieres_maladie",
    "indemnites_journalieres_maternite", "indemnites_journalieres_accident_travail",
)  # fmt: skip


class cmg_parent_actif(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Activité, ou situation qui en dispense, pour le CMG"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000053284067"

    def formula_2025_09(individu, period, parameters):
        """CSS L531-5 I, D531-19 : activité, chômage indemnisé, arrêt indemnisé, formation, études, ASS."""
        activite = individu("activite", period)
        occupe = (activite == TypesActivite.actif) | individu("etudiant", period)
        return occupe | (sum(individu(revenu, period) for revenu in REVENUS) > 0)
