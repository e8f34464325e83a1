"""An account told for one holder: the lines of a `Recit` with the figures of a reading of the engine.

Every line that has both a variable and a detail is checked: a detail that does not give the variable makes
the account partial. Nothing is computed here but additions of what the engine already found.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from rules.cartes import Carte
from rules.cartes import Reference as ReferenceCarte
from simulations.conditions import Lecture
from simulations.engine import Demande
from simulations.etapes import (
    TOLERANCE,
    combiner,
    dire_ecart,
    est_complete,
    est_parlante,
    fait_vrai,
    total_de,
)
from simulations.evaluation import apres_crds
from simulations.mois import decaler, indice
from simulations.parametre_lu import parametre_lu
from simulations.porteur import Porteur
from simulations.recits import (
    Ligne,
    Recit,
    chemin_du_parametre,
    demander,
    libelles,
    mois_de,
    mois_des_ressources,
)
from simulations.resultat import Reference
from simulations.resultat_explique import Compte, Etape
from simulations.systeme import systeme

TEXTE_DE_FORMULE = "texte cité par la formule"
CRDS = "prelevements_sociaux.contributions_sociales.crds"
_SIGNES = {"+": "+", "-": "−", "×": "×"}
_OPERATIONS = {
    "plus_grand": "le plus grand",
    "plus_petit": "le plus petit",
    "produit": "produit",
    "quotient": "quotient",
}
# Finer than the cent, so that a year of lines still adds up; people are shown cents.
_PRECISIONS = {"EUR": 4, "taux": 6, "nombre": 2, "oui": 0}


@dataclass(frozen=True)
class Conteur:
    """Tells accounts for one holder from one reading."""

    porteur: Porteur
    lecture: Lecture
    mois: str

    def valeur(self, variable: str, decalage: int = 0, annees: int = 0, personne: int | None = None) -> float:
        """Read a variable for the holder, or for a person."""
        rang = self.porteur.rang(variable, self.porteur.personne if personne is None else personne)
        return float(self.lecture[demander(variable, decalage, annees)][rang])

    def raconter(self, recit: Recit, carte: Carte, nom_lecture: str, passe: str) -> Compte | None:
        """Tell the account of a droit; None when nothing opens it.

        Args:
            recit: the account.
            carte: card of the droit.
            nom_lecture: which reading this is.
            passe: which past benefits it counts, in a sentence.
        """
        if not self._ouvert(recit):
            return None
        etapes = [etape for ligne in recit.etapes for etape in self._dire(ligne, 0, None)]
        total = combiner("somme", etapes)
        suite = list(self._finir(recit, total))
        brut = suite[-1].valeur if suite else total
        attendu = self._attendu(carte)
        if recit.marge:
            return self._compte_de_marge(recit, etapes, total, attendu, nom_lecture, passe)
        complet = abs(brut - attendu) <= TOLERANCE and all(est_complete(etape) for etape in etapes)
        net = float(apres_crds(attendu, self._crds())) if carte.calcul.crds else round(attendu, 2)
        lignes = [*etapes, *suite, *(self._prelever(attendu, net) if carte.calcul.crds else ())]
        if complet and abs(total - net) > TOLERANCE and not suite and not carte.calcul.crds:
            complet = False
        lignes.append(total_de("Montant dû", net, carte.calcul.variable))
        return Compte(
            lecture=nom_lecture,
            passe=passe,
            etapes=lignes,
            resultat=net,
            complet=complet,
            partiel=None if complet else dire_ecart(brut - attendu),
            non_detaille=recit.non_detaille,
        )

    def _ouvert(self, recit: Recit) -> bool:
        membres = self.porteur.personnes(recit.ouvert_a)
        un = any(self.valeur(nom, personne=qui) > 0 for nom in recit.ouvert for qui in membres)
        return un and all(self.valeur(nom) > 0 for nom in recit.conditions)

    def _attendu(self, carte: Carte) -> float:
        variable, periode = carte.calcul.variable, carte.calcul.periode
        if variable is None or periode is None:
            raise ValueError(f"{carte.id} n’est pas calculé : aucun compte")
        rang = self.porteur.rang(variable, self.porteur.personne)
        return float(self.lecture[Demande(variable, periode)][rang])

    def _compte_de_marge(
        self, recit: Recit, etapes: list[Etape], marge: float, attendu: float, nom_lecture: str, passe: str
    ) -> Compte:
        lignes = [
            *etapes,
            total_de("Marge sous le plafond" if marge >= 0 else "Dépassement du plafond", marge),
        ]
        dispenses = [d for d in recit.dispenses if self.valeur(d.variable) > 0]
        lignes += [fait_vrai(d.libelle, d.variable) for d in dispenses]
        exclusions = [e for e in recit.exclusions if self.valeur(e.variable) > 0]
        lignes += [fait_vrai(e.libelle, e.variable) for e in exclusions]
        ouvert = ((marge >= 0 or bool(dispenses)) and not exclusions) == (attendu > 0)
        complet = ouvert and all(est_complete(etape) for etape in etapes)
        return Compte(
            lecture=nom_lecture,
            passe=passe,
            etapes=lignes,
            resultat=round(marge, 2),
            complet=complet,
            partiel=None if complet else "une autre condition décide, ou un détail manque",
            non_detaille=recit.non_detaille,
        )

    def _finir(self, recit: Recit, total: float) -> Iterator[Etape]:
        """Cut the total as the text does: at zero, under the minimum paid, to the euro."""
        yield total_de("Total", total)
        if recit.plancher and total < 0:
            yield total_de("Négatif : rien n’est dû", 0)
            return
        if recit.seuil:
            seuil = parametre_lu(recit.seuil, self.mois)
            if seuil.valeur is not None and 0 < total < seuil.valeur:
                yield total_de("Sous le minimum versé : rien n’est dû", 0).model_copy(
                    update={"parametre": seuil}
                )
                return
        if recit.arrondi:
            yield total_de("Arrondi à l’euro inférieur", math.floor(round(total, 4)))

    def _crds(self) -> float:
        return parametre_lu(CRDS, self.mois).valeur or 0.0

    def _prelever(self, brut: float, net: float) -> Iterator[Etape]:
        lu = parametre_lu(CRDS, self.mois)
        yield Etape(
            signe="−", libelle="CRDS", valeur=round(round(brut, 2) - net, 2), unite="EUR", parametre=lu
        )

    def _dire(self, ligne: Ligne, decalage: int, personne: int | None) -> Iterator[Etape]:
        if ligne.pour and personne is None:
            seule = ligne.model_copy(update={"pour": None, "enfants_si": None})
            for membre in self.porteur.personnes(ligne.pour):
                if self._compte(ligne, decalage, membre):
                    for etape in self._dire(seule, decalage, membre):
                        yield etape.model_copy(update={"personne": self.porteur.nom(membre)})
            return
        for mois in mois_de(ligne, decalage):
            if self._existe(ligne, mois, personne):
                yield self._etape(ligne, mois, personne)

    def _compte(self, ligne: Ligne, decalage: int, membre: int) -> bool:
        if ligne.enfants_si is None or not self.porteur.est_enfant(membre):
            return True
        return self.valeur(ligne.enfants_si, decalage + ligne.mois, personne=membre) > 0

    def _existe(self, ligne: Ligne, mois: int, personne: int | None) -> bool:
        if ligne.si_positif and not self.valeur(ligne.si_positif, mois, personne=personne) > 0:
            return False
        return all(self.valeur(nom, mois, personne=personne) == voulu for nom, voulu in ligne.si.items())

    def _etape(self, ligne: Ligne, mois: int, personne: int | None) -> Etape:
        tous = [*self._ressources(ligne, mois, personne)]
        tous += [etape for sous in ligne.detail for etape in self._dire(sous, mois, personne)]
        facultatives = [sous.libelle for sous in ligne.detail if sous.si_manque]
        detail = [etape for etape in tous if etape.libelle not in facultatives]
        lue = self._lue(ligne, mois, personne)
        valeur = self._valeur(ligne, detail) if lue is None else lue
        if lue is not None and not self._redonne(ligne, detail, lue) and self._redonne(ligne, tous, lue):
            detail = tous
        chemin = self._chemin(ligne, mois)
        return Etape(
            signe="" if ligne.information else _SIGNES[ligne.signe],
            libelle=ligne.libelle,
            valeur=round(valeur, _PRECISIONS[ligne.unite]),
            unite=ligne.unite,
            variable=ligne.variable,
            periode=_periode(ligne, mois, self.mois) if ligne.variable else None,
            parametre=parametre_lu(chemin, self._instant(ligne, mois)) if chemin else None,
            reference=_reference(ligne.reference) or _formule(ligne.variable),
            operation=dire_operation(ligne),
            complet=lue is None or self._redonne(ligne, detail, lue),
            detail=[e for e in detail if ligne.operation != "somme" or est_parlante(e)],
        )

    def _lue(self, ligne: Ligne, mois: int, personne: int | None) -> float | None:
        if ligne.variable:
            return self.valeur(ligne.variable, mois, ligne.annee, personne)
        chemin = self._chemin(ligne, mois)
        if chemin:
            lu = parametre_lu(chemin, self._instant(ligne, mois)).valeur
            return math.nan if lu is None else lu
        return ligne.nombre

    def _chemin(self, ligne: Ligne, mois: int) -> str | None:
        def modalite(variable: str) -> str:
            rang = self.porteur.rang(variable, self.porteur.personne)
            return str(self.lecture[demander(variable, mois)].decode_to_str()[rang])

        return chemin_du_parametre(ligne, modalite)

    def _valeur(self, ligne: Ligne, detail: list[Etape]) -> float:
        total = combiner(ligne.operation, detail) / ligne.divise_par
        if ligne.minimum and total < (parametre_lu(ligne.minimum, self.mois).valeur or 0.0):
            return 0.0
        return max(total, 0.0) if ligne.plancher else total

    def _redonne(self, ligne: Ligne, detail: list[Etape], valeur: float) -> bool:
        """Tell whether the detail gives the value; a line with no counted detail has nothing to prove."""
        if not ligne.ressources and all(sous.information for sous in ligne.detail):
            return True
        return abs(self._valeur(ligne, detail) - valeur) <= TOLERANCE

    def _instant(self, ligne: Ligne, mois: int) -> str:
        lu = decaler(self.mois, mois)
        return f"{lu[:4]}-01" if ligne.au_premier_janvier else lu

    def _ressources(self, ligne: Ligne, mois: int, personne: int | None) -> Iterator[Etape]:
        """Tell each resource of a person month by month; those that are zero are left out."""
        for nom in ligne.ressources:
            for quand in mois_des_ressources(ligne, mois):
                valeur = self.valeur(nom, quand, personne=personne)
                if round(valeur, 2):
                    lu = decaler(self.mois, quand)
                    membre = self.porteur.personne if personne is None else personne
                    yield Etape(
                        signe="+",
                        libelle=_libelle(nom),
                        valeur=round(valeur, _PRECISIONS["EUR"]),
                        unite="EUR",
                        variable=nom,
                        periode=lu,
                        source=self._source(nom, membre, lu),
                    )

    def _source(self, variable: str, personne: int, mois: str) -> str | None:
        """Find who said a resource, among the incomes of the person that cover the month."""
        dit = libelles().get(variable)
        if dit is None or dit.nature is None:
            return None
        revenus = self.porteur.situation.personnes[personne - self.porteur.premiere].revenus or []
        sources = {
            str(revenu.source)
            for revenu in revenus
            if str(revenu.nature).startswith(dit.nature)
            and indice(revenu.de or "0001-01") <= indice(mois) <= indice(revenu.a or "9999-12")
            and revenu.source
        }
        return ", ".join(sorted(sources)) or None


def _libelle(variable: str) -> str:
    dit = libelles().get(variable)
    return dit.libelle if dit else str(systeme().get_variable(variable).label)


def _periode(ligne: Ligne, decalage: int, mois: str) -> str:
    assert ligne.variable  # noqa: S101 - asked for a variable only
    return str(demander(ligne.variable, decalage, ligne.annee).quand(mois))


def _reference(reference: ReferenceCarte | None) -> Reference | None:
    return None if reference is None else Reference(**reference.model_dump())


def _formule(variable: str | None) -> Reference | None:
    """Give the text that a variable itself quotes, not checked by this project."""
    if variable is None:
        return None
    adresses = [r for r in systeme().get_variable(variable).reference or [] if str(r).startswith("http")]
    if not adresses:
        return None
    return Reference(titre=TEXTE_DE_FORMULE, href=str(adresses[0]), confiance="secondaire")


def dire_operation(ligne: Ligne) -> str | None:
    """Say what the detail of a line does; nothing for a sum."""
    return _OPERATIONS.get(ligne.operation) or (
        f"divisé par {ligne.divise_par}" if ligne.divise_par > 1 else None
    )
