"""Form ↔ situation: an empty field is an absent fact (unknown), « non » and « aucun » are explicit.

The document is handed to `lire_situation` as it is: what cannot be converted stays a text, and the fault is
found there. Facts the form does not show travel beside it in one hidden field and are checked with the rest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from api.pages.champs import (
    CHAMPS_FOYER,
    CHAMPS_INTERRUPTION,
    CHAMPS_PERSONNE,
    CHAMPS_PRESTATION,
    CHAMPS_REVENU,
    Champ,
    Genre,
    champs_de_personne,
)
from api.pages.communes import nom_complet, trouver_commune
from api.pages.reste import copier
from api.pages.saisie import NB_PERSONNES_AFFICHEES, Ligne, Saisie, SaisiePersonne
from simulations.errors import ErreurChamp
from simulations.modalites import Role
from simulations.situation import Situation

_NOMBRE = re.compile(r"-?\d+([.,]\d+)?")

LES_DEUX = "les deux à la fois"


@dataclass
class Traduction:
    """The document that a form describes.

    Attributes:
        noms: field of the form, or start of its name, for each path of the document that differs.
        erreurs: what only the form can say; their paths are names of fields.
    """

    document: dict[str, Any]
    noms: dict[str, str] = field(default_factory=dict)
    erreurs: list[ErreurChamp] = field(default_factory=list)

    def nom(self, chemin: str) -> str:
        """Give the name of the field of a path of the document."""
        for debut, nom in self.noms.items():
            if chemin == debut or chemin.startswith(debut + "."):
                return nom + chemin[len(debut) :]
        return chemin


def document(saisie: Saisie) -> Traduction:
    """Build the document that a form describes."""
    traduction = Traduction({**copier(saisie.reste.get("foyer", {})), "mois": saisie.mois})
    if saisie.defaut:
        traduction.erreurs.append(ErreurChamp("reste", "un texte modifié", saisie.defaut))
    personnes = [_personne(saisie, rang, traduction) for rang in range(len(saisie.personnes))]
    traduction.document["personnes"] = personnes + copier(saisie.reste.get("suite", []))
    _remplir(traduction, traduction.document, saisie.foyer, CHAMPS_FOYER, "")
    lignes = _lignes(traduction, saisie.prestations, CHAMPS_PRESTATION, "prestations")
    if lignes:
        traduction.document["prestations"] = lignes
    return traduction


def _personne(saisie: Saisie, rang: int, traduction: Traduction) -> dict[str, Any]:
    saisie_personne, nom = saisie.personnes[rang], f"personnes[{rang}]"
    personne: dict[str, Any] = copier(saisie.reste.get("personnes", {}).get(saisie_personne.id, {}))
    personne |= {"id": saisie_personne.id, "role": saisie_personne.role.value}
    _remplir(traduction, personne, saisie_personne.champs, CHAMPS_PERSONNE, f"{nom}.")
    revenus = _lignes(traduction, saisie_personne.revenus, CHAMPS_REVENU, f"{nom}.revenus")
    _liste(traduction, personne, "revenus", revenus, saisie_personne.aucun_revenu, f"{nom}.aucun_revenu")
    pertes = _lignes(
        traduction, saisie_personne.interruptions, CHAMPS_INTERRUPTION, f"{nom}.revenus_interrompus"
    )
    aucune = saisie_personne.aucune_interruption
    _liste(traduction, personne, "revenus_interrompus", pertes, aucune, f"{nom}.aucune_interruption")
    return personne


def _liste(
    traduction: Traduction,
    personne: dict[str, Any],
    fait: str,
    lignes: list[dict[str, Any]],
    aucun: bool,
    case: str,
) -> None:
    if lignes or aucun:
        personne[fait] = lignes
    if lignes and aucun:
        attendu = "ou bien « aucun », ou bien des lignes remplies"
        traduction.erreurs.append(ErreurChamp(case, LES_DEUX, attendu))


def _remplir(
    traduction: Traduction, cible: dict[str, Any], textes: Ligne, champs: Mapping[str, Champ], prefixe: str
) -> None:
    for chemin, texte in textes.items():
        try:
            valeur = lire_valeur(champs[chemin], texte)
        except ValueError as erreur:
            traduction.erreurs.append(ErreurChamp(prefixe + chemin, f"« {texte} »", str(erreur)))
            continue
        _poser(cible, chemin, valeur)


def _lignes(
    traduction: Traduction, lignes: Sequence[Ligne], champs: Mapping[str, Champ], nom: str
) -> list[dict[str, Any]]:
    remplies: list[dict[str, Any]] = []
    for rang, ligne in enumerate(lignes):
        if not set(ligne) - {"droit", "personne"}:
            continue
        traduction.noms[f"{nom}[{len(remplies)}]"] = f"{nom}[{rang}]"
        objet: dict[str, Any] = {}
        _remplir(traduction, objet, ligne, champs, f"{nom}[{rang}].")
        remplies.append(objet)
    return remplies


def _poser(cible: dict[str, Any], chemin: str, valeur: Any) -> None:
    *parents, dernier = chemin.split(".")
    for parent in parents:
        suivant = cible.setdefault(parent, {})
        if not isinstance(suivant, dict):
            suivant = cible[parent] = {}
        cible = suivant
    cible[dernier] = valeur


def lire_valeur(champ: Champ, texte: str) -> Any:
    """Turn what was typed into the value of a fact; a text when it cannot be.

    Raises:
        ValueError: a commune that the form alone can tell from another.
    """
    if champ.genre is Genre.COMMUNE:
        return trouver_commune(texte)
    if champ.genre is Genre.OUI_NON:
        return {"oui": True, "non": False}.get(texte, texte)
    if champ.genre is Genre.DATE:
        return _inverser(texte, r"(\d{1,2})[/. -]?(\d{1,2})[/. -]?(\d{4})")
    if champ.genre is Genre.MOIS:
        return _inverser(texte, r"(\d{1,2})[/. -]?(\d{4})")
    if champ.genre in {Genre.MONTANT, Genre.NOMBRE, Genre.ENTIER}:
        return _nombre(texte, entier=champ.genre is Genre.ENTIER)
    return texte


def _inverser(texte: str, forme: str) -> str:
    trouve = re.fullmatch(forme, texte)
    return "-".join(morceau.zfill(2) for morceau in reversed(trouve.groups())) if trouve else texte


def _nombre(texte: str, entier: bool) -> float | int | str:
    compact = re.sub(r"[\s€]", "", texte)
    if not _NOMBRE.fullmatch(compact) or len(compact) > 30:
        return texte
    valeur = float(compact.replace(",", "."))
    return int(valeur) if entier and valeur.is_integer() else valeur


def ecrire_valeur(champ: Champ, valeur: Any) -> str:
    """Write the value of a fact as it would be typed."""
    if champ.genre is Genre.COMMUNE:
        return nom_complet(str(valeur))
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if champ.genre in {Genre.DATE, Genre.MOIS}:
        return "/".join(reversed(str(valeur).split("-")))
    if isinstance(valeur, int | float):
        ecrit = format(Decimal(repr(valeur)), "f")
        return ecrit.removesuffix(".0").replace(".", ",")
    return str(valeur)


def saisie_de(situation: Situation) -> Saisie:
    """Fill the form with a situation."""
    brut = situation.model_dump(mode="json", exclude_none=True)
    personnes = brut.pop("personnes")
    affichees, suite = personnes[:NB_PERSONNES_AFFICHEES], personnes[NB_PERSONNES_AFFICHEES:]
    restes = {}
    saisies = []
    for personne in affichees:
        saisies.append(_extraire_personne(personne))
        reste = _sans_vides(personne)
        if reste:
            restes[saisies[-1].id] = reste
    # An empty list says nothing of any droit; it stays with what is not shown.
    lignes = brut.pop("prestations") if brut.get("prestations") else []
    prestations = [_extraire(ligne, tuple(CHAMPS_PRESTATION), CHAMPS_PRESTATION) for ligne in lignes]
    mois = brut.pop("mois")
    foyer = _extraire(brut, tuple(CHAMPS_FOYER), CHAMPS_FOYER)
    reste = {"personnes": restes, "suite": suite, "foyer": _sans_vides(brut)}
    return Saisie(mois, saisies, foyer, prestations, {nom: x for nom, x in reste.items() if x})


def _extraire_personne(personne: dict[str, Any]) -> SaisiePersonne:
    """Take out of a person what the form shows; what is left in it is not shown."""
    role = Role(personne.pop("role"))
    lignes: dict[str, list[Ligne]] = {}
    aucun: dict[str, bool] = {}
    for fait, champs in (("revenus", CHAMPS_REVENU), ("revenus_interrompus", CHAMPS_INTERRUPTION)):
        objets = personne.pop(fait, None)
        aucun[fait] = objets == []
        lignes[fait] = [_extraire(objet, tuple(champs), champs) for objet in objets or []]
    return SaisiePersonne(
        id=personne.pop("id"),
        role=role,
        champs=_extraire(personne, champs_de_personne(role), CHAMPS_PERSONNE),
        revenus=lignes["revenus"],
        aucun_revenu=aucun["revenus"],
        interruptions=lignes["revenus_interrompus"],
        aucune_interruption=aucun["revenus_interrompus"],
    )


def _extraire(objet: dict[str, Any], chemins: tuple[str, ...], champs: Mapping[str, Champ]) -> Ligne:
    textes = {}
    for chemin in chemins:
        *parents, dernier = chemin.split(".")
        contenant: Any = objet
        for parent in parents:
            contenant = contenant.get(parent, {})
        if dernier in contenant:
            textes[chemin] = ecrire_valeur(champs[chemin], contenant.pop(dernier))
    return textes


def _sans_vides(objet: dict[str, Any]) -> dict[str, Any]:
    propres = {nom: _sans_vides(x) if isinstance(x, dict) else x for nom, x in objet.items()}
    return {nom: x for nom, x in propres.items() if x != {}}
