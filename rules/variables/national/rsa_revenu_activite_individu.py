from openfisca_core.periods import MONTH
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

REVENUS = (
    "salaire_net",
    "indemnites_chomage_partiel",
    "remuneration_apprenti",
    "indemnites_volontariat",
    "revenus_stage_formation_pro",
    "bourse_recherche",
    "hsup",
    "etr",
    "rpns_auto_entrepreneur_benefice",
    "rsa_indemnites_journalieres_activite",
)


class rsa_revenu_activite_individu(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Revenus d'activité retenus pour le RSA, sur les mois M-4 à M-2"
    reference = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000051256640"
    unit = "currency"

    def formula_2025_03(individu, period):
        """CASF R262-7 et R262-13, décret 2025-185 : moyenne des mois M-4, M-3 et M-2.

        Un revenu dont la perte est certaine et non remplacée n'est pas compté ; un simple mois sans
        salaire ne suffit pas. Les bénéfices non salariés sont les derniers connus, ramenés au mois.
        """
        trimestre = period.last_month.last_3_months
        percus = sum(individu(revenu, trimestre, options=[ADD]) for revenu in REVENUS)
        interrompus = individu("rsa_revenus_activite_interrompus", trimestre, options=[ADD])
        independants = individu("ppa_rsa_derniers_revenus_tns_annuels_connus", period.this_year)
        return (percus - interrompus) / 3 + independants
