from numpy import around, select
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille
from openfisca_france.model.prestations.education import TypesScolarite


class bourse_college(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Montant annuel des bourses de collège de la famille"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000034629530"
    unit = "currency"

    def formula_2024_09(famille, period, parameters):
        """Code de l'éducation D531-7 : part de la BMAF du 1er janvier de la rentrée, multiple de 3 euros.

        openfisca-france lit la BMAF de l'année civile en cours, un an trop tard de janvier à août.
        """
        attente = parameters(period).droits_ouverts.fiscal.mois_avant_avis
        rentree = period.offset(-attente, "month").this_year.first_month
        bmaf = parameters(rentree).prestations_sociales.prestations_familiales.bmaf.bmaf
        p = parameters(period).prestations_sociales.education.bourses.bourses_education.bourse_college
        collegiens = famille.sum(
            famille.members("scolarite", period) == TypesScolarite.college, role=Famille.ENFANT
        )
        echelon = famille("bourse_college_echelon", period)
        part = select(
            [echelon == 3, echelon == 2, echelon == 1],
            [p.montant_taux_3, p.montant_taux_2, p.montant_taux_1],
        )
        return collegiens * around(part * bmaf / 3) * 3
