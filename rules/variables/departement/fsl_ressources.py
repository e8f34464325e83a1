from numpy import around
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

REVENUS = (
    "salaire_net",
    "revenus_stage_formation_pro",
    "rpns_auto_entrepreneur_benefice",
    "chomage_net",
    "indemnites_journalieres",
    "retraite_nette",
    "pensions_invalidite",
    "rente_accident_travail",
    "pensions_alimentaires_percues",
    "bourse_enseignement_sup",
    "revenus_locatifs",
    "revenus_capital",
    "gains_exceptionnels",
)
# `caah` holds the majoration pour la vie autonome of those who are entitled to it.
ALLOCATIONS = ("aah", "caah", "asi", "ass")
FAMILIALES = ("af", "cf", "asf", "paje_base", "paje_prepare", "ppa")
MINIMA = ("rsa", "aspa")


class fsl_ressources(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Ressources du mois comptées par le FSL : celles de tous, sans aide au logement, ARS ni AEEH"
    reference = "https://www.legifrance.gouv.fr/loda/id/LEGITEXT000006051380/"
    unit = "currency"

    def formula_2009_06(famille, period, parameters):
        """Décret 2005-212, et règlement intérieur connu par l'ADIL de l'Aveyron.

        Toutes les ressources de toutes les personnes, allocations et pensions comprises ; ni aides au
        logement, ni ressources exceptionnelles, ni allocation de rentrée scolaire, ni AEEH. Le mois de
        référence n'est pas connu : c'est celui de la simulation. Les bénéfices non salariés sont les derniers
        connus, ramenés au mois.
        """
        revenus = sum(famille.members(nom, period) for nom in REVENUS)
        allocations = sum(famille.members(nom, period) for nom in ALLOCATIONS)
        exceptionnels = famille.members("ressources_exceptionnelles", period)
        independants = famille.members("ppa_rsa_derniers_revenus_tns_annuels_connus", period.this_year)
        crds = parameters(period).prelevements_sociaux.contributions_sociales.crds
        familiales = sum(famille(nom, period) for nom in FAMILIALES) * (1 - crds)
        minima = sum(famille(nom, period) for nom in MINIMA)
        des_personnes = famille.sum(revenus - exceptionnels + independants + allocations)
        return around(des_personnes + familiales + minima, 2)
