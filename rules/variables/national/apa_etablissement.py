from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu
from openfisca_france.model.prestations import autonomie as amont


class apa_etablissement(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "APA en établissement, au barème du 1er janvier"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074069"
    unit = "currency"

    def formula_2024(individu, period, parameters):
        """CASF L232-4 et R232-19 : le barème suit la majoration pour tierce personne du 1er janvier.

        Calcul d'openfisca-france avec les valeurs de janvier ; le seuil de versement reste celui du mois.
        """
        janvier = period.this_year.first_month
        apa = amont.apa_etablissement.formula_2002(individu, period, lambda _: parameters(janvier))
        smic = parameters(period).marche_travail.salaire_minimum.smic.smic_b_horaire
        p = parameters(period).prestations_sociales.prestations_etat_de_sante.perte_autonomie_personnes_agees
        return apa * (apa >= p.apa_institution.seuil_versement_en_part_smic_brut_horaire * smic)
