from numpy import around, choose
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille
from openfisca_france.model.prestations.education import TypesScolarite

ECHELONS = ("echelon_1", "echelon_2", "echelon_3", "echelon_4", "echelon_5", "echelon_6")


class bourse_lycee(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Montant annuel des bourses de lycée de la famille"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000033056575"
    unit = "currency"

    def formula_2024_09(famille, period, parameters):
        """Code de l'éducation D531-29 : part de la BMAF du 1er janvier de la rentrée, multiple de 3 euros.

        openfisca-france lit la BMAF de l'année civile en cours, un an trop tard de janvier à août.
        """
        attente = parameters(period).droits_ouverts.fiscal.mois_avant_avis
        rentree = period.offset(-attente, "month").this_year.first_month
        bmaf = parameters(rentree).prestations_sociales.prestations_familiales.bmaf.bmaf
        p = parameters(
            period
        ).prestations_sociales.education.bourses.bourses_education.bourse_lycee.apres_2016
        lyceens = famille.sum(
            famille.members("scolarite", period) == TypesScolarite.lycee, role=Famille.ENFANT
        )
        echelon = famille("bourse_lycee_echelon", period)
        part = choose(echelon, [0, *[p[nom].montant for nom in ECHELONS]])
        return lyceens * around(part * bmaf / 3) * 3
