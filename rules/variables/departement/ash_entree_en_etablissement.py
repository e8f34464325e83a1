from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage
from openfisca_france.model.base import TypesStatutOccupationLogement as Statuts


class ash_entree_en_etablissement(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Accueilli en établissement, ou sur le point d'y entrer"
    reference = "https://aveyron.fr/pages/personnes-agees/aide-sociale-pour-l-accueil-en-etablissement"

    def formula_2000_12_23(menage, period):
        """CASF L113-1 et L231-4 : placement en établissement ; l'habilitation n'est pas connue ici."""
        en_foyer = menage("statut_occupation_logement", period) == Statuts.locataire_foyer
        return en_foyer | menage("visale_entree_a_venir", period)
