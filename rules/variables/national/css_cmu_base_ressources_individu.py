from numpy import absolute, logical_not
from openfisca_core.periods import MONTH, Period
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.prestations.minima_sociaux.cs.ressources import (
    abattement_chomage,
    neutralisation_stage_formation_pro,
    revenus_tns,
)

RESSOURCES = (
    "allocation_securisation_professionnelle",
    "ass",
    "bourse_recherche",
    "caah",
    "chomage_net",
    "css_base_ressources_aah_individu",
    "css_base_ressources_asi_individu",
    "dedommagement_victime_amiante",
    "gains_exceptionnels",
    "indemnites_chomage_partiel",
    "indemnites_journalieres",
    "indemnites_stage",
    "indemnites_compensatrices_conges_payes",
    "pensions_alimentaires_percues",
    "pensions_invalidite",
    "prestation_compensatoire",
    "prime_forfaitaire_mensuelle_reprise_activite",
    "retraite_combattant",
    "retraite_nette",
    "revenus_stage_formation_pro",
    "rsa_base_ressources_patrimoine_individu",
    "salaire_net",
    "rente_accident_travail",
)


class css_cmu_base_ressources_individu(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Ressources d'une personne pour la CSS, du treizième au deuxième mois avant la demande"
    reference = "https://legal.tricoteuses.fr/articles/JORFARTI000044488248"
    unit = "currency"

    def formula_2022(individu, period, parameters):
        """CSS R861-8 : douze mois civils, du treizième au deuxième mois précédant celui de la demande.

        openfisca-france lit du douzième au premier. Les bénéfices d'indépendant restent ceux de l'année
        précédente (R861-15).
        """
        douze_mois = Period(("year", period.last_month.start, 1)).offset(-1)
        p = parameters(period).prestations_sociales.solidarite_insertion.minima_sociaux.cs.cmu
        ressources = sum(individu(nom, douze_mois, options=[ADD]) for nom in RESSOURCES)
        bourse = logical_not(individu("boursier", period)) * individu("bourse_enseignement_sup", period)
        versees = absolute(individu("pensions_alimentaires_versees_individu", douze_mois, options=[ADD]))
        return (
            ressources
            + bourse
            + revenus_tns(individu, douze_mois, period.last_year)
            - versees
            - abattement_chomage(individu, period, douze_mois, p)
            - neutralisation_stage_formation_pro(individu, douze_mois, period.last_month)
        )
