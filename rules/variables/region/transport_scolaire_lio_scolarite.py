from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.prestations.education import TypesScolarite


class transport_scolaire_lio_scolarite(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Élève de la maternelle au lycée"
    reference = "https://www.colombies.fr/transport-scolaire-regional-les-inscriptions-sont-ouvertes-jusquau-31-juillet-2024/"

    def formula_2023_09(individu, period, parameters):
        """Règlement du transport scolaire liO : élèves de maternelle, primaire, collège ou lycée."""
        scolarite = individu("scolarite", period)
        premier_degre = (scolarite == TypesScolarite.maternelle) | (scolarite == TypesScolarite.primaire)
        return premier_degre | (scolarite == TypesScolarite.college) | (scolarite == TypesScolarite.lycee)
