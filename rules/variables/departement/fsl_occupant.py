from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage
from openfisca_france.model.base import TypesStatutOccupationLogement

OCCUPANTS = (
    "locataire_hlm",
    "locataire_vide",
    "locataire_meuble",
    "locataire_foyer",
    "primo_accedant",
    "proprietaire",
)


class fsl_occupant(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Locataire, résident d'un foyer ou propriétaire occupant, public des aides au maintien du FSL"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F1334"

    def formula_2009_06(menage, period):
        """Loi 90-449 du 31 mai 1990, art. 6 : dépenses de la personne qui occupe le logement."""
        statut = menage("statut_occupation_logement", period)
        return sum(statut == getattr(TypesStatutOccupationLogement, nom) for nom in OCCUPANTS) > 0
