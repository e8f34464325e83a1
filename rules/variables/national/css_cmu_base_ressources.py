from openfisca_core.periods import MONTH, Period
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille
from openfisca_france.model.base import TypesStatutOccupationLogement

PRESTATIONS = ("af", "asf", "css_base_ressources_aspa_asv", "cf", "paje_clca", "paje_prepare")


class css_cmu_base_ressources(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Ressources du foyer pour la CSS, du treizième au deuxième mois avant la demande"
    reference = "https://legal.tricoteuses.fr/articles/JORFARTI000044488248"
    unit = "currency"

    def formula_2022(famille, period, parameters):
        """CSS R861-8 : douze mois civils, du treizième au deuxième mois précédant celui de la demande.

        openfisca-france lit du douzième au premier ; le forfait logement reste celui du mois.
        """
        douze_mois = Period(("year", period.last_month.start, 1)).offset(-1)
        p = parameters(period).prestations_sociales.solidarite_insertion.minima_sociaux.cs.cmu
        prestations = sum(famille(nom, douze_mois, options=[ADD]) for nom in PRESTATIONS)
        statut = famille.demandeur.menage("statut_occupation_logement", period)
        sans_loyer = (statut == TypesStatutOccupationLogement.proprietaire) | (
            statut == TypesStatutOccupationLogement.loge_gratuitement
        )
        forfait = sans_loyer * famille("css_cmu_forfait_logement_base", period)
        forfait = forfait + famille("css_cmu_forfait_logement_al", period)
        personnelles = famille.members("css_cmu_base_ressources_individu", period)
        age = famille.members("age", period)
        enfant_compte = (age >= 0) & (age <= p.age_limite_pac)
        parents = famille.sum(personnelles, role=Famille.PARENT)
        enfants = famille.sum(personnelles * enfant_compte, role=Famille.ENFANT)
        return forfait + prestations + parents + enfants
