from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu


class ressources_exceptionnelles(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Part exceptionnelle des « gains exceptionnels », que le FSL ne compte pas"
    reference = (
        "https://www.adil12.org/faire-face-aux-difficultes/lacces-ou-le-maintien-dans-un-logement/"
        "le-fonds-de-solidarite-logement/"
    )
    unit = "currency"
    documentation = (
        "Règlement intérieur du FSL de l'Aveyron, connu par l'ADIL. Les revenus « autre » sont écrits dans "
        "`gains_exceptionnels` avec les primes exceptionnelles ; seules celles-ci sont ici."
    )
