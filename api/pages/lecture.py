"""What was typed, read as a situation, with the faults brought back to the fields."""

from api.pages.erreurs import ErreurSaisie, situer, titre_personne
from api.pages.form import document
from api.pages.saisie import Saisie
from simulations.errors import SituationInvalide
from simulations.lecture import lire_situation
from simulations.situation import Situation


def lire_saisie(saisie: Saisie) -> tuple[Situation | None, list[ErreurSaisie]]:
    """Read what was typed: the situation, or its faults in the order of the screen."""
    traduction = document(saisie)
    fautes = list(traduction.erreurs)
    situation: Situation | None = None
    try:
        situation = lire_situation(traduction.document)
    except SituationInvalide as erreur:
        fautes += erreur.erreurs
    if fautes or situation is None:
        return None, situer(fautes, saisie, traduction)
    return situation, []


def noms_des_personnes(saisie: Saisie) -> list[str]:
    """Give what each person is called on the screen, in their order."""
    return [titre_personne(saisie, rang) for rang in range(len(saisie.personnes))]
