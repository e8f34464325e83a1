from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class enfant_ecole_primaire(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Élève d'une école maternelle ou élémentaire"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006071191"

    def formula_2020_01(individu, period):
        """Code de l'éducation, art. L212-4 et R531-52 : la commune a la charge de ses écoles."""
        scolarite = individu("scolarite", period).decode_to_str()
        return (scolarite == "maternelle") | (scolarite == "primaire")
