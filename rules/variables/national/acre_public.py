from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.base import TypesActivite


class acre_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Personne qui peut avoir l'ACRE en créant une entreprise"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072050"

    def formula_2020(individu, period, parameters):
        """Code du travail L5141-1 : chômeurs, allocataires du RSA ou de l'ASS, jeunes ; créateurs récents."""
        activite, age = individu("activite", period), individu("age", period)
        age_maximum = parameters(period).droits_nationaux.creation_entreprise.age_acre_maximum
        jeune = age <= age_maximum
        minima = (individu("ass", period) > 0) | (individu.famille("rsa", period) > 0)
        chomeur = (activite == TypesActivite.chomeur) | (individu("chomage_net", period) > 0)
        return chomeur | minima | jeune | individu("travailleur_independant", period)
