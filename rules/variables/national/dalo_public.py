from numpy import datetime64
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage
from openfisca_france.model.base import TypesStatutOccupationLogement


class dalo_public(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Sans logement à soi, ou demande de logement social sans réponse"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006074096"

    def formula_2009(menage, period, parameters):
        """CCH L441-2-3 : dépourvu de logement, hébergé, ou demande de logement social restée sans réponse."""
        statut = menage("statut_occupation_logement", period)
        sans = statut == TypesStatutOccupationLogement.sans_domicile
        heberge = statut == TypesStatutOccupationLogement.loge_gratuitement
        demande = menage.personne_de_reference.famille("date_demande_logement_social", period)
        return sans | heberge | (demande > datetime64("1900-01-01"))
