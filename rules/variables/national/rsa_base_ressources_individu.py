from numpy import maximum
from openfisca_core.periods import MONTH
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable
from openfisca_france.entities import FoyerFiscal, Individu

REMPLACEMENT = ("chomage_net", "retraite_nette", "rsa_indemnites_journalieres_hors_activite")
AUTRES = (
    "allocation_securisation_professionnelle",
    "dedommagement_victime_amiante",
    "gains_exceptionnels",
    "pensions_alimentaires_percues",
    "pensions_invalidite",
    "prestation_compensatoire",
    "prime_forfaitaire_mensuelle_reprise_activite",
    "rsa_base_ressources_patrimoine_individu",
)


class rsa_base_ressources_individu(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Ressources hors activité retenues pour le RSA, sur les mois M-4 à M-2"
    reference = "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000051256640"
    unit = "currency"

    def formula_2025_03(individu, period):
        """CASF R262-7 et R262-13, décret 2025-185 : moyenne des mois M-4, M-3 et M-2.

        Ne tient pas compte de l'abattement que le président du conseil départemental peut décider
        pour d'autres ressources interrompues (R262-13, second alinéa).
        """
        trimestre = period.last_month.last_3_months
        remplacement = sum(individu(revenu, trimestre, options=[ADD]) for revenu in REMPLACEMENT)
        interrompus = individu("rsa_revenus_remplacement_interrompus", trimestre, options=[ADD])
        autres = sum(individu(revenu, trimestre, options=[ADD]) for revenu in AUTRES)
        rentes = individu.foyer_fiscal("rente_viagere_titre_onereux", trimestre, options=[ADD])
        rentes = rentes * individu.has_role(FoyerFiscal.DECLARANT_PRINCIPAL)
        return (maximum(remplacement - interrompus, 0) + autres + rentes) / 3
