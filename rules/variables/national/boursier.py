from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.prestations.education import TypesScolarite


class boursier(Variable):
    value_type = bool
    entity = Individu
    definition_period = MONTH
    label = "Élève ou étudiant qui a lui-même une bourse"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000034629530"

    def formula_2021(individu, period):
        """Code de l'éducation D531-7 et D531-29 : la bourse est celle de l'élève, collégien ou lycéen.

        openfisca-france rend boursière toute la famille d'un élève boursier, parents compris.
        """
        scolarite = individu("scolarite", period)
        college = (scolarite == TypesScolarite.college) & (individu.famille("bourse_college", period) > 0)
        lycee = (scolarite == TypesScolarite.lycee) & (individu.famille("bourse_lycee", period) > 0)
        superieur = individu("bourse_criteres_sociaux", period) + individu("bourse_enseignement_sup", period)
        return college | lycee | (superieur > 0)
