from numpy import select
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Individu


class prepare(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Prestation partagée d'éducation de l'enfant d'un parent, avant CRDS"
    reference = "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000030055645"

    def formula_2015(individu, period, parameters):
        """CSS L531-4 et D531-4 : 96,62, 62,46 ou 36,03 % de la BMAF selon le travail gardé."""
        pf = parameters(period).prestations_sociales.prestations_familiales
        taux = pf.petite_enfance.paje.paje_prepare.prestation_partagee_education_enfant
        part = select(
            [
                individu("conge_parental_total", period),
                individu("conge_parental_mi_temps", period),
                individu("conge_parental_plus_mi_temps", period),
            ],
            [taux.taux_plein, taux.taux_partiel_50, taux.taux_partiel_entre_50_80],
            0,
        )
        travail = individu("conge_parental_huit_trimestres", period) & individu.has_role(Famille.PARENT)
        duree = individu("prepare_duree_respectee", period)
        return pf.bmaf.bmaf * part * (travail & duree & individu.famille("prepare_age_respecte", period))
