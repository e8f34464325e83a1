from numpy import maximum, minimum, select
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage
from openfisca_france.model.prestations.aides_logement import TypesZoneApl


class visale_montant_max(Variable):
    value_type = float
    entity = Menage
    definition_period = MONTH
    label = "Loyer, charges comprises, que la garantie Visale couvre au plus"
    reference = "https://www.visale.fr/"
    unit = "currency"

    def formula_2026_01_06(menage, period, parameters):
        """Convention entre l'État et Action Logement, 6 janvier 2026 : la moitié des ressources, plafonnée.

        Trois zones au lieu de deux. Un étudiant est dispensé de ressources sous un loyer propre à sa zone.
        Les plafonds viennent de sources secondaires.
        """
        p = parameters(period).droits_ouverts.visale
        zone = menage("zone_apl", period)
        zones = [zone == TypesZoneApl.zone_1, zone == TypesZoneApl.zone_2]
        plafond = select(zones, [p.loyer.zone_1, p.loyer.zone_2], p.loyer.zone_3)
        etudiants = p.loyer_etudiant
        dispense = select(zones, [etudiants.zone_1, etudiants.zone_2], etudiants.zone_3)
        etudiant = menage.personne_de_reference("etudiant", period)
        moitie = menage("visale_base_ressources", period) / 2
        return maximum(etudiant * dispense, minimum(moitie, plafond))
