"""The parts of an answer that come from the card alone: figures of the rule, how to claim, where to go."""

from collections.abc import Sequence

from rules.cartes import Carte
from rules.contacts import Contact
from simulations.resultat import Demarche, Formulaire, Lieu, Repere
from simulations.systeme import unite, valeur


def demarche_depuis(carte: Carte, places: Sequence[Contact]) -> Demarche:
    """Say how to claim a droit, and where to go.

    Args:
        carte: card of the droit.
        places: from the commune of the household; none when it is unknown.
    """
    formulaire = carte.demarche.formulaire
    return Demarche(
        ou=carte.demarche.ou,
        lieux=[Lieu(**lu.model_dump(exclude={"organisme", "droits", "territoire"})) for lu in places],
        en_ligne=carte.demarche.en_ligne,
        formulaire=Formulaire(titre=formulaire.titre, cerfa=formulaire.cerfa) if formulaire else None,
        pieces=list(carte.demarche.pieces),
        delai=carte.demarche.delai,
    )


def reperes(carte: Carte, mois: str) -> list[Repere]:
    """Read the figures that a card quotes, at a month."""
    return [
        Repere(
            libelle=repere.libelle,
            valeur=valeur(repere.parametre, mois),
            unite=unite(repere.parametre),
            parametre=repere.parametre,
        )
        for repere in carte.reperes
    ]
