"""Reads the flux « bénéficiaires RSA » VRSB0801 that Caf and MSA send to a Département.

The file is read twice: once to know that it is whole, of the right kind and month, and to check its totals;
once to stage its households. Nothing is written until the first reading has ended well.
"""

import hashlib
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from simulations.audit import flux_rsa_codes as codes
from simulations.audit.depot import TAILLE_LOT, Depot, Rejet
from simulations.audit.flux_rsa_controle import SCHEMA, controle
from simulations.audit.flux_rsa_foyer import FoyerInvalide, etat_de, identifiant, lire_foyer
from simulations.audit.flux_rsa_reductions import Reductions
from simulations.audit.flux_rsa_situation import situation
from simulations.audit.flux_rsa_xml import ATTENDU, FoyerBrut, Recepteur, parcourir
from simulations.audit.lecture import Lecture
from simulations.audit.suivi import Suivi, sans_suivi
from simulations.errors import EntreeInvalide

SECRET, LONGUEUR_SECRET = "DROITS_SECRET_FLUX", 32
TOTAUX = "DROITS_FLUX_TOTAUX"
ACCEPTER = "accepter"
NATURES = {"I": "instructions", "F": "financier", "R": "enquête"}
BENEFICIAIRES = "D"
TYPES = {"M": "mensuel", "I": "journalier", "R": "réémission"}
TAILLE_ENTETE = 4096
# Households staged: open files, and those whose end or refusal may be a break in a right.
_OUVERTS = frozenset({codes.OUVERT, codes.SUSPENDU, codes.VERSEMENT_SUSPENDU})
_A_REVOIR = frozenset({(codes.CLOS, "ECH"), (codes.REFUSE, "DSD")})


@dataclass
class Controle:
    """What the first reading finds.

    Attributes:
        lus: number of households in the file.
        annonces: number its footer gives.
        dernier: by hash of its number, rank of the last time a file comes.
        entete: the header, as texts.
        reference: reference day.
        ligne_pied: line of the footer.
    """

    empreinte: str = ""
    lus: int = 0
    annonces: int = 0
    dernier: dict[str, int] = field(default_factory=dict)
    entete: dict[str, str] = field(default_factory=dict)
    reference: date = date.min
    ligne_pied: int = 0

    @property
    def concordent(self) -> bool:
        """Tell whether the footer counts what was read."""
        return self.lus == self.annonces


def est_flux_rsa(entree: Path) -> bool:
    """Tell whether a file starts as an RSA flux does, whatever its version."""
    try:
        with entree.open("rb") as flux:
            debut = flux.read(TAILLE_ENTETE)
    except OSError:
        return False
    return b"<Racine" in debut or (debut.lstrip().startswith(b"<?xml") and b"IdentificationFlux" in debut)


def lire_flux(
    entree: Path, mois: str, sortie: Path, taille_lot: int = TAILLE_LOT, suivre: Suivi = sans_suivi
) -> Lecture:
    """Stage the households of a flux.

    Args:
        entree: the XML file.
        mois: month asked; it must be that of the flux.
        sortie: folder of the audit.
        taille_lot: households of a lot.
        suivre: told how many households were read so far.

    Raises:
        EntreeInvalide: no secret, a file that cannot be read whole, another kind or month, totals that do
            not agree.
    """
    secret = _secret(entree)
    controles = _verifier(entree, mois, secret)
    reductions = Reductions(secret)
    with Depot(sortie, taille_lot) as depot:
        pose = _Pose(entree, mois, controles, depot, suivre)
        if not controles.concordent:
            attendu = f"{controles.annonces} foyers, le total du flux"
            rejet = Rejet(entree.name, controles.ligne_pied, "NBTOTDOSRSATRANSM", str(controles.lus), attendu)
            depot.rejeter(rejet, ecarter=False)
        parcourir(entree, Recepteur(reductions, pose.foyer), sans_octets)
        bilan = depot.fermer()
    return Lecture(
        genre="flux_rsa",
        mois=mois,
        lots=bilan.lots,
        menages=bilan.menages,
        ecartes=bilan.ecartes,
        rejets=bilan.rejets,
        empreinte=controles.empreinte,
        details=_details(controles, pose, reductions),
    )


def sans_octets(_morceau: bytes) -> None:
    """Do nothing with the bytes read."""


def _secret(entree: Path) -> bytes:
    secret = os.environ.get(SECRET, "")
    if len(secret) < LONGUEUR_SECRET:
        recu = "aucun secret" if not secret else "un secret trop court"
        attendu = (
            f"la variable d'environnement {SECRET}, d'au moins {LONGUEUR_SECRET} caractères : elle remplace "
            "le numéro de chaque dossier par une empreinte, et le Département la garde pour lui"
        )
        raise EntreeInvalide(entree.name, recu, attendu)
    return secret.encode()


