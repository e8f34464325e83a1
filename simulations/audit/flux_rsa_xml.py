"""Streams the RSA flux: an exhaustive list of elements is read, everything else is skipped as it passes.

The text of an element that is not in the list is never gathered, and that of one in the list is reduced as
soon as it ends. The parser accepts no DTD, no entity and nothing from outside.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped,unused-ignore]
from defusedxml.sax import make_parser  # type: ignore[import-untyped,unused-ignore]

from simulations.audit.flux_rsa_reductions import LONGUEUR_MAX, Inattendu, Reductions, StructureVRSD
from simulations.errors import EntreeInvalide

RACINE, FOYER, ENTETE, PIED = "Racine", "InfosFoyerRSA", "IdentificationFlux", "TransmissionFlux"
ATTENDU = "un flux « bénéficiaires RSA » VRSB0801, en XML"
MORCEAU = 1 << 16
PROFONDEUR_MAX = 30
ELEMENTS_MAX = 20_000
RANG_COURANT = "01"

#: Every element that is read, with how it is reduced. Nothing that is not here leaves the parser.
LUS = """
IdentificationFlux APPLIEME=texte NUMVERSIONAPPLIEME=texte TYPEFLUX=texte NATFLUX=texte DTCREAFLUX=date
IdentificationFlux HEUCREAFLUX=texte DTREF=date
TransmissionFlux NBTOTDOSRSATRANSM=nombre NBTOTDOSRSATRANSMANO=nombre
InfosFoyerRSA/IdentificationRSA/Organisme FONORG=organisme
InfosFoyerRSA/IdentificationRSA/DemandeRSA NUMDEMRSA=dossier
InfosFoyerRSA/Personne/Identification DTNAI=mois TYPEDTNAI=texte
InfosFoyerRSA/Personne/DossierCAF DFRATDOS=date
InfosFoyerRSA/Personne/Prestations NATPREST=texte ROLEPERS=role TOPCHAPERS=booleen
InfosFoyerRSA/Personne/Ressources/GeneraliteRessourcesTrimestre TOPRESSNUL=booleen DDRESS=mois DFRESS=mois
InfosFoyerRSA/Personne/Ressources/RessourcesMensuelles/GeneraliteRessourcesMensuelles MOISRESS=mois
InfosFoyerRSA/Personne/Ressources/RessourcesMensuelles/DetailRessourcesMensuelles NATRESS=nature
InfosFoyerRSA/Personne/Ressources/RessourcesMensuelles/DetailRessourcesMensuelles MTNATRESSMEN=montant
InfosFoyerRSA/Personne/Ressources/RessourcesMensuelles/DetailRessourcesMensuelles ABANEU=texte
InfosFoyerRSA/Personne/MontantCalculDroitRSAPersonne MTPERSRESSMENRSA=montant
InfosFoyerRSA/Personne/Activite ACT=activite DDACT=date DFACT=date
InfosFoyerRSA/Personne/PensionAlimentaire/Asf SITASF=asf PARASSOASF=texte DDASF=date DFASF=date
InfosFoyerRSA/Personne/Grossesse DDGRO=date DFGRO=presence
InfosFoyerRSA/DonneesAdministratives/SituationFamille SITFAM=famille DDSITFAM=mois
InfosFoyerRSA/DonneesAdministratives/Adresse/TroncCommunAdresse RGADR=rang
InfosFoyerRSA/DonneesAdministratives/Adresse/AdresseDetailleeFrance NUMCOM=commune
InfosFoyerRSA/PrestationRSA/SituationDossierRSA/EtatDossierRSA ETATDOSRSA=etat
InfosFoyerRSA/PrestationRSA/SituationDossierRSA/Refus MOTIREFURSA=motif_refus
InfosFoyerRSA/PrestationRSA/SituationDossierRSA/SuspensionDroit MOTISUSDRORSA=motif_cache
InfosFoyerRSA/PrestationRSA/SituationDossierRSA/SuspensionVersement MOTISUSVERSRSA=motif_versement
InfosFoyerRSA/PrestationRSA/SituationDossierRSA/FinDroit MOTICLORSA=motif_fin
InfosFoyerRSA/PrestationRSA/SituationDossierRSA/FinDroitMoisAnterieur MOTICLORSA=motif_fin
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/TroncCommunDroitRSA TOPSANSDOMFIXE=booleen NBENFAUTCHA=nombre
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/MontantsCalculDroitRSA DDELECAL=mois DFELECAL=mois
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/MontantsCalculDroitRSA MTREVMINIGARARSA=montant MTPENTRSA=montant
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/MontantsCalculDroitRSA MTLOCALRSA=montant MTREVGARARSA=montant
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/MontantsCalculDroitRSA MTPFRSA=montant MTALRSA=montant
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/MontantsCalculDroitRSA MTRESSMENRSA=montant MTCUMINTEGRSA=montant
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/MontantsCalculDroitRSA MTABANEURSA=montant MTTOTDRORSA=montant
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/DetailCalculDroitRSA NATPF=nature_rsa SOUSNATPF=texte
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/DetailCalculDroitRSA DDNATDRO=mois DFNATDRO=mois
InfosFoyerRSA/PrestationRSA/DetailDroitRSA/DetailCalculDroitRSA MTRSAVERS=montant DTDERRSAVERS=mois
"""
#: Signs of the newer structure, by the element that holds them; a letter in NATRESS is one more.
SIGNES_VRSD = {
    ("IdentificationFlux", "VERSIONFLUX"),
    ("Personne", "DossierCafMsa"),
    ("Personne", "FonctionPersonneRSA"),
}
Bloc = dict[str, list[Any]]


@dataclass
class FoyerBrut:
    """One InfosFoyerRSA, reduced.

    Attributes:
        ligne: where it starts in the file.
        contenu: kept elements; each name gives the list of its blocks or values.
        fautes: element, line and what is accepted, for each text that is not of its kind.
    """

    ligne: int
    contenu: Bloc = field(default_factory=dict)
    fautes: list[tuple[str, int, str]] = field(default_factory=list)


class Recepteur(ContentHandler):
    """Receives the events of the parser and gives out the households one by one."""

    def __init__(self, reductions: Reductions, sur_foyer: Callable[[FoyerBrut], None]) -> None:
        super().__init__()
        self.entete: Bloc = {}
        self.pied: Bloc | None = None
        self.ligne_pied = 0
        self.fini = False
        self._sur_foyer = sur_foyer
        self._feuilles = _arbre(reductions)
        self._chemin: list[str] = []
        self._noeuds: list[Any] = [{RACINE: self._feuilles}]
        self._blocs: list[Bloc] = [{}]
        self._sautes = 0
        self._texte: list[str] | None = None
        self._longueur = self._elements = 0
        self._foyer = FoyerBrut(0)
        self._position: Any = None

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802, D102
        self._position = locator

    def startElement(self, nom: str, _attributs: Any) -> None:  # noqa: N802, D102
        if self._sautes:
            self._sautes += 1
            self._limiter()
            return
        self._limiter()
        parent = self._chemin[-1] if self._chemin else ""
        if (parent, nom) in SIGNES_VRSD:
            raise StructureVRSD
        if not self._chemin and nom != RACINE:
            raise Inattendu
        noeud = self._noeuds[-1].get(nom) if isinstance(self._noeuds[-1], dict) else None
        if noeud is None or self._adresse_passee(nom):
            self._sautes = 1
            return
        self._chemin.append(nom)
        self._noeuds.append(noeud)
        if isinstance(noeud, dict):
            self._blocs.append({})
            if nom == FOYER:
                self._foyer, self._elements = FoyerBrut(self._ligne()), 0
        else:
            self._texte, self._longueur = [], 0

    def characters(self, content: str) -> None:  # noqa: D102
        if self._texte is None or self._sautes or self._longueur > LONGUEUR_MAX:
            return
        self._longueur += len(content)
        self._texte.append(content[: LONGUEUR_MAX + 1])

    def endElement(self, nom: str) -> None:  # noqa: N802, D102
        if self._sautes:
            self._sautes -= 1
            return
        noeud = self._noeuds.pop()
        self._chemin.pop()
        if isinstance(noeud, dict):
            self._fermer(nom, self._blocs.pop())
        else:
            texte, self._texte = "".join(self._texte or ()).strip(), None
            self._garder(nom, texte, noeud)

    def _adresse_passee(self, nom: str) -> bool:
        """Skip the commune of former addresses: the rank comes before it."""
        rangs = [b.get("RGADR") for b in self._blocs[-1].get("TroncCommunAdresse", [])]
        return nom == "AdresseDetailleeFrance" and rangs != [[RANG_COURANT]]

    def _garder(self, nom: str, texte: str, reduire: Callable[[str], Any]) -> None:
        if not texte:
            return
        try:
            valeur = reduire(texte)
        except Inattendu as erreur:
            self._foyer.fautes.append((nom, self._ligne(), str(erreur)))
            if self._chemin[1:2] != [FOYER]:
                raise
            return
        if valeur is not None:
            self._blocs[-1].setdefault(nom, []).append(valeur)

    def _fermer(self, nom: str, bloc: Bloc) -> None:
        if nom == FOYER:
            self._foyer.contenu = bloc
            self._sur_foyer(self._foyer)
        elif nom == ENTETE:
            self.entete = bloc
        elif nom == PIED:
            self.pied, self.ligne_pied = bloc, self._ligne()
        elif nom == RACINE:
            self.fini = True
        else:
            self._blocs[-1].setdefault(nom, []).append(bloc)

    def _limiter(self) -> None:
        """Refuse what no real file holds, before it fills the memory."""
        self._elements += 1
        if len(self._chemin) + self._sautes > PROFONDEUR_MAX or self._elements > ELEMENTS_MAX:
            raise Inattendu

    def _ligne(self) -> int:
        return int(self._position.getLineNumber() or 0)


def _arbre(reductions: Reductions) -> dict[str, Any]:
    """Give the kept elements as nested blocks; a leaf is the function that reduces its text."""
    racine: dict[str, Any] = {}
    for ligne in LUS.strip().splitlines():
        chemin, *feuilles = ligne.split()
        bloc = racine
        for nom in chemin.split("/"):
            bloc = bloc.setdefault(nom, {})
        for feuille in feuilles:
            element, _, reduction = feuille.partition("=")
            bloc[element] = reductions.reduction(reduction, element)
    return racine


def parcourir(entree: Path, recepteur: Recepteur, sur_octets: Callable[[bytes], None]) -> None:
    """Parse a whole file; no message repeats what the file holds.

    Args:
        entree: the file.
        recepteur: what receives the elements.
        sur_octets: told every piece of the file as it is read.

    Raises:
        EntreeInvalide: cut short, malformed, with a DTD, or not a VRSB0801 flux.
    """
    analyseur = make_parser()
    analyseur.forbid_dtd = True
    analyseur.setContentHandler(recepteur)
    # Fed piece by piece, the parser does not give itself as the locator.
    recepteur.setDocumentLocator(analyseur)
    try:
        with entree.open("rb") as flux:
            while morceau := flux.read(MORCEAU):
                sur_octets(morceau)
                analyseur.feed(morceau)
        analyseur.close()
        if not recepteur.fini:
            raise Inattendu  # noqa: TRY301 - an empty file, which the parser lets pass
    except OSError as erreur:
        raise EntreeInvalide(entree.name, f"un fichier illisible ({erreur.strerror})", ATTENDU) from None
    except StructureVRSD:
        raise EntreeInvalide(entree.name, "un flux à la structure VRSD, plus récente", ATTENDU) from None
    except DefusedXmlException:
        raise EntreeInvalide(entree.name, "un document avec une DTD ou des entités", ATTENDU) from None
    except (SAXException, Inattendu, ValueError, LookupError) as erreur:
        ligne = getattr(erreur, "getLineNumber", analyseur.getLineNumber)()
        recu = f"un document tronqué, mal formé ou d'une autre forme (ligne {ligne})"
        raise EntreeInvalide(entree.name, recu, ATTENDU) from None
