"""The situation of one household of the RSA flux, in our words.

What the flux does not hold stays unknown: rent, tenure, savings, tax notice, nationality, other benefits.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from rules import territoire
from simulations.audit import flux_rsa_codes as codes
from simulations.audit.flux_rsa_foyer import FoyerInvalide, FoyerLu, Membre, un
from simulations.audit.flux_rsa_xml import Bloc
from simulations.errors import SituationInvalide
from simulations.lecture import lire_situation
from simulations.modalites import EN_COUPLE, Activite
from simulations.mois import decaler
from simulations.situation import Situation

MAJORITE, ECOLE_OBLIGATOIRE = 18, 16
DUREE_GROSSESSE_MOIS = 10


def situation(foyer: FoyerLu) -> Situation:
    """Give the situation of a household.

    Raises:
        FoyerInvalide: the situation would not be coherent; no value is repeated.
    """
    document = {
        "mois": foyer.mois,
        "personnes": [_personne(foyer, membre) for membre in foyer.membres],
        "couple": _couple(foyer),
        "logement": _logement(foyer),
        "prestations": _prestations(foyer) or None,
    }
    try:
        return lire_situation(document)
    except SituationInvalide as erreur:
        fautes = [(e.chemin, foyer.ligne, e.attendu) for e in erreur.erreurs]
        raise FoyerInvalide(fautes) from None


def _personne(foyer: FoyerLu, membre: Membre) -> dict[str, Any]:
    enfant = membre.role == "enfant"
    personne: dict[str, Any] = {
        "id": membre.id,
        "role": membre.role,
        # The day is not read; a day in the middle of the month gives the age of all but the first day's.
        "date_naissance": membre.naissance and f"{membre.naissance}-15",
        "activite": _activite_dite(membre),
        "enceinte": _enceinte(membre.bloc, foyer.jour) or None,
        "revenus": membre.ressources.revenus,
        "revenus_interrompus": membre.ressources.interrompus or None,
    }
    if not enfant and membre.ressources.revenus is not None and not membre.ressources.interrompus:
        # The payer writes what it neutralises: nothing written, nothing lost for certain.
        personne["revenus_interrompus"] = []
    if membre.role == "demandeur":
        personne["regime"] = _regime(foyer, membre)
    if enfant:
        personne["a_charge"] = _a_charge(membre)
        personne |= _autre_parent(membre)
    return personne


def _activite_dite(membre: Membre) -> str | None:
    if membre.activite == codes.CHOMAGE_ASS:
        return Activite.DEMANDEUR_EMPLOI
    if membre.activite == codes.ECOLE:
        return Activite.ETUDIANT if (membre.age or 0) >= ECOLE_OBLIGATOIRE else None
    return None if membre.activite in (codes.SANS_REPONSE, codes.ENFANCE) else membre.activite


def _regime(foyer: FoyerLu, demandeur: Membre) -> str | None:
    """Say who pays: the MSA pays the agricultural scheme; a business leaves the scheme open."""
    if foyer.organisme == "msa":
        return "agricole"
    a_son_compte = demandeur.activite in (Activite.INDEPENDANT, Activite.EXPLOITANT_AGRICOLE)
    return "general" if foyer.organisme == "caf" and not a_son_compte else None


def _enceinte(bloc: Bloc, jour: date) -> bool:
    """Tell whether a pregnancy is declared; its absence is no answer."""
    for grossesse in bloc.get("Grossesse", []):
        debut = un(grossesse, "DDGRO")
        if debut is None or un(grossesse, "DFGRO"):
            continue
        ecoules = (jour.year - debut.year) * 12 + jour.month - debut.month
        if debut <= jour and ecoules < DUREE_GROSSESSE_MOIS:
            return True
    return False


def _a_charge(enfant: Membre) -> bool | None:
    if enfant.compte:
        return True
    autres = any(un(p, "TOPCHAPERS") for p in enfant.bloc.get("Prestations", []))
    return None if autres or enfant.age is None or enfant.age < MAJORITE else False


def asf_de(enfant: Membre) -> tuple[str | None, bool]:
    """Give the last situation of the other parent of a child, and whether it is still open."""
    blocs = [
        a for p in enfant.bloc.get("PensionAlimentaire", []) for a in p.get("Asf", []) if un(a, "SITASF")
    ]
    dernier = max(blocs, key=lambda a: (un(a, "DFASF") is None, un(a, "DDASF") or date.min), default=None)
    return un(dernier, "SITASF"), dernier is not None and un(dernier, "DFASF") is None


def _autre_parent(enfant: Membre) -> dict[str, Any]:
    sit, ouverte = asf_de(enfant)
    qui = {"DC": "decede", "NR": "sans_filiation", **dict.fromkeys(("HB", "OE", "PA", "TP"), "vivant")}
    dit: dict[str, Any] = {"autre_parent": qui.get(sit or "")}
    pensions: dict[str, dict[str, bool]] = {
        "HB": {"payee": False}, "OE": {"fixee": False, "payee": False},
        "PA": {"payee": False}, "TP": {"fixee": True},
    }  # fmt: skip
    if ouverte and sit in pensions:
        dit["pension_alimentaire"] = pensions[sit]
    return dit


def _couple(foyer: FoyerLu) -> dict[str, Any] | None:
    """Give the family state; where it contradicts the persons, they are believed and it stays unknown."""
    famille = un(foyer.administratif, "SituationFamille")
    statut, depuis = un(famille, "SITFAM"), un(famille, "DDSITFAM")
    if not statut or statut == "absent":
        return None
    a_deux = any(m.role == "conjoint" for m in foyer.membres)
    if a_deux != (statut in EN_COUPLE):
        foyer.drapeaux.add("couple")
        return None
    return {"statut": statut, "depuis": depuis}


def _logement(foyer: FoyerLu) -> dict[str, Any]:
    courante = [
        un(adresse, "AdresseDetailleeFrance", "NUMCOM")
        for adresse in foyer.administratif.get("Adresse", [])
        if un(adresse, "TroncCommunAdresse", "RGADR") == "01"
    ]
    commune = courante[0] if courante and courante[0] and territoire.existe(courante[0]) else None
    sans_domicile = un(foyer.droit, "TroncCommunDroitRSA", "TOPSANSDOMFIXE")
    return {"commune": commune, "statut": "sans_domicile" if sans_domicile else None}


def _prestations(foyer: FoyerLu) -> list[dict[str, Any]]:
    """Say whether the RSA is received: a suspension of unknown reason leaves it unknown.

    What was paid is written for the past only. Compared with a calculation that knows neither the rent nor
    the other benefits, the amount of the month would pass for too little or too much: `exactitude` does it.
    """
    if foyer.etat != codes.OUVERT:
        non = {"droit": "rsa", "recu": False, "source": "organisme"}
        return [] if foyer.motif == codes.AUTRE_MOTIF else [non]
    oui = {"droit": "rsa", "recu": True, "source": "organisme"}
    montant, _ = verse(foyer)
    depuis = min(filter(None, _debuts(foyer)), default=None)
    if montant is None or (depuis is not None and depuis >= foyer.mois):
        return [oui | {"de": depuis if depuis is not None and depuis <= foyer.mois else None}]
    return [
        oui | {"montant": montant, "de": depuis, "a": decaler(foyer.mois, -1)},
        oui | {"de": foyer.mois},
    ]


def _debuts(foyer: FoyerLu) -> Iterator[str | None]:
    for detail in foyer.droit.get("DetailCalculDroitRSA", []):
        if un(detail, "DFNATDRO") is None:
            yield un(detail, "DDNATDRO")


def verse(foyer: FoyerLu) -> tuple[float | None, str | None]:
    """Give the RSA paid and the last month it was paid: all the lines that share the latest month.

    An amount that stops before the last month is no longer what is received.
    """
    payes = [
        (un(detail, "DTDERRSAVERS"), un(detail, "MTRSAVERS"))
        for detail in foyer.droit.get("DetailCalculDroitRSA", [])
        if un(detail, "MTRSAVERS") is not None and un(detail, "DTDERRSAVERS") is not None
    ]
    dernier = max((quand for quand, _ in payes), default=None)
    if dernier is None or dernier < decaler(foyer.mois, -1):
        return None, dernier
    return round(sum(montant for quand, montant in payes if quand == dernier), 2), dernier