def _verifier(entree: Path, mois: str, secret: bytes) -> Controle:
    """Read the file once, for nothing but to know that it can be used."""
    controles, somme = Controle(), hashlib.sha256()

    def compter(brut: FoyerBrut) -> None:
        # The header comes first: a file of another kind is refused without reading on.
        if not controles.lus:
            _verifier_entete(entree, recepteur, mois, controles)
        nom = identifiant(brut)
        if nom is not None:
            controles.dernier[nom] = controles.lus
        controles.lus += 1

    recepteur = Recepteur(Reductions(secret), compter)
    parcourir(entree, recepteur, somme.update)
    _verifier_entete(entree, recepteur, mois, controles)
    controles.empreinte = somme.hexdigest()
    pied = (recepteur.pied or {}).get("NBTOTDOSRSATRANSM")
    if not pied:
        raise EntreeInvalide(entree.name, "un flux sans le total de ses foyers (tronqué ?)", ATTENDU)
    controles.annonces, controles.ligne_pied = pied[0], recepteur.ligne_pied
    if not controles.concordent and os.environ.get(TOTAUX) != ACCEPTER:
        recu = f"{controles.lus} foyers lus pour {controles.annonces} annoncés par le flux"
        attendu = (
            "les deux mêmes nombres ; demander un nouvel envoi ou, en connaissance de cause, donner "
            f"{TOTAUX}={ACCEPTER} dans l'environnement"
        )
        raise EntreeInvalide(entree.name, recu, attendu)
    return controles


def _verifier_entete(entree: Path, recepteur: Recepteur, mois: str, controles: Controle) -> None:
    entete = {nom: valeurs[0] for nom, valeurs in recepteur.entete.items()}
    nature, genre, reference = (entete.get(nom) for nom in ("NATFLUX", "TYPEFLUX", "DTREF"))
    if nature != BENEFICIAIRES:
        recu = (
            f"un flux « {NATURES[nature]} » (NATFLUX {nature})" if nature in NATURES else "une autre nature"
        )
        raise EntreeInvalide(entree.name, recu, "un flux de bénéficiaires (NATFLUX D)")
    if genre not in TYPES:
        raise EntreeInvalide(entree.name, "un autre type de flux", "TYPEFLUX M, I ou R")
    if not isinstance(reference, date):
        raise EntreeInvalide(entree.name, "un flux sans date de référence (DTREF)", ATTENDU)
    du_flux = f"{reference:%Y-%m}"
    if du_flux != mois:
        raise EntreeInvalide(
            entree.name, f"un flux de {du_flux}", f"le mois demandé, {mois} (ou --mois {du_flux})"
        )
    controles.entete, controles.reference = entete, reference


class _Pose:
    """Puts the households one by one; each is read apart from the others."""

    def __init__(self, entree: Path, mois: str, controles: Controle, depot: Depot, suivre: Suivi) -> None:
        self._entree, self._mois, self._depot, self._suivre = entree.name, mois, depot, suivre
        self._controles = controles
        self.etats: Counter[str] = Counter()
        self.organismes: Counter[str] = Counter()
        self.drapeaux: Counter[str] = Counter()
        self.hors_champ = self.doublons = self._rang = 0

    def foyer(self, brut: FoyerBrut) -> None:
        """Put one household, or its faults, or only count it."""
        rang, self._rang = self._rang, self._rang + 1
        self._suivre(self._rang)
        nom = identifiant(brut)
        if nom is not None and self._controles.dernier.get(nom) != rang:
            self.doublons += 1
            return
        etat, motif = etat_de(brut)
        self.etats[codes.ETATS.get(etat or "", "inconnu")] += 1
        if not brut.fautes and etat not in _OUVERTS and (etat, motif) not in _A_REVOIR:
            self.hors_champ += 1
            return
        try:
            lu = lire_foyer(brut, self._mois, self._controles.reference)
            lue = situation(lu)
        except FoyerInvalide as erreur:
            self._rejeter(nom or f"ligne-{brut.ligne}", erreur)
            return
        ligne = controle(lu, lue)
        self.organismes[lu.organisme or "inconnu"] += 1
        self.drapeaux.update(ligne["drapeaux"].split())
        self._depot.ajouter(lu.menage_id, lue, {nom: ligne[nom] for nom in SCHEMA if nom != "menage_id"})

    def _rejeter(self, nom: str, erreur: FoyerInvalide) -> None:
        """Note what is wrong and where; what was received is never repeated."""
        for element, ligne, attendu in erreur.fautes:
            self._depot.rejeter(Rejet(self._entree, ligne, element, "(non répété)", attendu, nom))


def _details(controles: Controle, pose: _Pose, reductions: Reductions) -> dict[str, Any]:
    return {
        "structure": "VRSB0801",
        "type": TYPES[controles.entete["TYPEFLUX"]],
        "reference": controles.reference.isoformat(),
        "totaux": {
            "lus": controles.lus,
            "annonces": controles.annonces,
            "concordent": controles.concordent,
        },
        "hors_champ": pose.hors_champ,
        "doublons": pose.doublons,
        "etats": dict(sorted(pose.etats.items())),
        "organismes": dict(sorted(pose.organismes.items())),
        "drapeaux": dict(sorted(pose.drapeaux.items())),
        "codes_inconnus": dict(sorted(reductions.inconnus.items())),
    }
