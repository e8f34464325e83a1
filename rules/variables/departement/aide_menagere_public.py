from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class aide_menagere_public(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Personne âgée ou handicapée, au sens de l'aide sociale à domicile"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"

    def formula_2000_12_23(individu, period, parameters):
        """CASF L113-1 et L241-1 : l'âge, un taux d'incapacité de 80 %, ou l'emploi rendu impossible."""
        taux = parameters(period).droits_ouverts.aide_sociale.taux_incapacite
        handicap = (individu("taux_incapacite", period) >= taux) | individu(
            "aah_restriction_substantielle_durable_acces_emploi", period
        )
        return individu("aide_sociale_age", period) | handicap
