"""What each kept element of the RSA flux becomes as soon as its text ends; the text itself is not kept."""

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from simulations.audit import flux_rsa_codes as codes
from simulations.audit.flux_rsa_codes import Liste

LONGUEUR_MAX = 40
LONGUEUR_ID = 24
_MONTANT = re.compile(r"-?\d{1,10}(\.\d{1,2})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE_COURT = re.compile(r"[A-Z0-9]{1,5}")
_DOSSIER = re.compile(r"[A-Za-z0-9]{1,11}")
_COMMUNE = re.compile(r"(2[AB]|\d{2})\d{3}")
_NATURE_VRSD = re.compile(r"[A-F]\d\d")


class Inattendu(ValueError):
    """A text that is not of its kind; the message says what is accepted, never what was received."""


class StructureVRSD(Exception):
    """The newer structure was recognised."""


class Reductions:
    """Turns texts into what is kept, and counts the codes that are in no list.

    Attributes:
        inconnus: how many times each unknown code was met, as `NATRESS 888`.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.inconnus: Counter[str] = Counter()

    def reduction(self, nom: str, element: str) -> Callable[[str], Any]:
        """Give the function that reduces the text of an element."""
        methode: Callable[[str, str], Any] = getattr(self, f"_{nom}")

        def reduire(texte: str) -> Any:
            if len(texte) > LONGUEUR_MAX:
                raise Inattendu(f"un texte de {LONGUEUR_MAX} caractères au plus")
            return methode(texte, element)

        return reduire

    def _dossier(self, texte: str, _: str) -> str:
        if not _DOSSIER.fullmatch(texte):
            raise Inattendu("un numéro de 11 caractères au plus")
        return hmac.new(self._secret, texte.encode(), hashlib.sha256).hexdigest()[:LONGUEUR_ID]

    def _texte(self, texte: str, _: str) -> str:
        return texte.upper()

    def _date(self, texte: str, _: str) -> date:
        if not _DATE.fullmatch(texte):
            raise Inattendu("une date AAAA-MM-JJ")
        try:
            return date.fromisoformat(texte)
        except ValueError:
            raise Inattendu("une date qui existe, AAAA-MM-JJ") from None

    def _mois(self, texte: str, element: str) -> str:
        return self._date(texte, element).isoformat()[:7]

    def _montant(self, texte: str, _: str) -> float:
        if not _MONTANT.fullmatch(texte):
            raise Inattendu("un montant à deux décimales, avec un point")
        return float(texte)

    def _nombre(self, texte: str, _: str) -> int:
        if not texte.isdecimal() or len(texte) > 8:
            raise Inattendu("un nombre entier")
        return int(texte)

    def _booleen(self, texte: str, _: str) -> bool:
        if texte not in ("0", "1"):
            raise Inattendu("0 ou 1")
        return texte == "1"

    def _presence(self, _texte: str, _: str) -> bool:
        return True

    def _commune(self, texte: str, element: str) -> str | None:
        if _COMMUNE.fullmatch(texte.upper()):
            return texte.upper()
        self._compter(element, texte)
        return None

    def _rang(self, texte: str, _: str) -> str:
        return texte.zfill(2)

    def _nature(self, texte: str, element: str) -> str:
        if _NATURE_VRSD.fullmatch(texte.upper()):
            raise StructureVRSD
        return self._classer(codes.RESSOURCES, texte, element)

    def _activite(self, texte: str, element: str) -> str:
        if texte.upper() in codes.ACTIVITES_INCONNUES:
            return codes.SANS_REPONSE
        return self._classer(codes.ACTIVITES, texte, element)

    def _famille(self, texte: str, element: str) -> str:
        return self._classer(codes.FAMILLES, texte, element)

    def _motif_versement(self, texte: str, _: str) -> str:
        return texte if texte in codes.MOTIFS_VERSEMENT else codes.AUTRE_MOTIF

    def _motif_fin(self, texte: str, _: str) -> str:
        return texte if texte in codes.MOTIFS_FIN else codes.AUTRE_MOTIF

    def _motif_refus(self, texte: str, _: str) -> str:
        return texte if texte in codes.MOTIFS_REFUS else codes.AUTRE_MOTIF

    def _motif_cache(self, _texte: str, _: str) -> str:
        return codes.AUTRE_MOTIF

    def _nature_rsa(self, texte: str, element: str) -> str | None:
        return self._parmi(codes.NATURES_RSA, texte, element)

    def _role(self, texte: str, element: str) -> str | None:
        return self._parmi(codes.ROLES, texte, element)

    def _asf(self, texte: str, element: str) -> str | None:
        return self._parmi(codes.SITUATIONS_ASF, texte, element)

    def _etat(self, texte: str, element: str) -> str | None:
        return self._parmi(frozenset(codes.ETATS), texte, element)

    def _organisme(self, texte: str, element: str) -> str | None:
        connu = self._parmi(frozenset(codes.ORGANISMES), texte, element)
        return codes.ORGANISMES[connu] if connu else None

    def _classer(self, liste: Liste, texte: str, element: str) -> str:
        classe = liste.classes.get(texte.upper())
        if classe is None:
            self._compter(element, texte)
            return liste.defaut
        return str(classe)

    def _parmi(self, connus: frozenset[str], texte: str, element: str) -> str | None:
        code = texte.upper()
        if code in connus:
            return code
        self._compter(element, texte)
        return None

    def _compter(self, element: str, texte: str) -> None:
        """Count a code alone; a text too long to be one is not repeated."""
        code = texte.upper()
        self.inconnus[f"{element} {code if _CODE_COURT.fullmatch(code) else '(illisible)'}"] += 1
