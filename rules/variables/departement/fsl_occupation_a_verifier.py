from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage
from openfisca_france.model.base import TypesStatutOccupationLogement as Statuts


class fsl_occupation_a_verifier(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Propriétaire ou foyer hébergé, que le FSL peut aider à payer ses factures sans règle publiée"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F1334"

    def formula_2009_06(menage, period):
        """Loi 90-449 du 31 mai 1990, art. 6 : le FSL peut aider les personnes hébergées.

        Qui est hébergé dans un foyer décrit ici ne l'est pas : les factures sont celles de ce foyer.
        """
        heberge = menage("statut_occupation_logement", period) == Statuts.loge_gratuitement
        seul = menage("autres_occupants_logement", period) == 0
        return menage("fsl_proprietaire_a_verifier", period) | (heberge & seul)
