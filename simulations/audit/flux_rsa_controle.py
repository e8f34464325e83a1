"""What a household of the RSA flux is compared with: amounts of the payer, what keeps it apart, its leads."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from simulations.audit import flux_rsa_codes as codes
from simulations.audit.flux_rsa_foyer import FoyerLu, Membre, un
from simulations.audit.flux_rsa_situation import asf_de, verse
from simulations.modalites import EN_COUPLE, Activite, NatureRevenu, StatutCouple
from simulations.mois import indice
from simulations.situation import Situation

#: Columns of `controle.parquet`, after `menage_id`; euros per month.
SCHEMA: dict[str, Any] = {
    "menage_id": pl.String,
    "organisme": pl.String,
    "etat": pl.String,
    "motif": pl.String,
    "nature": pl.String,
    "composition": pl.String,
    "personnes": pl.Int64,
    "mois_calcul": pl.String,
    "fin_calcul": pl.String,
    "decalage": pl.Int64,
    "ressources_connues": pl.Boolean,
    "drapeaux": pl.String,
    "pistes": pl.String,
    "forfaitaire": pl.Float64,
    "garanti": pl.Float64,
    "prestations": pl.Float64,
    "logement": pl.Float64,
    "ressources": pl.Float64,
    "ressources_personnes": pl.Float64,
    "cumul": pl.Float64,
    "abattements": pl.Float64,
    "pente": pl.Float64,
    "local": pl.Float64,
    "total": pl.Float64,
    "verse": pl.Float64,
    "dernier_verse": pl.String,
}
_MONTANTS = {
    "forfaitaire": "MTREVMINIGARARSA",
    "garanti": "MTREVGARARSA",
    "prestations": "MTPFRSA",
    "logement": "MTALRSA",
    "ressources": "MTRESSMENRSA",
    "cumul": "MTCUMINTEGRSA",
    "abattements": "MTABANEURSA",
    "pente": "MTPENTRSA",
    "local": "MTLOCALRSA",
    "total": "MTTOTDRORSA",
}
#: Amounts the payer leaves out when they are nothing.
_FACULTATIFS = frozenset({"prestations", "logement", "cumul", "abattements", "pente", "local"})

AGE_ASPA, AGE_RETRAITE, AGE_ADULTE, JEUNE_ENFANT, ISOLEMENT_RECENT = 65, 64, 18, 3, 18
_RUPTURES = {
    (codes.VERSEMENT_SUSPENDU, "06"): "rupture_declaration",
    (codes.VERSEMENT_SUSPENDU, "05"): "rupture_sous_seuil",
    (codes.VERSEMENT_SUSPENDU, "35"): "rupture_retraite",
    (codes.CLOS, "ECH"): "rupture_sans_droit",
    (codes.REFUSE, "DSD"): "rupture_pieces",
}
_ASF = frozenset({"DC", "NR", "HB", "OE", "PA", "TP"})
_ARIPA = frozenset({"TP", "PA", "OE"})
_ACTIFS = frozenset({NatureRevenu.SALAIRE, codes.PONCTUEL, codes.INDEPENDANT})


def controle(foyer: FoyerLu, lue: Situation) -> dict[str, Any]:
    """Give the row of one household, without its id.

    Args:
        foyer: the household of the flux.
        lue: the situation made of it.
    """
    enfants, adultes = _enfants(foyer), [m for m in foyer.membres if m.role in ("demandeur", "conjoint")]
    annonces = un(foyer.droit, "TroncCommunDroitRSA", "NBENFAUTCHA")
    drapeaux = set(foyer.drapeaux)
    if annonces is not None and annonces != len(enfants):
        drapeaux.add("enfants")
    paye, dernier = verse(foyer)
    decalages = [m.ressources.decalage for m in foyer.membres if m.ressources.decalage is not None]
    ligne: dict[str, Any] = {
        "organisme": foyer.organisme,
        "etat": foyer.etat,
        "motif": foyer.motif,
        "nature": _nature(foyer),
        "composition": _composition(len(adultes), len(enfants)),
        "personnes": len(adultes) + len(enfants),
        "mois_calcul": un(foyer.montants, "DDELECAL"),
        "fin_calcul": un(foyer.montants, "DFELECAL"),
        "decalage": max(decalages, key=abs, default=None),
        "ressources_connues": all(m.ressources.revenus is not None for m in adultes),
        "drapeaux": " ".join(sorted(drapeaux)),
        "pistes": " ".join(_pistes(foyer, lue)),
        "ressources_personnes": _ressources_personnes(foyer),
        "verse": paye,
        "dernier_verse": dernier,
    }
    for nom, element in _MONTANTS.items():
        absent = 0.0 if nom in _FACULTATIFS and foyer.montants is not None else None
        valeur = un(foyer.montants, element)
        ligne[nom] = absent if valeur is None else valeur
    return ligne


def _enfants(foyer: FoyerLu) -> list[Membre]:
    """Give the dependants whom the RSA counts."""
    return [m for m in foyer.membres if m.role in ("enfant", "autre") and m.compte]


def _composition(adultes: int, enfants: int) -> str:
    return f"{'couple' if adultes > 1 else 'seul'}_{min(enfants, 3)}{'_et_plus' if enfants > 2 else ''}"


def _nature(foyer: FoyerLu) -> str | None:
    """Give the kind of RSA in force: the latest line that has not ended."""
    en_cours = [
        (un(detail, "DDNATDRO") or "", un(detail, "NATPF"))
        for detail in foyer.droit.get("DetailCalculDroitRSA", [])
        if un(detail, "DFNATDRO") is None and un(detail, "NATPF")
    ]
    return max(en_cours)[1] if en_cours else None


def _ressources_personnes(foyer: FoyerLu) -> float | None:
    lus = [un(m.bloc, "MontantCalculDroitRSAPersonne", "MTPERSRESSMENRSA") for m in foyer.membres]
    connus = [montant for montant in lus if montant is not None]
    return round(sum(connus), 2) if connus else None


def _pistes(foyer: FoyerLu, lue: Situation) -> Iterator[str]:
    """Give the leads as `code` or `code:person`; results settle those that need a calculation."""
    rupture = _RUPTURES.get((foyer.etat or "", foyer.motif or ""))
    if rupture:
        yield rupture
    if foyer.etat != codes.OUVERT:
        return
    statut = lue.couple.statut if lue.couple else None
    seul = statut is not None and statut not in EN_COUPLE
    if seul and _nature(foyer) == codes.RSA_NON_MAJORE and _isole_majorable(foyer, lue):
        yield "majoration"
    sans_domicile = un(foyer.droit, "TroncCommunDroitRSA", "TOPSANSDOMFIXE")
    if foyer.montants is not None and sans_domicile is False and not un(foyer.montants, "MTALRSA"):
        yield "al"
    if any(m.ressources.natures & _ACTIFS for m in foyer.membres):
        yield "ppa"
    for membre in foyer.membres:
        yield from _pistes_enfant(membre) if membre.role == "enfant" and seul else _pistes_adulte(membre)


def _isole_majorable(foyer: FoyerLu, lue: Situation) -> bool:
    enfants = [m for m in _enfants(foyer) if m.age is not None]
    depuis = lue.couple.depuis if lue.couple else None
    seul_depuis_peu = (
        bool(enfants)
        and depuis is not None
        and lue.couple is not None
        and lue.couple.statut != StatutCouple.CELIBATAIRE
        and indice(foyer.mois) - indice(depuis) <= ISOLEMENT_RECENT
    )
    enceinte = any(p.enceinte for p in lue.personnes)
    return enceinte or seul_depuis_peu or any((m.age or 0) < JEUNE_ENFANT for m in enfants)


def _pistes_enfant(enfant: Membre) -> Iterator[str]:
    if enfant.age is not None and enfant.age >= AGE_ADULTE:
        return
    situation, _ = asf_de(enfant)
    if situation is None:
        yield f"asf_autre_parent:{enfant.id}"
    elif situation in _ASF:
        yield f"asf:{enfant.id}"
    if situation in _ARIPA:
        yield f"aripa:{enfant.id}"


def _pistes_adulte(adulte: Membre) -> Iterator[str]:
    if adulte.role == "enfant" or adulte.age is None:
        return
    natures = adulte.ressources.natures
    if adulte.age >= AGE_ASPA:
        yield f"aspa:{adulte.id}"
    if (
        adulte.age >= AGE_RETRAITE
        and adulte.ressources.revenus is not None
        and NatureRevenu.RETRAITE not in natures
    ):
        yield f"retraite:{adulte.id}"
    sans_emploi = adulte.activite in (Activite.DEMANDEUR_EMPLOI, codes.CHOMAGE_ASS)
    if sans_emploi and adulte.ressources.revenus is not None and codes.CHOMAGE not in natures:
        yield f"chomage:{adulte.id}"
