"""Reads a situation and says everything that is wrong with it, in French.

Two steps: the shape (pydantic, strict), then what only makes sense between fields. A document with a
single error gives no situation at all.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rules import territoire
from rules.catalogue import charger_catalogue
from simulations.errors import DocumentIllisible, ErreurChamp, SituationInvalide
from simulations.modalites import EN_COUPLE, Role
from simulations.mois import decaler, verifier_mois
from simulations.situation import Personne, Situation

TAILLE_MAX = 1_000_000
AGE_MAX = 125
_LONGUEUR_RECU = 60

_ATTENDUS = {
    "missing": "une valeur : ce champ est obligatoire",
    "extra_forbidden": "aucun champ de ce nom",
    "string_type": "un texte",
    "bool_type": "true ou false",
    "float_type": "un nombre",
    "int_type": "un nombre entier",
    "int_from_float": "un nombre entier",
    "list_type": "une liste",
    "model_type": "un objet",
    "model_attributes_type": "un objet",
    "date_type": "une date au format AAAA-MM-JJ",
    "date_from_datetime_parsing": "une date qui existe, au format AAAA-MM-JJ",
    "date_parsing": "une date qui existe, au format AAAA-MM-JJ",
    "date_from_datetime_inexact": "une date au format AAAA-MM-JJ, sans heure",
    "finite_number": "un nombre fini",
    "json_invalid": "un document JSON bien formé",
    "string_too_short": "un texte non vide",
}


def lire_situation(document: str | bytes | Mapping[str, Any]) -> Situation:
    """Read one situation.

    Args:
        document: JSON text, or the object it would give.

    Raises:
        SituationInvalide: with every fault found, each with its path.
        DocumentIllisible: when the text is not JSON at all.
    """
    texte = document if isinstance(document, str | bytes) else json.dumps(document, default=str)
    if len(texte) > TAILLE_MAX:
        raise SituationInvalide([ErreurChamp("", f"{len(texte)} octets", f"au plus {TAILLE_MAX} octets")])
    _refuser_les_doublons(texte)
    try:
        situation = Situation.model_validate_json(texte)
    except ValidationError as erreur:
        details = erreur.errors()
        illisible = any(detail["type"] == "json_invalid" for detail in details)
        classe = DocumentIllisible if illisible else SituationInvalide
        raise classe([_traduire(detail) for detail in details]) from None
    fautes = list(_incoherences(situation))
    if fautes:
        raise SituationInvalide(fautes)
    return situation


def _refuser_les_doublons(texte: str | bytes) -> None:
    """Refuse a key written twice in one object: JSON readers keep the last one and lose a fact."""

    def sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
        vues: dict[str, Any] = {}
        for cle, valeur in paires:
            if cle in vues:
                raise SituationInvalide([ErreurChamp(cle, f"le champ « {cle} » deux fois", "un seul")])
            vues[cle] = valeur
        return vues

    try:
        json.loads(texte, object_pairs_hook=sans_doublon)
    except (ValueError, RecursionError):
        return  # unreadable: pydantic says where


def _chemin(lieu: tuple[int | str, ...]) -> str:
    morceaux = [f"[{m}]" if isinstance(m, int) else f".{m}" for m in lieu]
    return "".join(morceaux).lstrip(".")


def _montrer(valeur: object) -> str:
    texte = json.dumps(valeur, ensure_ascii=False, default=str)
    return texte if len(texte) <= _LONGUEUR_RECU else texte[:_LONGUEUR_RECU] + "…"


def _traduire(detail: ErrorDetails) -> ErreurChamp:
    chemin, nature = _chemin(detail["loc"]), detail["type"]
    recu = "rien" if nature == "missing" else _montrer(detail["input"])
    if nature == "extra_forbidden":
        recu = f"le champ inconnu « {detail['loc'][-1]} »"
    if nature == "json_invalid":
        recu = "un texte illisible"
    return ErreurChamp(chemin, recu, _attendu(nature, detail.get("ctx", {}), detail["msg"]))


def fautes_de_forme(erreur: ValidationError, chemin: str = "") -> list[ErreurChamp]:
    """Say in French what pydantic refused in a part of a document.

    Args:
        erreur: what pydantic raised.
        chemin: where the part is in the document.
    """
    return [faute.sous(chemin) for faute in map(_traduire, erreur.errors())]


def _attendu(nature: str, contexte: Mapping[str, Any], message: str) -> str:
    if nature in _ATTENDUS:
        return _ATTENDUS[nature]
    if nature == "enum":
        return "l'une des valeurs " + str(contexte["expected"]).replace(" or ", " ou ")
    if nature == "value_error":
        return str(contexte["error"])
    if nature == "string_pattern_mismatch":
        return f"un texte de la forme {contexte['pattern']}"
    bornes = {"ge": "au moins", "gt": "plus de", "le": "au plus", "lt": "moins de"}
    for cle, mots in bornes.items():
        if cle in contexte:
            return f"{mots} {contexte[cle]:,}".replace(",", " ")
    for cle, mots in {"min_length": "au moins", "max_length": "au plus"}.items():
        if cle in contexte:
            return f"{mots} {contexte[cle]} élément(s) ou caractère(s)"
    return message


def _incoherences(situation: Situation) -> Iterator[ErreurChamp]:
    yield from _roles(situation)
    for rang, personne in enumerate(situation.personnes):
        yield from _dates(situation, personne, f"personnes[{rang}]")
    yield from _filiation(situation)
    yield from _prestations(situation)
    yield from _emmenagement(situation)
    commune = situation.logement.commune if situation.logement else None
    if commune is not None and not territoire.existe(commune):
        yield ErreurChamp("logement.commune", f'"{commune}"', "le code Insee d'une commune française")


def _emmenagement(situation: Situation) -> Iterator[ErreurChamp]:
    logement = situation.logement
    if logement and logement.demenagement_prevu is False and logement.entree_prevue is not None:
        attendu = "true : « entree_prevue » annonce un emménagement"
        yield ErreurChamp("logement.demenagement_prevu", "false", attendu)


def _roles(situation: Situation) -> Iterator[ErreurChamp]:
    vus: set[str] = set()
    for rang, personne in enumerate(situation.personnes):
        if personne.id in vus:
            yield ErreurChamp(f"personnes[{rang}].id", f'"{personne.id}"', "un identifiant par personne")
        vus.add(personne.id)
    roles = [personne.role for personne in situation.personnes]
    if roles.count(Role.DEMANDEUR) != 1:
        yield ErreurChamp(
            "personnes", f"{roles.count(Role.DEMANDEUR)} demandeur(s)", "exactement un demandeur"
        )
    if roles.count(Role.CONJOINT) > 1:
        yield ErreurChamp("personnes", f"{roles.count(Role.CONJOINT)} conjoints", "un conjoint au plus")
    statut = situation.couple.statut if situation.couple else None
    if Role.CONJOINT in roles and statut is not None and statut not in EN_COUPLE:
        yield ErreurChamp(
            "couple.statut", f'"{statut}"', "mariage, pacs ou concubinage : un conjoint est présent"
        )


def _dates(situation: Situation, personne: Personne, chemin: str) -> Iterator[ErreurChamp]:
    naissance = personne.date_naissance
    premier_jour_suivant = date.fromisoformat(decaler(situation.mois, 1) + "-01")
    if naissance is None:
        return
    if naissance >= premier_jour_suivant:
        yield ErreurChamp(
            f"{chemin}.date_naissance",
            f'"{naissance}"',
            f"une date avant la fin du mois simulé ({situation.mois}) ; pour un enfant à naître, "
            "indiquer « enceinte » et « date_accouchement_prevue »",
        )
    if premier_jour_suivant.year - naissance.year > AGE_MAX:
        yield ErreurChamp(
            f"{chemin}.date_naissance", f'"{naissance}"', f"une personne de {AGE_MAX} ans au plus"
        )
    titre = personne.titre_sejour_depuis
    if titre is not None and titre < naissance:
        yield ErreurChamp(f"{chemin}.titre_sejour_depuis", f'"{titre}"', "une date après la naissance")


def _filiation(situation: Situation) -> Iterator[ErreurChamp]:
    parents = [p for p in situation.personnes if p.role in (Role.DEMANDEUR, Role.CONJOINT)]
    naissances = [p.date_naissance for p in parents if p.date_naissance is not None]
    ids = {p.id for p in situation.personnes if p.role is Role.AUTRE}
    for rang, personne in enumerate(situation.personnes):
        chemin = f"personnes[{rang}]"
        if personne.parent_isole_de is not None and personne.parent_isole_de not in ids:
            yield ErreurChamp(
                f"{chemin}.parent_isole_de",
                f'"{personne.parent_isole_de}"',
                "l'identifiant d'une personne du foyer de rôle « autre »",
            )
        if personne.role is not Role.ENFANT or personne.date_naissance is None:
            continue
        if len(naissances) == len(parents) and personne.date_naissance <= min(naissances):
            yield ErreurChamp(
                f"{chemin}.date_naissance",
                f'"{personne.date_naissance}"',
                "un enfant plus jeune que ses parents",
            )


def _prestations(situation: Situation) -> Iterator[ErreurChamp]:
    connus = charger_catalogue()
    ids = {p.id for p in situation.personnes}
    vues: set[tuple[str, str | None, str | None]] = set()
    for rang, prestation in enumerate(situation.prestations or []):
        chemin = f"prestations[{rang}]"
        if prestation.droit not in connus:
            yield ErreurChamp(
                f"{chemin}.droit",
                f'"{prestation.droit}"',
                "un droit du catalogue (droits catalogue)",
            )
        if prestation.personne is not None and prestation.personne not in ids:
            yield ErreurChamp(
                f"{chemin}.personne", f'"{prestation.personne}"', "l'identifiant d'une personne"
            )
        if prestation.de and prestation.a and prestation.a < prestation.de:
            yield ErreurChamp(f"{chemin}.a", f'"{prestation.a}"', f"un mois à partir de {prestation.de}")
        cle = (prestation.droit, prestation.personne, prestation.de)
        if cle in vues:
            yield ErreurChamp(chemin, f'"{prestation.droit}" deux fois', "une ligne par droit")
        vues.add(cle)


def lire_mois(valeur: str) -> str:
    """Check a month given apart from a situation (option of a command, field of a form).

    Raises:
        SituationInvalide: when it is not `AAAA-MM`.
    """
    try:
        return verifier_mois(valeur)
    except ValueError as erreur:
        raise SituationInvalide([ErreurChamp("mois", _montrer(valeur), str(erreur))]) from None
