"""Reads again, one by one, the households that a check of their lot flagged, to say what is wrong where.

The messages are those of `simulations.lecture`; what only files can get wrong (an income of nobody, a comma
in a number) is said here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from simulations.audit.colonnes import Colonne, colonnes
from simulations.audit.depot import Rejet
from simulations.audit.foyers import document
from simulations.audit.lots_bruts import LIGNE
from simulations.audit.typage import RANG, accepte, valeur
from simulations.errors import ErreurChamp, SituationInvalide
from simulations.lecture import lire_situation
from simulations.situation import Situation

LigneBrute = Mapping[str, Any]
_PERSONNE = re.compile(r"^personnes\[(\d+)\]\.?(.*)$")
_REVENU = re.compile(r"^(revenus|revenus_interrompus)\[(\d+)\]\.?(.*)$")
_PRESTATION = re.compile(r"^prestations\[(\d+)\]\.?(.*)$")
_VIRGULE = re.compile(r"^[+-]?[\d  ]*\d,\d+$")
_SANS_VIRGULE = "un nombre écrit avec un point : 12.50"
_PERDU = "rien : un revenu perdu (interrompu_le) n'a ni montant, ni mois, ni source"


@dataclass(frozen=True)
class Foyer:
    """The rows of one household, as texts."""

    menage: LigneBrute
    personnes: list[LigneBrute]
    revenus: list[LigneBrute]
    prestations: list[LigneBrute]

    @property
    def menage_id(self) -> str:
        """Give its id."""
        return str(self.menage["menage_id"])


class Relecture:
    """Reads households again for their faults.

    Args:
        mois: month of the simulation.
        fichiers: name of the file of each table.
    """

    def __init__(self, mois: str, fichiers: Mapping[str, str]) -> None:
        self._mois, self._fichiers = mois, fichiers

    def relire(self, foyer: Foyer) -> Situation | list[Rejet]:
        """Give the household, or everything wrong in its rows."""
        rejets = [*self._revenus_de_personne(foyer), *self._revenus_contraires(foyer)]
        membres = _membres(foyer)
        objet = document(
            self._mois,
            _valeurs("menages", foyer.menage),
            [(_valeurs("personnes", p), [_valeurs("revenus", r) for r in revenus]) for p, revenus in membres],
            [_valeurs("prestations", p) for p in foyer.prestations],
        )
        try:
            situation = lire_situation(objet)
        except SituationInvalide as erreur:
            rejets += [self._situer(foyer, membres, faute) for faute in erreur.erreurs]
            return rejets
        return rejets or list(self._cellules(foyer)) or situation

    def _cellules(self, foyer: Foyer) -> Iterator[Rejet]:
        """Refuse what a document accepts and a table does not, as the number of days for a date."""
        tables = {"menages": [foyer.menage], "personnes": foyer.personnes}
        tables |= {"revenus": foyer.revenus, "prestations": foyer.prestations}
        for table, lignes in tables.items():
            for nom, colonne in colonnes()[table].items():
                for ligne in lignes:
                    texte = ligne.get(nom)
                    if texte is not None and not accepte(texte, colonne):
                        yield self._rejet(table, ligne, nom, f'"{texte}"', colonne.accepte, foyer)

    def _revenus_de_personne(self, foyer: Foyer) -> Iterator[Rejet]:
        connues = {p.get("personne_id") for p in foyer.personnes}
        for ligne in foyer.revenus:
            nom = ligne.get("personne_id")
            if nom is None or nom not in connues:
                recu = "rien" if nom is None else f'"{nom}"'
                yield self._rejet("revenus", ligne, "personne_id", recu, "une personne du foyer", foyer)

    def _revenus_contraires(self, foyer: Foyer) -> Iterator[Rejet]:
        percus = set()
        for ligne in foyer.revenus:
            if ligne.get("interrompu_le") is None:
                percus.add(ligne.get("personne_id"))
                if ligne.get("remplace") is not None:
                    attendu = "rien sans « interrompu_le »"
                    yield self._rejet("revenus", ligne, "remplace", f'"{ligne["remplace"]}"', attendu, foyer)
                continue
            for nom in ("montant", "de", "a", "source"):
                if ligne.get(nom) is not None:
                    yield self._rejet("revenus", ligne, nom, f'"{ligne[nom]}"', _PERDU, foyer)
        for ligne in foyer.personnes:
            connus = _valeurs("personnes", ligne).get("revenus_connus")
            if connus is not None and not isinstance(connus, bool):
                yield self._rejet("personnes", ligne, "revenus_connus", f'"{connus}"', "true ou false", foyer)
            if connus is False and ligne.get("personne_id") in percus:
                attendu = "true : la table des revenus en donne de cette personne, et doit les donner tous"
                yield self._rejet("personnes", ligne, "revenus_connus", "false", attendu, foyer)

    def _situer(self, foyer: Foyer, membres: "_Membres", faute: ErreurChamp) -> Rejet:
        """Give the line and the column that a path of the document comes from."""
        if trouve := _PRESTATION.match(faute.chemin):
            ligne, nom = foyer.prestations[int(trouve[1])], trouve[2]
            return self._de_cellule("prestations", ligne, "personne_id" if nom == "personne" else nom,
                                    faute, foyer)  # fmt: skip
        if trouve := _PERSONNE.match(faute.chemin):
            personne, revenus = membres[int(trouve[1])]
            if revenu := _REVENU.match(trouve[2]):
                perdus = revenu[1] == "revenus_interrompus"
                sorte = [r for r in revenus if (r.get("interrompu_le") is not None) == perdus]
                nom = "interrompu_le" if revenu[3] == "le" else revenu[3]
                return self._de_cellule("revenus", sorte[int(revenu[2])], nom, faute, foyer)
            return self._de_cellule(
                "personnes", personne, "personne_id" if trouve[2] == "id" else trouve[2], faute, foyer
            )
        if faute.chemin == "personnes" and foyer.personnes:
            return self._rejet("personnes", foyer.personnes[0], "role", faute.recu, faute.attendu, foyer)
        if faute.chemin == "personnes":
            attendu = "au moins une personne, avec ce menage_id"
            return self._rejet("menages", foyer.menage, "", "un foyer sans personne", attendu, foyer)
        return self._de_cellule("menages", foyer.menage, faute.chemin, faute, foyer)

    def _de_cellule(self, table: str, ligne: LigneBrute, nom: str, faute: ErreurChamp, foyer: Foyer) -> Rejet:
        colonne, attendu = colonnes()[table].get(nom), faute.attendu
        if colonne and colonne.genre in {"nombre", "entier"} and _VIRGULE.match(ligne.get(nom) or ""):
            attendu = _SANS_VIRGULE
        if colonne and colonne.genre == "booleen" and isinstance(_valeur(colonne, ligne.get(nom)), str):
            attendu = colonne.accepte
        return self._rejet(table, ligne, nom, faute.recu, attendu, foyer)

    def _rejet(
        self, table: str, ligne: LigneBrute, colonne: str, recu: str, attendu: str, foyer: Foyer
    ) -> Rejet:
        return Rejet(self._fichiers[table], ligne[LIGNE], colonne, recu, attendu, foyer.menage_id)


_Membres = Sequence[tuple[LigneBrute, Sequence[LigneBrute]]]


def _membres(foyer: Foyer) -> _Membres:
    """Give each person with its incomes; those of an id written twice go to the first."""
    revenus: dict[object, list[LigneBrute]] = {}
    for ligne in foyer.revenus:
        revenus.setdefault(ligne.get("personne_id"), []).append(ligne)
    return [(p, revenus.pop(p.get("personne_id"), [])) for p in foyer.personnes]


def _valeur(colonne: Colonne, texte: str | None) -> Any:
    return None if texte is None else valeur(texte, colonne)


def _valeurs(table: str, ligne: LigneBrute) -> dict[str, Any]:
    """Give a row under its inner names, its values as a document would hold them."""
    connues = colonnes()[table]
    return {
        connues[nom].interne: valeur(texte, connues[nom])
        for nom, texte in ligne.items()
        if texte is not None and nom in connues and connues[nom].interne and nom != "menage_id"
    }


def foyers(bruts: Mapping[str, pl.DataFrame], rangs: pl.Series) -> Iterator[Foyer]:
    """Give the rows of some households of a lot, in order.

    Args:
        bruts: the tables of the lot as texts, with the rank of the household of each row.
        rangs: ranks of those wanted.
    """
    voulus = rangs.sort().to_frame(RANG)
    groupes: dict[str, dict[int, list[LigneBrute]]] = {}
    for table, brut in bruts.items():
        groupes[table] = {}
        for ligne in brut.join(voulus, on=RANG, how="semi", maintain_order="left").iter_rows(named=True):
            groupes[table].setdefault(ligne[RANG], []).append(ligne)
    for rang in voulus[RANG]:
        suite = (groupes[table].get(rang, []) for table in ("personnes", "revenus", "prestations"))
        yield Foyer(groupes["menages"][rang][0], *suite)
