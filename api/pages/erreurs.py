"""Faults found in a document, brought back to the fields of the form, in the words of the form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.pages.champs import (
    CHAMPS_FOYER,
    CHAMPS_INTERRUPTION,
    CHAMPS_PERSONNE,
    CHAMPS_REVENU,
    Champ,
    Genre,
    champs_de_personne,
)
from api.pages.form import LES_DEUX, Traduction
from api.pages.formats import mois_long
from api.pages.libelles import ROLES
from api.pages.saisie import Saisie
from rules.catalogue import charger_catalogue
from simulations.errors import ErreurChamp
from simulations.modalites import Role

_MODELES = {
    Genre.DATE: "une date qui existe, comme 12/05/1990",
    Genre.MOIS: "un mois, comme 09/2025",
    Genre.MONTANT: "un montant en euros, comme 1 250,50",
}
_LIBELLES = {
    chemin: champ.libelle
    for champs in (CHAMPS_FOYER, CHAMPS_REVENU, CHAMPS_PERSONNE)
    for chemin, champ in champs.items()
}


@dataclass(frozen=True)
class Case:
    """A field on the screen: its kind, what it holds, and whose it is."""

    champ: Champ
    texte: str
    de_qui: str


@dataclass(frozen=True)
class ErreurSaisie:
    """One fault, as shown.

    Attributes:
        id: HTML id of the field; empty when the fault has no field.
        lieu: label of the field, with the person.
    """

    nom: str
    id: str
    lieu: str
    message: str


def identifiant(nom: str) -> str:
    """Give the HTML id of a field."""
    return re.sub(r"[\[\].]+", "-", nom).strip("-")


def titre_personne(saisie: Saisie, rang: int) -> str:
    """Name a person: their role, numbered when several have it."""
    role = saisie.personnes[rang].role
    if role in {Role.DEMANDEUR, Role.CONJOINT}:
        return ROLES[role]
    numero = sum(p.role is role for p in saisie.personnes[: rang + 1])
    return f"{ROLES[role]} {numero}"


def situer(faute: Sequence[ErreurChamp], saisie: Saisie, traduction: Traduction) -> list[ErreurSaisie]:
    """Bring faults back to the fields, in the order of the screen.

    Args:
        faute: faults whose paths are those of the document or names of fields.
        saisie: what was typed.
        traduction: how the document was built from it.
    """
    cases = dict(_cases(saisie))
    situees: dict[str, ErreurSaisie] = {}
    for erreur in faute:
        nom = _champ_le_plus_proche(traduction.nom(erreur.chemin), cases)
        situees.setdefault(nom or erreur.chemin, _erreur(nom, erreur, cases.get(nom)))
    ordre = {nom: rang for rang, nom in enumerate(cases)}
    return [situees[nom] for nom in sorted(situees, key=lambda nom: ordre.get(nom, len(ordre)))]


def _cases(saisie: Saisie) -> Iterator[tuple[str, Case]]:
    yield "mois", Case(Champ("mois", "Mois", Genre.CHOIX), saisie.mois, "")
    for rang, personne in enumerate(saisie.personnes):
        nom, de_qui = f"personnes[{rang}]", titre_personne(saisie, rang)
        for chemin in champs_de_personne(personne.role):
            texte = personne.champs.get(chemin, "")
            yield f"{nom}.{chemin}", Case(CHAMPS_PERSONNE[chemin], texte, de_qui)
        aucun = Champ("aucun_revenu", "Aucun revenu", Genre.OUI_NON)
        yield f"{nom}.aucun_revenu", Case(aucun, "", de_qui)
        aucune = Champ("aucune_interruption", "Aucun revenu perdu", Genre.OUI_NON)
        yield f"{nom}.aucune_interruption", Case(aucune, "", de_qui)
        for liste, lignes, champs in (
            ("revenus", personne.revenus, CHAMPS_REVENU),
            ("revenus_interrompus", personne.interruptions, CHAMPS_INTERRUPTION),
        ):
            for n, ligne in enumerate(lignes):
                for chemin, champ in champs.items():
                    yield f"{nom}.{liste}[{n}].{chemin}", Case(champ, ligne.get(chemin, ""), de_qui)
    for chemin, champ in CHAMPS_FOYER.items():
        yield chemin, Case(champ, saisie.foyer.get(chemin, ""), "")
    catalogue = charger_catalogue()
    for n, ligne in enumerate(saisie.prestations):
        carte = catalogue.get(ligne.get("droit", ""))
        de_quoi = carte.libelle if carte else ligne.get("droit", "")
        for chemin, libelle in (("recu", "Reçu ?"), ("montant", "Montant reçu")):
            champ = Champ(chemin, libelle, Genre.MONTANT if chemin == "montant" else Genre.OUI_NON)
            yield f"prestations[{n}].{chemin}", Case(champ, ligne.get(chemin, ""), de_quoi)


def _champ_le_plus_proche(nom: str, cases: dict[str, Case]) -> str:
    """Find the field of a fault; a fault about a whole line is shown on its last month."""
    for essai in (nom, f"{nom}.a", f"{nom}.recu", f"{nom}.payee", f"{nom}.taux"):
        if essai in cases:
            return essai
    return ""


def _erreur(nom: str, erreur: ErreurChamp, case: Case | None) -> ErreurSaisie:
    attendu = _en_clair(erreur.attendu)
    if case is None:
        lieu = erreur.chemin or "Le formulaire"
        return ErreurSaisie("", "", lieu, f"reçu {_en_clair(erreur.recu)}, attendu {attendu}.")
    if "AAAA" in attendu or attendu == "un nombre":
        attendu = _MODELES.get(case.champ.genre, attendu)
    lieu = f"{case.champ.libelle} ({case.de_qui})" if case.de_qui else case.champ.libelle
    if erreur.recu == LES_DEUX:
        message = f"deux réponses contraires ; choisissez {attendu}."
    elif not case.texte:
        message = "à indiquer."
    else:
        message = f"« {case.texte} » n’est pas accepté ; indiquez {attendu}."
    return ErreurSaisie(nom, identifiant(nom), lieu, message)


def _en_clair(texte: str) -> str:
    """Put labels in the place of paths, and months in letters."""
    texte = texte.encode("utf-8", "replace").decode()
    texte = re.sub(r"« ([\w.]+) »", lambda m: f"« {_LIBELLES.get(m[1], m[1])} »", texte)
    return re.sub(r"\b\d{4}-(?:0[1-9]|1[0-2])\b(?!-)", lambda m: mois_long(m[0]), texte)
