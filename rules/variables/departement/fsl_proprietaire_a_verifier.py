from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage
from openfisca_france.model.base import TypesStatutOccupationLogement as Statuts


class fsl_proprietaire_a_verifier(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Propriétaire occupant, aidé par le FSL sous des conditions et dans des secteurs non publiés"
    reference = (
        "https://www.adil12.org/faire-face-aux-difficultes/lacces-ou-le-maintien-dans-un-logement/"
        "le-fonds-de-solidarite-logement/"
    )

    def formula_2009_06(menage, period):
        """Règlement intérieur du FSL, connu par l'ADIL de l'Aveyron : les locataires d'abord."""
        statut = menage("statut_occupation_logement", period)
        return (statut == Statuts.proprietaire) | (statut == Statuts.primo_accedant)
