from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class aide_garde_enfant_are_modeste(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Allocation chômage journalière au plus égale à 1,3 fois l'allocation minimale"
    reference = "https://www.bo-pole-emploi.org/"

    def formula_2024_05(individu, period, parameters):
        """Délibération de France Travail 2024-35 : non indemnisé, ou indemnisé au plus à 1,3 fois le minimum.

        Le minimum est le dernier connu : celui de juillet 2026 n'a pas été retrouvé.
        """
        p = parameters(period)
        minimum = p.chomage.allocations_assurance_chomage.alloc_base.montant_minimum.apres_1979
        plafond = p.droits_ouverts.aide_garde_enfant.part_allocation_minimale
        plafond = plafond * minimum.montant_minimum_hors_mayotte
        return individu("allocation_retour_emploi_journaliere", period) <= plafond
