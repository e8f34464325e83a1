"""Every error this package raises on purpose. The message is French and meant to be read.

ErreurDroits
├── SituationInvalide        the document does not describe a household we can read
│   └── DocumentIllisible    it is not even JSON
├── CommandeInvalide         a command was given an option or a file it cannot use
├── EntreeInvalide           a file of households of an audit cannot be read at all
└── CalculImpossible         the engine could not answer for a valid situation
"""

from collections.abc import Sequence
from dataclasses import dataclass


class ErreurDroits(Exception):
    """Root of the errors of the project."""


@dataclass(frozen=True)
class ErreurChamp:
    """One thing wrong in a document.

    Attributes:
        chemin: where, as in `personnes[2].revenus[0].montant`; empty for the whole document.
        recu: what was received, shortened, never a whole document.
        attendu: what is accepted, in French.
    """

    chemin: str
    recu: str
    attendu: str

    def sous(self, chemin: str) -> "ErreurChamp":
        """Give the same fault seen from a document that holds this one at a path."""
        lieu = chemin if not self.chemin or not chemin else f"{chemin}.{self.chemin}"
        return ErreurChamp(lieu or self.chemin, self.recu, self.attendu)

    def __str__(self) -> str:
        """Give the sentence shown to people."""
        lieu = f"« {self.chemin} »" if self.chemin else "le document"
        return f"{lieu} : reçu {self.recu} ; attendu {self.attendu}."


class SituationInvalide(ErreurDroits):
    """The document cannot be read as a situation; `erreurs` says everything that is wrong."""

    def __init__(self, erreurs: Sequence[ErreurChamp]) -> None:
        self.erreurs = tuple(erreurs)
        super().__init__("\n".join(str(erreur) for erreur in self.erreurs))


class DocumentIllisible(SituationInvalide):
    """The text is not well-formed JSON."""


class CommandeInvalide(ErreurDroits):
    """A command cannot run as asked."""


class EntreeInvalide(ErreurDroits):
    """A file of households cannot be read at all: no household of it is.

    Attributes:
        fichier: the file as it was named.
        recu: what was received.
        attendu: what is accepted, in French.
    """

    def __init__(self, fichier: str, recu: str, attendu: str) -> None:
        self.fichier, self.recu, self.attendu = fichier, recu, attendu
        super().__init__(f"{fichier} : reçu {recu} ; attendu {attendu}.")


class CalculImpossible(ErreurDroits):
    """The engine failed on a valid situation: a fault of ours, never of the household."""
