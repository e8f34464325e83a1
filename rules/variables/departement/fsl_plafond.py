from numpy import around
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class fsl_plafond(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    label = "Plafond de ressources du FSL de l'Aveyron, hors majoration"
    reference = (
        "https://www.adil12.org/faire-face-aux-difficultes/lacces-ou-le-maintien-dans-un-logement/"
        "le-fonds-de-solidarite-logement/"
    )
    unit = "currency"

    def formula_2009_06(famille, period, parameters):
        """Règlement intérieur du FSL, connu par l'ADIL de l'Aveyron : deux fois le RSA du foyer.

        La page ne dit ni si le forfait logement est déduit, ni si le RSA majoré compte.
        """
        fsl = parameters(period).departement_aveyron.fsl
        return around(fsl.plafond_en_rsa * famille("rsa_selon_composition", period), 2)
