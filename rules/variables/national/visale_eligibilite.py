from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Menage


class visale_eligibilite(Variable):
    value_type = bool
    entity = Menage
    definition_period = MONTH
    label = "Peut demander la garantie Visale"
    reference = "https://www.visale.fr/"

    def formula_2026_01_06(menage, period):
        """Convention entre l'État et Action Logement : personne admise, loyer couvert, bail à signer.

        L'amont ne connaît que les personnes de trente ans ou moins. Séjour : ressortissant européen ou
        étudiant ; les autres titres sont à vérifier.
        """
        personne = menage.personne_de_reference
        europeen = personne("ressortissant_eee", period) | (personne("nationalite", period) == b"CH")
        sejour = europeen | personne("etudiant", period)
        loyer = ~menage("visale_loyer_au_dessus", period)
        a_venir = menage("visale_entree_a_venir", period)
        return personne("visale_personne_eligible", period) & sejour & loyer & a_venir
