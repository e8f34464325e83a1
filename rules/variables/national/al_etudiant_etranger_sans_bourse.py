from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class al_etudiant_etranger_sans_bourse(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Étudiant venu d'un pays hors UE, EEE et Suisse, sans bourse sur critères sociaux"
    reference = "https://www.legifrance.gouv.fr/jorf/article_jo/JORFARTI000053509383"

    def formula_2026_07(famille, period):
        """CCH L822-2 I 3°, loi 2026-103 art. 179 : exclu de l'aide au logement s'il a un titre « étudiant ».

        La nature du titre n'est pas connue : l'aide est alors à vérifier. Qui remplit les conditions d'une
        bourse garde l'aide ; être boursier en tient lieu.
        """
        membres = famille.members
        etranger = ~membres("ressortissant_eee", period) & (membres("nationalite", period) != b"CH")
        vise = membres("etudiant", period) & etranger & ~membres("boursier", period)
        return famille.any(vise, role=Famille.PARENT)
