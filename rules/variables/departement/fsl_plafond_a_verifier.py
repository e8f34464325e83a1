from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille
from openfisca_france.model.prestations.autonomie import TypesGir

DEPENDANCE = ("gir_1", "gir_2", "gir_3", "gir_4")


class fsl_plafond_a_verifier(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Le plafond du FSL peut être plus haut, ou d'autres ressources compter"
    reference = (
        "https://www.adil12.org/faire-face-aux-difficultes/lacces-ou-le-maintien-dans-un-logement/"
        "le-fonds-de-solidarite-logement/"
    )

    def formula_2009_06(famille, period, parameters):
        """Règlement intérieur du FSL, connu par l'ADIL de l'Aveyron : plafond majoré, d'un montant inconnu.

        Il l'est pour une personne dépendante ou handicapée ; il le serait avec le RSA majoré d'un parent
        isolé. Toutes les personnes qui vivent là comptent, même celles d'une autre famille.
        """
        ressources = famille("fsl_ressources", period)
        gir = famille.members("gir", period)
        dependant = sum(gir == getattr(TypesGir, degre) for degre in DEPENDANCE) > 0
        majore = famille.any(dependant | famille.members("handicap", period))
        en_rsa = parameters(period).departement_aveyron.fsl.plafond_en_rsa
        isole = ressources <= en_rsa * famille("rsa_socle_majore", period)
        autres = famille.demandeur.menage("autres_occupants_logement", period) > 0
        return autres | ((ressources > famille("fsl_plafond", period)) & (majore | isole))
