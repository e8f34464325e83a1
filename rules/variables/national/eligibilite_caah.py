from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu, Menage
from openfisca_france.model.base import TypesStatutOccupationLogement

PENSIONS = ("pensions_invalidite", "retraite_nette", "rente_accident_travail")
ACTIVITE = (
    "salaire_net", "revenus_stage_formation_pro", "rpns_auto_entrepreneur_CA_achat_revente",
    "rpns_auto_entrepreneur_CA_bic", "rpns_auto_entrepreneur_CA_bnc",
)  # fmt: skip


class eligibilite_caah(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Conditions de la majoration pour la vie autonome, hors aide au logement"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000042685659"

    def formula_2023_10(individu, period, parameters):
        """CSS L821-1-2 : 80 %, AAH à taux plein ou qui complète une pension, ou ASI ; logement indépendant.

        Sans revenu d'activité à soi ce mois-ci : l'amont exige douze mois sans activité, que le texte ne
        demande plus, et accepte une AAH réduite par d'autres ressources. Taux plein : à moins de 1 € près.
        """
        invalidite = parameters(period).prestations_sociales.prestations_etat_de_sante.invalidite
        lourd = individu("taux_incapacite", period) >= invalidite.aah.taux_capacite.taux_incapacite
        aah = individu("aah", period)
        pension = sum(individu(nature, period) for nature in PENSIONS) > 0
        aah_admise = (aah + 1 > invalidite.aah.montant) | (pension & (aah > 0))
        asi = individu("asi_eligibilite", period) & (individu("asi", period) > 0)
        foyer = TypesStatutOccupationLogement.locataire_foyer
        en_foyer = individu.menage("statut_occupation_logement", period) == foyer
        chez_soi = individu.has_role(Menage.PERSONNE_DE_REFERENCE) | individu.has_role(Menage.CONJOINT)
        benefices = individu("ppa_rsa_derniers_revenus_tns_annuels_connus", period.this_year)
        activite = (sum(individu(nature, period) for nature in ACTIVITE) > 0) | (benefices > 0)
        return lourd & (aah_admise | asi) & chez_soi & ~en_foyer & ~activite
