"""A result as the templates draw it: what to claim first, then groups of droits, each said in words.

It orders and writes; it never compares or decides: that is done in `simulations`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.pages import mots_resultats as mots
from api.pages.formats import delai_long, euros, mois_long, unite
from simulations.besoins import PRESUMES
from simulations.resultat import Decision, Droit, Resultat, Signalement, StatutRecu, TypeEcart
from simulations.situation import Situation

# Presumed so often true that they are said, never asked.
_PRESUMES = frozenset(PRESUMES.values())
A_RECLAMER = {TypeEcart.NON_RECOURS, TypeEcart.SOUS_VERSEMENT}


@dataclass(frozen=True)
class DroitVu:
    """A droit to draw.

    Attributes:
        montant: what is at stake, in words; empty without amount.
        marque: `sur`, `verifier`, `recu`, `prudence` or `neutre`, for its colour; `mention` says it.
    """

    id: str
    droit: Droit
    titre: str
    pour: str
    montant: str
    marque: str
    mention: str
    urgence: str
    lignes_montant: list[tuple[str, str]]
    effet: str
    manques: list[str]
    supposes: list[str]


@dataclass(frozen=True)
class GroupeDroits:
    """Droits of the same kind; `replie` when only their number shows at first."""

    cle: str
    titre: str
    note: str
    droits: list[DroitVu]
    replie: bool = False


@dataclass(frozen=True)
class ResultatVu:
    """A result to draw."""

    mois: str
    total: str
    dont_a_verifier: str
    gain: str
    nb_signalements: int
    phrase: str
    groupes: list[GroupeDroits]
    nb_examines: int
    resultat: Resultat


# Key, title, note; in the order of the screen.
_GROUPES = (
    ("signales", "À demander", ""),
    ("probables", "Probables, à demander s’ils ne sont pas déjà reçus", ""),
    ("a_verifier", "À vérifier", "Il manque une réponse pour être sûr."),
    ("choix", "À comparer", "Ne s’ajoute pas à un droit retenu plus haut : l’un ou l’autre."),
    ("recus", "Reçus et conformes", ""),
    ("prudence", "À vérifier pour éviter une dette",
     "Le montant reçu dépasse notre estimation. Faire le point avec l’organisme protège le foyer."),
    ("a_instruire", "À instruire", "L’organisme ou une commission apprécie : aucun montant n’est promis."),
    ("non_calculables", "Non calculables ici", "À regarder avec l’organisme."),
    ("peu_probables", "Peu probables", ""),
)  # fmt: skip


def presenter(resultat: Resultat, situation: Situation, noms: Sequence[str]) -> ResultatVu:
    """Prepare a result.

    Args:
        resultat: the answer.
        situation: the household it is about.
        noms: what each person is called on the screen, in their order.
    """
    personnes = {p.id: nom for p, nom in zip(situation.personnes, noms, strict=False)}
    par_cle: dict[str, list[DroitVu]] = {cle: [] for cle, _, _ in _GROUPES}
    signalements = {(s.droit, s.beneficiaire): s for s in resultat.signalements}
    for droit in _dans_l_ordre(resultat, signalements):
        signalement = signalements.get((droit.id, droit.beneficiaire))
        par_cle[_groupe(droit)].append(_droit(droit, signalement, resultat.mois, personnes))
    groupes = [
        GroupeDroits(cle, titre, note, par_cle[cle], replie=cle == "peu_probables")
        for cle, titre, note in _GROUPES
        if par_cle[cle]
    ]
    total, a_verifier = resultat.totaux.non_recours_mensuel, _doute(resultat, signalements)
    return ResultatVu(
        mois=mois_long(resultat.mois),
        total=euros(total) if total > 0 else "",
        dont_a_verifier=_part(a_verifier, total),
        gain=_gain(resultat),
        nb_signalements=len(resultat.signalements),
        phrase=_phrase(resultat, _part(a_verifier, total)),
        groupes=groupes,
        nb_examines=len({droit.id for droit in resultat.droits}),
        resultat=resultat,
    )


Cle = tuple[str, str]


def _dans_l_ordre(resultat: Resultat, signalements: dict[Cle, Signalement]) -> list[Droit]:
    """Put the most pressing first, then what is worth most; the order of the catalogue decides ties."""

    def poids(droit: Droit) -> tuple[int, float]:
        signalement = signalements.get((droit.id, droit.beneficiaire))
        return signalement.rang if signalement else len(signalements) + 1, -(droit.montant or 0.0)

    return sorted(resultat.droits, key=poids)


def _groupe(droit: Droit) -> str:
    if droit.retenu_a_la_place:
        return "choix"
    if droit.ecart.type in A_RECLAMER:
        return "signales"
    if droit.ecart.type is TypeEcart.TROP_PERCU_POSSIBLE:
        return "prudence"
    if droit.recu.statut is StatutRecu.OUI and droit.ecart.type is TypeEcart.AUCUN:
        return "recus"
    if droit.decision is Decision.DROIT_PROBABLE:
        return "probables" if droit.recu.statut is StatutRecu.INCONNU else "recus"
    return {
        Decision.A_VERIFIER: "a_verifier",
        Decision.A_INSTRUIRE: "a_instruire",
        Decision.NON_CALCULABLE: "non_calculables",
        Decision.PEU_PROBABLE: "peu_probables",
    }[droit.decision]


def _doute(resultat: Resultat, signalements: dict[Cle, Signalement]) -> float:
    """Add up, in the monthly total not claimed, what is still to be checked."""
    return sum(
        droit.ecart.montant or 0.0
        for droit in resultat.droits
        if droit.periodicite == "mensuel"
        and droit.ecart.type is TypeEcart.NON_RECOURS
        and droit.decision is not Decision.DROIT_PROBABLE
        and (droit.id, droit.beneficiaire) in signalements
    )


def _gain(resultat: Resultat) -> str:
    """Give what comes in more each month, when what is already received goes up or down with the rest."""
    gain, total = resultat.totaux.gain_mensuel, resultat.totaux.non_recours_mensuel
    if gain is None or total <= 0 or abs(gain - total) < 1:
        return ""
    return euros(gain)


def _part(a_verifier: float, total: float) -> str:
    if a_verifier <= 0:
        return ""
    return "à vérifier" if a_verifier >= total else f"dont {euros(a_verifier)} à vérifier"


def _phrase(resultat: Resultat, part: str) -> str:
    nombre = sum(s.type in A_RECLAMER for s in resultat.signalements)
    if not nombre:
        return f"{mois_long(resultat.mois).capitalize()} : aucun droit à réclamer d’après ces réponses."
    droits = "1 droit à réclamer" if nombre == 1 else f"{nombre} droits à réclamer"
    total = resultat.totaux.non_recours_mensuel
    suite = f", {euros(total)} par mois non demandés" if total > 0 else ""
    suite += f" ({part})" if total > 0 and part else ""
    return f"{droits}{suite}."


def _droit(
    droit: Droit, signalement: Signalement | None, mois: str, personnes: dict[str, str]
) -> DroitVu:  # fmt: skip
    manques = [mots.nommer(h, personnes) for h in droit.hypotheses if h not in _PRESUMES]
    marque, mention = _marque(droit, manques)
    return DroitVu(
        id=f"droit-{droit.id}-{droit.beneficiaire}",
        droit=droit,
        titre=droit.forme or droit.libelle,
        pour=personnes.get(droit.beneficiaire, ""),
        montant=_montant(droit, signalement),
        marque=marque,
        mention=mention,
        urgence=delai_long(signalement.urgence, mois) if signalement and signalement.urgence else "",
        lignes_montant=list(_lignes_montant(droit)),
        effet=mots.effet(droit.effet),
        manques=manques,
        supposes=[h for h in droit.hypotheses if h in _PRESUMES],
    )


def _marque(droit: Droit, manques: Sequence[str]) -> tuple[str, str]:
    groupe = _groupe(droit)
    if groupe == "signales":
        verbe = "versé en partie" if droit.ecart.type is TypeEcart.SOUS_VERSEMENT else "non demandé"
        if droit.decision is Decision.DROIT_PROBABLE:
            return "sur", f"{verbe}, presque sûr"
        return "verifier", f"{verbe}, {_a_verifier(manques)}"
    mentions = {
        "probables": ("sur", "presque sûr"),
        "a_verifier": ("verifier", _a_verifier(manques)),
        "recus": ("recu", "reçu, conforme" if droit.ecart.type is TypeEcart.AUCUN else "reçu"),
        "prudence": ("prudence", "faire le point"),
    }
    marque, mention = mentions.get(groupe, ("neutre", ""))
    if groupe in {"a_verifier", "a_instruire", "non_calculables"} and droit.recu.statut is StatutRecu.OUI:
        mention = f"déjà reçu, {mention}".removesuffix(", ")
    return marque, mention


def _a_verifier(manques: Sequence[str]) -> str:
    """Say in a few words what is missing: `à vérifier : épargne inconnue`."""
    courts = [manque.split(" : ")[0] for manque in manques]
    if not courts:
        return "à vérifier"
    suite = "…" if len(courts) > 2 else ""
    return f"à vérifier : {', '.join(courts[:2])}{suite}"


def _montant(droit: Droit, signalement: Signalement | None) -> str:
    """Say what is at stake: what is missing when flagged, else what is due."""
    if droit.recu.statut is StatutRecu.OUI and not signalement:
        return _par(droit, droit.recu.montant)
    if signalement:
        ajout = signalement.type is TypeEcart.SOUS_VERSEMENT and signalement.montant
        return ("+ " if ajout else "") + _par(droit, signalement.montant)
    bas, haut = droit.montant_min, droit.montant_max
    if bas is not None and haut is not None and bas < haut:
        return f"entre {euros(bas)} et {_par(droit, haut)}"
    return _par(droit, droit.montant) if droit.montant else ""


def _par(droit: Droit, montant: float | None) -> str:
    return euros(montant) + unite(droit.periodicite) if montant is not None else ""


def _lignes_montant(droit: Droit) -> Iterator[tuple[str, str]]:
    recoit = droit.recu.statut is StatutRecu.OUI
    if droit.montant is not None and (droit.montant or droit.decision is not Decision.A_VERIFIER):
        yield "Estimation", _par(droit, droit.montant)
    if droit.montant_actuel and droit.montant and droit.montant_actuel != droit.montant:
        yield "Avant que les autres droits soient ouverts", _par(droit, droit.montant_actuel)
    if droit.retenu_a_la_place and droit.montant_actuel:
        yield "S’il était demandé à la place", _par(droit, droit.montant_actuel)
    if recoit:
        yield "Reçu", _par(droit, droit.recu.montant) or "montant inconnu"
    if droit.recu.statut is StatutRecu.NON and droit.decision is not Decision.PEU_PROBABLE:
        yield "Reçu", "non"
    ecarts = {
        TypeEcart.SOUS_VERSEMENT: "Manque",
        TypeEcart.TROP_PERCU_POSSIBLE: "Écart à éclaircir",
    }
    if droit.ecart.type in ecarts and droit.ecart.montant is not None:
        yield ecarts[droit.ecart.type], _par(droit, droit.ecart.montant)
    if droit.baisse_prevue:
        yield "Baisse prévue une fois les autres droits versés", _par(droit, droit.baisse_prevue)
    if droit.effet.rappel_montant:
        yield "Rappel possible, au plus", euros(droit.effet.rappel_montant)
