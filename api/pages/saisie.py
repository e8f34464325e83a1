"""What is written in the form, as typed: texts, line by line, and the moves of the add and remove buttons.

Blank lines are kept where they are, so that a line has the same rank here, on the screen and in an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.pages.champs import (
    CHAMPS_FOYER,
    CHAMPS_INTERRUPTION,
    CHAMPS_PRESTATION,
    CHAMPS_REVENU,
    PRESTATIONS_PRINCIPALES,
    champs_de_personne,
)
from api.pages.reste import lire_reste
from rules.catalogue import charger_catalogue
from simulations.modalites import Role
from simulations.mois import mois_courant

NB_PERSONNES_AFFICHEES = 9
# As many lines of a person's incomes, or of benefits, as a situation may have, with room for blank ones.
NB_LIGNES_MAX = 300
NB_PASSEES_MAX = 300

Ligne = dict[str, str]


@dataclass
class SaisiePersonne:
    """One person as typed; `aucun_revenu` and `aucune_interruption` are explicit answers."""

    id: str
    role: Role
    champs: Ligne = field(default_factory=dict)
    revenus: list[Ligne] = field(default_factory=list)
    aucun_revenu: bool = False
    interruptions: list[Ligne] = field(default_factory=list)
    aucune_interruption: bool = False

    def completer(self) -> None:
        """Offer a first blank line to whoever usually needs one."""
        if not self.revenus and self.role is not Role.ENFANT:
            self.revenus.append({})


@dataclass
class Saisie:
    """The whole form as typed.

    Attributes:
        passees: questions passed over, by name.
        reste: facts of the situation that the form does not show, kept as they came.
        defaut: why `reste` cannot be read, when it cannot.
    """

    mois: str
    personnes: list[SaisiePersonne]
    foyer: Ligne = field(default_factory=dict)
    prestations: list[Ligne] = field(default_factory=list)
    reste: dict[str, Any] = field(default_factory=dict)
    defaut: str = ""
    passees: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put the lines in the order of the screen, blank ones added."""
        for personne in self.personnes:
            personne.completer()
        presents = {ligne.get("droit") for ligne in self.prestations}
        ordre = droits_affiches()
        self.prestations += [{"droit": droit} for droit in ordre if droit not in presents]
        rang = {droit: place for place, droit in enumerate(ordre)}
        self.prestations.sort(key=lambda ligne: rang.get(ligne.get("droit", ""), len(rang)))

    def ajouter_personne(self, role: Role) -> None:
        """Add a person, unless the screen is full or the conjoint is already there."""
        seul = role is not Role.CONJOINT or all(p.role is not Role.CONJOINT for p in self.personnes)
        if role is Role.DEMANDEUR or not seul or len(self.personnes) >= NB_PERSONNES_AFFICHEES:
            return
        pris = {p.id for p in self.personnes} | {str(p.get("id")) for p in self.reste.get("suite", [])}
        numero = next(n for n in range(1, len(pris) + 2) if f"p{n}" not in pris)
        nouvelle = SaisiePersonne(id=f"p{numero}", role=role)
        nouvelle.completer()
        self.personnes.append(nouvelle)

    def retirer_personne(self, rang: int) -> None:
        """Take a person out, with what was said of them."""
        if not 0 < rang < len(self.personnes):
            return
        partie = self.personnes.pop(rang).id
        self.reste.get("personnes", {}).pop(partie, None)
        for personne in self.personnes:
            if personne.champs.get("parent_isole_de") == partie:
                del personne.champs["parent_isole_de"]
        self.prestations = [ligne for ligne in self.prestations if ligne.get("personne") != partie]
        # The ranks of the others have changed.
        self.passees = [cle for cle in self.passees if not cle.startswith("personnes")]
        self.__post_init__()

    def ajouter_prestation(self, droit: str) -> int:
        """Add a benefit said to be received; give its rank, -1 when the catalogue has no such droit."""
        if droit not in charger_catalogue():
            return -1
        if all(ligne.get("droit") != droit for ligne in self.prestations):
            self.prestations.append({"droit": droit, "recu": "oui"})
        return next(rang for rang, ligne in enumerate(self.prestations) if ligne.get("droit") == droit)


def droits_affiches() -> list[str]:
    """List the droits whose receipt is asked, the most common first: those that are calculated."""
    catalogue = charger_catalogue()
    premiers = [droit for droit in PRESTATIONS_PRINCIPALES if droit in catalogue]
    calcules = [droit for droit, carte in catalogue.items() if carte.calcul.mode == "calcule"]
    return premiers + [droit for droit in calcules if droit not in premiers]


def droits_a_ajouter(saisie: Saisie) -> list[tuple[str, str]]:
    """List the other droits of the catalogue, which can be said to be received."""
    presents = {ligne.get("droit") for ligne in saisie.prestations}
    autres = [(droit, carte.libelle) for droit, carte in charger_catalogue().items() if droit not in presents]
    return sorted(autres, key=lambda autre: autre[1])


def saisie_vide() -> Saisie:
    """Give an empty form: one person, the current month."""
    return Saisie(mois=mois_courant(), personnes=[SaisiePersonne(id="p1", role=Role.DEMANDEUR)])


def saisie_du_formulaire(valeurs: Mapping[str, str]) -> Saisie:
    """Read a submitted form; names that are not ours are ignored."""
    reste, defaut = lire_reste(valeurs.get("reste", ""))
    personnes = []
    for rang in range(NB_PERSONNES_AFFICHEES):
        prefixe = f"personnes[{rang}]."
        role = valeurs.get(prefixe + "role", "")
        if role not in set(Role):
            break
        personnes.append(_personne(valeurs, prefixe, Role(role)))
    return Saisie(
        mois=valeurs.get("mois", mois_courant()),
        personnes=personnes or saisie_vide().personnes,
        foyer=_ligne(valeurs, "", CHAMPS_FOYER),
        prestations=_lignes(valeurs, "prestations", CHAMPS_PRESTATION),
        reste=reste,
        defaut=defaut,
        passees=list(dict.fromkeys(valeurs.get("passees", "").split()))[:NB_PASSEES_MAX],
    )


def _personne(valeurs: Mapping[str, str], prefixe: str, role: Role) -> SaisiePersonne:
    return SaisiePersonne(
        id=valeurs.get(prefixe + "id", ""),
        role=role,
        champs=_ligne(valeurs, prefixe, champs_de_personne(role)),
        revenus=_lignes(valeurs, prefixe + "revenus", CHAMPS_REVENU),
        aucun_revenu=bool(valeurs.get(prefixe + "aucun_revenu")),
        interruptions=_lignes(valeurs, prefixe + "revenus_interrompus", CHAMPS_INTERRUPTION),
        aucune_interruption=bool(valeurs.get(prefixe + "aucune_interruption")),
    )


def _ligne(valeurs: Mapping[str, str], prefixe: str, chemins: Mapping[str, Any] | tuple[str, ...]) -> Ligne:
    lus = {chemin: valeurs.get(prefixe + chemin, "").strip() for chemin in chemins}
    return {chemin: texte for chemin, texte in lus.items() if texte}


def _lignes(valeurs: Mapping[str, str], nom: str, champs: Mapping[str, Any]) -> list[Ligne]:
    repere = next(iter(champs))
    lignes = []
    for rang in range(NB_LIGNES_MAX):
        prefixe = f"{nom}[{rang}]."
        if prefixe + repere not in valeurs:
            break
        lignes.append(_ligne(valeurs, prefixe, champs))
    return lignes
