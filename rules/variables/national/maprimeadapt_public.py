from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.prestations.autonomie import TypesGir


class maprimeadapt_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Âge, perte d'autonomie ou handicap ouvrant MaPrimeAdapt'"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074096"

    def formula_2024(individu, period, parameters):
        """Règlement de l'Anah : 70 ans, 60 ans avec un GIR, ou un taux d'incapacité de 50 %."""
        p, age = parameters(period).droits_nationaux.travaux, individu("age", period)
        gir = individu("gir", period) != TypesGir.non_defini
        autonomie = (age >= p.maprimeadapt_age_gir) & gir
        return (age >= p.maprimeadapt_age) | autonomie | individu("handicap", period)
