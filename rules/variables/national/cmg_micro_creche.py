from numpy import minimum, where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class cmg_micro_creche(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "CMG d'un enfant gardé en micro-crèche"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"

    def formula_2025_09(individu, period, parameters):
        """CSS L531-6 et D531-20 à D531-22 : 85 % de la dépense, sous un plafond divisé par deux à 3 ans."""
        p = parameters(period).droits_nationaux.cmg.structure
        ages = parameters(period).prestations_sociales.prestations_familiales.petite_enfance.paje.paje_cmg
        age, cout = individu("age", period), individu("garde_cout", period)
        plein = age < ages.limite_age.pleine
        aeeh = 1 + individu("cmg_enfant_aeeh", period) * p.majoration_montant
        mi_temps = individu.famille("conge_parental_partiel", period)
        plafond = individu.famille("cmg_structure_plafond", period) * aeeh / where(plein, 1, 2)
        tarif_permis = cout <= p.tarif_horaire_maximum * individu("garde_heures", period)
        ouvert = individu("garde_micro_creche", period) & (age < ages.limite_age.reduite) & tarif_permis
        return ouvert * minimum(p.part_depense * cout, plafond / where(mi_temps, 2, 1))
