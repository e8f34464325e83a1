from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.prestations.education import TypesScolarite


class transport_handicap_scolarise(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Élève ou étudiant, public du transport des élèves handicapés"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000023086525"

    def formula_2000_12_23(individu, period):
        """Code de l'éducation R213-13 à R213-16, repris au code des transports R3111-24 à R3111-27."""
        scolarite = individu("scolarite", period)
        return individu("etudiant", period) | (scolarite != TypesScolarite.inconnue)
