"""The form as the templates draw it: fields with their value and their fault, in the order of the screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from api.pages.champs import (
    CHAMPS_FOYER,
    CHAMPS_INTERRUPTION,
    CHAMPS_PERSONNE,
    CHAMPS_PRESTATION,
    CHAMPS_REVENU,
    COMPLEMENTS,
    COUPLE,
    EVENEMENTS,
    FISCAL_COMPLEMENT,
    FISCAL_PRINCIPAL,
    LOGEMENT_COMPLEMENT,
    LOGEMENT_PRINCIPAL,
    PRESTATIONS_PRINCIPALES,
    PRINCIPAUX,
    Champ,
)
from api.pages.erreurs import ErreurSaisie, identifiant, titre_personne
from api.pages.formats import mois_long
from api.pages.reste import ecrire_reste
from api.pages.saisie import NB_PERSONNES_AFFICHEES, Ligne, Saisie, SaisiePersonne, droits_a_ajouter
from rules.catalogue import charger_catalogue
from simulations.modalites import Role
from simulations.mois import MOIS_A_VENIR, PREMIER_MOIS, decaler, indice, mois_courant

_UNITES = {"mensuel": "€ par mois", "annuel": "€ par an", "ponctuel": "€"}


@dataclass(frozen=True)
class ChampVu:
    """A field to draw."""

    nom: str
    id: str
    champ: Champ
    valeur: str
    erreur: str


@dataclass(frozen=True)
class GroupeVu:
    """Fields under a title."""

    titre: str
    champs: list[ChampVu]


@dataclass(frozen=True)
class PersonneVue:
    """A person to draw; `renseignes` counts the answers folded away."""

    rang: int
    id: str
    role: str
    titre: str
    principaux: list[ChampVu]
    groupes: list[GroupeVu]
    revenus: list[list[ChampVu]]
    aucun_revenu: bool
    erreur_revenus: str
    interruptions: list[list[ChampVu]]
    aucune_interruption: bool
    erreur_interruptions: str
    renseignes: int
    ouvert: bool


@dataclass(frozen=True)
class PrestationVue:
    """A benefit and whether it is received; `caches` travel unseen."""

    libelle: str
    precision: str
    recu: ChampVu
    montant: ChampVu | None
    caches: list[tuple[str, str]]


@dataclass(frozen=True)
class FormulaireVu:
    """The whole form to draw."""

    mois: str
    mois_possibles: list[tuple[str, str]]
    erreur_mois: str
    personnes: list[PersonneVue]
    peut_ajouter: list[tuple[str, str]]
    couple: list[ChampVu]
    logement: list[ChampVu]
    logement_complement: list[ChampVu]
    fiscal: list[ChampVu]
    fiscal_complement: list[ChampVu]
    evenements: list[ChampVu]
    prestations: list[PrestationVue]
    autres_prestations: list[PrestationVue]
    prestations_a_ajouter: list[tuple[str, str]]
    prestations_completes: ChampVu
    adultes: list[tuple[str, str]]
    reste: str


def formulaire(saisie: Saisie, erreurs: Sequence[ErreurSaisie] = ()) -> FormulaireVu:
    """Prepare the form of what was typed, with its faults."""
    messages = {erreur.nom: erreur.message for erreur in erreurs}
    foyer = {
        chemin: _champ(chemin, libelle_date(champ, saisie.mois), saisie.foyer.get(chemin, ""), messages)
        for chemin, champ in CHAMPS_FOYER.items()
    }
    prestations = list(_prestations(saisie, messages))
    principales = [p for droit, p in prestations if droit in PRESTATIONS_PRINCIPALES]
    return FormulaireVu(
        mois=saisie.mois,
        mois_possibles=_mois_possibles(),
        erreur_mois=messages.get("mois", ""),
        personnes=[_personne(saisie, rang, messages) for rang in range(len(saisie.personnes))],
        peut_ajouter=_ajouts(saisie),
        couple=[foyer[chemin] for chemin in COUPLE],
        logement=[foyer[chemin] for chemin in LOGEMENT_PRINCIPAL],
        logement_complement=[foyer[chemin] for chemin in LOGEMENT_COMPLEMENT],
        fiscal=[foyer[chemin] for chemin in FISCAL_PRINCIPAL],
        fiscal_complement=[foyer[chemin] for chemin in FISCAL_COMPLEMENT],
        evenements=[foyer[chemin] for chemin in EVENEMENTS],
        prestations=principales,
        autres_prestations=[p for droit, p in prestations if droit not in PRESTATIONS_PRINCIPALES],
        prestations_a_ajouter=droits_a_ajouter(saisie),
        prestations_completes=foyer["prestations_completes"],
        adultes=[
            (p.id, titre_personne(saisie, rang))
            for rang, p in enumerate(saisie.personnes)
            if p.role is not Role.ENFANT
        ],
        reste=ecrire_reste(saisie.reste),
    )


def libelle_date(champ: Champ, mois: str) -> Champ:
    """Write the years that the label of a tax notice speaks of: N-2 is two years before the month."""
    annee = int(mois[:4]) if mois[:4].isdecimal() else int(mois_courant()[:4])
    annees = {"n": annee, "n1": annee - 1, "n2": annee - 2}
    return replace(champ, libelle=champ.libelle.format(**annees), aide=champ.aide.format(**annees))


def _champ(nom: str, champ: Champ, valeur: str, messages: Mapping[str, str]) -> ChampVu:
    return ChampVu(nom, identifiant(nom), champ, valeur, messages.get(nom, ""))


def _mois_possibles() -> list[tuple[str, str]]:
    dernier = decaler(mois_courant(), MOIS_A_VENIR)
    nombre = indice(dernier) - indice(PREMIER_MOIS) + 1
    tous = [decaler(dernier, -recul) for recul in range(nombre)]
    return [(mois, mois_long(mois)) for mois in tous]


def _ajouts(saisie: Saisie) -> list[tuple[str, str]]:
    if len(saisie.personnes) >= NB_PERSONNES_AFFICHEES:
        return []
    possibles = [
        (Role.CONJOINT, "un conjoint"),
        (Role.ENFANT, "un enfant"),
        (Role.AUTRE, "une autre personne"),
    ]
    a_conjoint = any(p.role is Role.CONJOINT for p in saisie.personnes)
    return [(role.value, mots) for role, mots in possibles if not (a_conjoint and role is Role.CONJOINT)]


def _personne(saisie: Saisie, rang: int, messages: Mapping[str, str]) -> PersonneVue:
    personne, nom = saisie.personnes[rang], f"personnes[{rang}]"
    groupes = [
        GroupeVu(groupe.titre, [_fait(saisie, rang, chemin, messages) for chemin in groupe.chemins])
        for groupe in COMPLEMENTS[personne.role]
    ]
    interruptions = personne.interruptions or [{}]
    plies = [champ for groupe in groupes for champ in groupe.champs]
    grille = _grille(f"{nom}.revenus_interrompus", interruptions, CHAMPS_INTERRUPTION, messages)
    plies += [champ for ligne in grille for champ in ligne]
    if personne.role is Role.ENFANT:
        plies += [c for ligne in _grille(f"{nom}.revenus", personne.revenus, CHAMPS_REVENU, messages)
                  for c in ligne]  # fmt: skip
    erreurs = [messages.get(f"{nom}.{case}", "") for case in ("aucun_revenu", "aucune_interruption")]
    return PersonneVue(
        rang=rang,
        id=personne.id,
        role=personne.role.value,
        titre=titre_personne(saisie, rang),
        principaux=[_fait(saisie, rang, chemin, messages) for chemin in PRINCIPAUX[personne.role]],
        groupes=groupes,
        revenus=_grille(f"{nom}.revenus", personne.revenus, CHAMPS_REVENU, messages),
        aucun_revenu=personne.aucun_revenu,
        erreur_revenus=erreurs[0],
        interruptions=_grille(f"{nom}.revenus_interrompus", interruptions, CHAMPS_INTERRUPTION, messages),
        aucune_interruption=personne.aucune_interruption,
        erreur_interruptions=erreurs[1],
        renseignes=_compte(personne, plies),
        ouvert=any(champ.erreur for champ in plies) or bool(erreurs[1]),
    )


def _compte(personne: SaisiePersonne, plies: Sequence[ChampVu]) -> int:
    cases = [personne.aucune_interruption, personne.aucun_revenu and personne.role is Role.ENFANT]
    return sum(bool(champ.valeur) for champ in plies) + sum(cases)


def _fait(saisie: Saisie, rang: int, chemin: str, messages: Mapping[str, str]) -> ChampVu:
    champ, valeur = CHAMPS_PERSONNE[chemin], saisie.personnes[rang].champs.get(chemin, "")
    if chemin == "parent_isole_de":
        autres = [n for n, p in enumerate(saisie.personnes) if p.role is Role.AUTRE]
        choix = [(saisie.personnes[n].id, titre_personne(saisie, n).lower()) for n in autres]
        if valeur and valeur not in dict(choix):
            choix.append((valeur, valeur))
        champ = replace(champ, choix=tuple(choix))
    return _champ(f"personnes[{rang}].{chemin}", champ, valeur, messages)


def _grille(
    nom: str, lignes: Sequence[Ligne], champs: Mapping[str, Champ], messages: Mapping[str, str]
) -> list[list[ChampVu]]:
    return [
        [
            _champ(f"{nom}[{rang}].{chemin}", champ, ligne.get(chemin, ""), messages)
            for chemin, champ in champs.items()
        ]
        for rang, ligne in enumerate(lignes)
    ]


def _prestations(saisie: Saisie, messages: Mapping[str, str]) -> Iterator[tuple[str, PrestationVue]]:
    catalogue = charger_catalogue()
    personnes = {p.id: titre_personne(saisie, rang).lower() for rang, p in enumerate(saisie.personnes)}
    for rang, ligne in enumerate(saisie.prestations):
        nom, droit = f"prestations[{rang}]", ligne.get("droit", "")
        carte = catalogue.get(droit)
        unite = _UNITES.get(carte.periodicite) if carte else "€"
        precisions = [personnes.get(ligne.get("personne", ""), ligne.get("personne", ""))]
        precisions += [
            f"{mot} {ligne[cle]}" for cle, mot in (("de", "depuis"), ("a", "jusqu’à")) if cle in ligne
        ]
        recu, montant = CHAMPS_PRESTATION["recu"], CHAMPS_PRESTATION["montant"]
        a_montant = unite is not None or "montant" in ligne
        yield droit, PrestationVue(
            libelle=carte.libelle if carte else droit,
            precision=", ".join(p for p in precisions if p),
            recu=_champ(f"{nom}.recu", recu, ligne.get("recu", ""), messages),
            montant=_champ(
                f"{nom}.montant", replace(montant, aide=unite or "€"), ligne.get("montant", ""), messages
            )
            if a_montant
            else None,
            caches=[
                (f"{nom}.{cle}", ligne.get(cle, "")) for cle in ("droit", "personne", "de", "a", "source")
                if ligne.get(cle)
            ],
        )  # fmt: skip
