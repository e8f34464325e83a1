"""One household of the RSA flux: who belongs to it, the state of its file, its amounts."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from simulations.audit import flux_rsa_codes as codes
from simulations.audit.flux_rsa_ressources import MontantNegatif, Ressources, lire_ressources
from simulations.audit.flux_rsa_xml import Bloc, FoyerBrut
from simulations.mois import indice

AGE_CHARGE = 25
_PARENTS = {"DEM": "demandeur", "CJT": "conjoint"}


class FoyerInvalide(Exception):
    """A household that cannot be read; `fautes`: element, line, what is accepted."""

    def __init__(self, fautes: list[tuple[str, int, str]]) -> None:
        self.fautes = fautes
        super().__init__(f"{len(fautes)} faute(s)")


@dataclass
class Membre:
    """One person of the household.

    Attributes:
        bloc: its block of the flux.
        id: its id in the document, by order.
        role: its place in the household.
        activite: its activity, as a class of `flux_rsa_codes`.
        compte: the RSA counts it as dependent.
        naissance: month of birth.
        age: in years at the month.
    """

    bloc: Bloc
    id: str
    role: str
    activite: str
    compte: bool
    naissance: str | None
    age: int | None
    ressources: Ressources = field(default_factory=Ressources)


@dataclass
class FoyerLu:
    """One household read.

    Attributes:
        menage_id: hash of the number of its file.
        ligne: where it starts.
        etat: code of the state of its file; None when unknown.
        motif: filtered reason of that state.
        membres: its persons.
        administratif, droit, montants: blocks of the flux.
        drapeaux: what keeps it out of the comparison with the RSA paid.
    """

    menage_id: str
    ligne: int
    mois: str
    jour: date
    organisme: str | None
    etat: str | None
    motif: str | None
    membres: list[Membre]
    administratif: Bloc
    droit: Bloc
    montants: Bloc | None
    drapeaux: set[str] = field(default_factory=set)


def un(bloc: Bloc | None, *chemin: str) -> Any:
    """Give the first value or block at a path; None when there is none."""
    valeur: Any = bloc
    for nom in chemin:
        suite = valeur.get(nom) if valeur is not None else None
        valeur = suite[0] if suite else None
    return valeur


def identifiant(brut: FoyerBrut) -> str | None:
    """Give the hash of the number of a file."""
    trouve: str | None = un(brut.contenu, "IdentificationRSA", "DemandeRSA", "NUMDEMRSA")
    return trouve


def etat_de(brut: FoyerBrut) -> tuple[str | None, str | None]:
    """Give the state of a file and its reason, among those that may be known."""
    situation = un(brut.contenu, "PrestationRSA", "SituationDossierRSA")
    etat = un(situation, "EtatDossierRSA", "ETATDOSRSA")
    blocs = {
        codes.REFUSE: ("Refus", "MOTIREFURSA"),
        codes.SUSPENDU: ("SuspensionDroit", "MOTISUSDRORSA"),
        codes.VERSEMENT_SUSPENDU: ("SuspensionVersement", "MOTISUSVERSRSA"),
        codes.CLOS: ("FinDroit", "MOTICLORSA"),
        codes.CLOS_AVANT: ("FinDroitMoisAnterieur", "MOTICLORSA"),
    }
    if situation is None or etat not in blocs:
        return etat, None
    nom, element = blocs[etat]
    motifs = [un(bloc, element) for bloc in situation.get(nom, [])]
    return etat, next((m for m in motifs if m not in (None, codes.AUTRE_MOTIF)), codes.AUTRE_MOTIF)


def lire_foyer(brut: FoyerBrut, mois: str, jour: date) -> FoyerLu:
    """Read one household.

    Args:
        brut: what was kept of it.
        mois: month of the simulation.
        jour: reference day of the flux.

    Raises:
        FoyerInvalide: with every fault found.
    """
    fautes = list(brut.fautes)
    if identifiant(brut) is None:
        fautes.append(("NUMDEMRSA", brut.ligne, "le numéro du dossier"))
    if fautes:
        raise FoyerInvalide(fautes)
    etat, motif = etat_de(brut)
    droit = un(brut.contenu, "PrestationRSA", "DetailDroitRSA") or {}
    foyer = FoyerLu(
        menage_id=str(identifiant(brut)),
        ligne=brut.ligne,
        mois=mois,
        jour=jour,
        organisme=un(brut.contenu, "IdentificationRSA", "Organisme", "FONORG"),
        etat=etat,
        motif=motif,
        membres=[],
        administratif=un(brut.contenu, "DonneesAdministratives") or {},
        droit=droit,
        montants=un(droit, "MontantsCalculDroitRSA"),
    )
    for personne in brut.contenu.get("Personne", []):
        _ajouter(foyer, personne, brut.ligne)
    if [m.role for m in foyer.membres].count("demandeur") != 1:
        raise FoyerInvalide([("ROLEPERS", brut.ligne, "exactement un demandeur (DEM) du RSA")])
    return foyer


def _ajouter(foyer: FoyerLu, bloc: Bloc, ligne: int) -> None:
    parti = un(bloc, "DossierCAF", "DFRATDOS")
    roles = [p for p in bloc.get("Prestations", []) if un(p, "NATPREST") == "RSA"]
    if len(roles) != 1:
        raise FoyerInvalide([("NATPREST", ligne, "une ligne RSA et une ligne PFA par personne")])
    role, compte = un(roles[0], "ROLEPERS"), bool(un(roles[0], "TOPCHAPERS"))
    activite = _activite(bloc, foyer.jour)
    if (parti is not None and parti < foyer.jour) or activite == codes.ECARTER:
        return
    if role is None or role == "RDO":
        # Who only holds the file, or whose place is unknown, is not counted among those who live there.
        foyer.drapeaux.add("role")
        return
    naissance = un(bloc, "Identification", "DTNAI")
    if naissance is not None and naissance > foyer.mois:
        raise FoyerInvalide([("DTNAI", ligne, f"un mois de naissance jusqu'à {foyer.mois}")])
    age = None if naissance is None else (indice(foyer.mois) - indice(naissance) - 1) // 12
    if naissance is None or un(bloc, "Identification", "TYPEDTNAI") == "O":
        foyer.drapeaux.add("naissance")
    enfant = role == "ENF" or (age is not None and age < AGE_CHARGE and compte)
    place = _PARENTS.get(role, "enfant" if enfant else "autre")
    membre = Membre(bloc, f"p{len(foyer.membres) + 1}", place, activite, compte, naissance, age)
    try:
        membre.ressources = lire_ressources(bloc, activite, foyer.mois)
    except MontantNegatif:
        raise FoyerInvalide([("MTNATRESSMEN", ligne, "un montant positif ou nul")]) from None
    foyer.drapeaux |= membre.ressources.drapeaux
    foyer.membres.append(membre)


def _activite(bloc: Bloc, jour: date) -> str:
    """Give the activity of the day, the latest to start; else the last known one."""
    activites = [a for a in bloc.get("Activite", []) if un(a, "ACT") is not None]
    jadis, toujours = date.min, date.max
    en_cours = [
        a for a in activites if (un(a, "DDACT") or jadis) <= jour and (un(a, "DFACT") or toujours) >= jour
    ]
    derniere = max(en_cours or activites, key=lambda a: un(a, "DDACT") or jadis, default=None)
    return str(un(derniere, "ACT") or codes.SANS_REPONSE)
