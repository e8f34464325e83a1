"""One droit as the templates draw it: its group, its amount or its range, how sure it is, in words.

It writes; it never compares or decides: that is done in `simulations`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.pages import mots_resultats as mots
from api.pages.formats import ESPACE, delai_long, euros, euros_ronds, unite
from simulations.besoins import PRESUMES
from simulations.resultat import Decision, Droit, Signalement, StatutRecu, TypeEcart

# Presumed so often true that they are said, never asked.
_PRESUMES = frozenset(PRESUMES.values())
A_RECLAMER = {TypeEcart.NON_RECOURS, TypeEcart.SOUS_VERSEMENT}
# Under this share of the possible cases, a droit to be checked is folded away.
PART_RARE = 0.15
_UN_EURO = 1.0


@dataclass(frozen=True)
class DroitVu:
    """A droit to draw.

    Attributes:
        beneficiaire: whose it is; empty for several persons together.
        montant: what is at stake, in words; empty without amount.
        surete: how sure it is, as a share of the possible cases; empty when it is not measured, or certain.
        marque: `sur`, `verifier`, `recu`, `prudence` or `neutre`, for its colour; `mention` says it.
    """

    id: str
    droit: Droit
    titre: str
    pour: str
    beneficiaire: str
    montant: str
    surete: str
    marque: str
    mention: str
    urgence: str
    lignes_montant: list[tuple[str, str]]
    effet: str
    manques: list[str]
    supposes: list[str]


def groupe_du_droit(droit: Droit) -> str:
    """Tell in which group a droit is shown."""
    if droit.retenu_a_la_place:
        return "choix"
    if droit.ecart.type is TypeEcart.TROP_PERCU_POSSIBLE:
        return "prudence"
    if droit.recu.statut is StatutRecu.OUI and droit.ecart.type is TypeEcart.AUCUN:
        return "recus"
    if droit.decision is Decision.A_VERIFIER and droit.recu.statut is not StatutRecu.OUI and _rare(droit):
        return "rares"
    if droit.ecart.type in A_RECLAMER:
        return "signales"
    if droit.decision is Decision.DROIT_PROBABLE:
        return "probables" if droit.recu.statut is StatutRecu.INCONNU else "recus"
    if droit.decision is Decision.A_VERIFIER:
        return "a_verifier"
    return "peu_probables" if droit.decision is Decision.PEU_PROBABLE else "a_instruire"


def _rare(droit: Droit) -> bool:
    return droit.probabilite is not None and droit.probabilite < PART_RARE


def presenter_droit(
    droit: Droit, signalement: Signalement | None, mois: str, personnes: Mapping[str, str]
) -> DroitVu:
    """Prepare a droit.

    Args:
        droit: the droit.
        signalement: its flag, when it has one.
        mois: month of the answer.
        personnes: what each person is called on the screen, by id.
    """
    manques = [mots.nommer(h, personnes) for h in droit.hypotheses if h not in _PRESUMES]
    marque, mention = _marque(droit, manques)
    return DroitVu(
        id=f"droit-{droit.id}-{droit.beneficiaire}",
        droit=droit,
        titre=droit.forme or droit.libelle,
        pour=personnes.get(droit.beneficiaire, ""),
        beneficiaire=droit.beneficiaire,
        montant=_montant(droit, signalement),
        surete=_surete(droit),
        marque=marque,
        mention=mention,
        urgence=delai_long(signalement.urgence, mois) if signalement and signalement.urgence else "",
        lignes_montant=list(_lignes_montant(droit)),
        effet=mots.effet(droit.effet),
        manques=manques,
        supposes=[h for h in droit.hypotheses if h in _PRESUMES],
    )


def fourchette(droit: Droit) -> str:
    """Write the range of what is due, when it is not a point: `entre 120 € et 310 € par mois`."""
    bas, haut = droit.montant_min, droit.montant_max
    if bas is None or haut is None or haut - bas < _UN_EURO:
        return ""
    suite = unite(droit.periodicite)
    if bas < _UN_EURO:
        return f"jusqu’à {euros_ronds(haut)}{suite}"
    return f"entre {euros_ronds(bas)} et {euros_ronds(haut)}{suite}"


def _surete(droit: Droit) -> str:
    """Say how sure a droit is; a share of the possible cases, never written as a certainty."""
    part = droit.probabilite
    if part is None or part in (0.0, 1.0) or droit.recu.statut is StatutRecu.OUI:
        return ""
    ecrite = f"{min(max(round(part * 100), 1), 99)}{ESPACE}%"
    return f"sûr à {ecrite}" if part >= 0.5 else f"possible à {ecrite}"


def _marque(droit: Droit, manques: Sequence[str]) -> tuple[str, str]:
    groupe = groupe_du_droit(droit)
    if groupe == "signales":
        verbe = "versé en partie" if droit.ecart.type is TypeEcart.SOUS_VERSEMENT else "non demandé"
        if droit.decision is Decision.DROIT_PROBABLE:
            return "sur", verbe if _surete(droit) else f"{verbe}, presque sûr"
        return "verifier", f"{verbe}, {_a_verifier(manques)}"
    mentions = {
        "probables": ("sur", "" if _surete(droit) else "presque sûr"),
        "a_verifier": ("verifier", _a_verifier(manques)),
        "rares": ("verifier", _a_verifier(manques)),
        "recus": ("recu", "reçu, conforme" if droit.ecart.type is TypeEcart.AUCUN else "reçu"),
        "prudence": ("prudence", "faire le point"),
    }
    marque, mention = mentions.get(groupe, ("neutre", ""))
    if groupe in {"a_verifier", "a_instruire"} and droit.recu.statut is StatutRecu.OUI:
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
    """Say what is at stake: what is missing when flagged, else what is due; a range if not a point."""
    if droit.recu.statut is StatutRecu.OUI and not signalement:
        return _par(droit, droit.recu.montant)
    incertain = fourchette(droit)
    if signalement:
        ajout = signalement.type is TypeEcart.SOUS_VERSEMENT and signalement.montant
        if incertain and signalement.type is TypeEcart.NON_RECOURS:
            return incertain
        if incertain and ajout and signalement.montant:
            return f"+ environ {euros_ronds(signalement.montant)}{unite(droit.periodicite)}"
        return ("+ " if ajout else "") + _par(droit, signalement.montant)
    if incertain and droit.decision is not Decision.PEU_PROBABLE:
        return incertain
    return _par(droit, droit.montant) if droit.montant else ""


def _par(droit: Droit, montant: float | None) -> str:
    return euros(montant) + unite(droit.periodicite) if montant is not None else ""


def _lignes_montant(droit: Droit) -> Iterator[tuple[str, str]]:
    recoit = droit.recu.statut is StatutRecu.OUI
    yield from _lignes_estimation(droit)
    if recoit:
        yield "Reçu", _par(droit, droit.recu.montant) or "montant inconnu"
    if droit.recu.statut is StatutRecu.NON and droit.decision is not Decision.PEU_PROBABLE:
        yield "Reçu", "non"
    ecarts = {
        TypeEcart.SOUS_VERSEMENT: "Manque",
        TypeEcart.TROP_PERCU_POSSIBLE: "Écart à éclaircir",
    }
    environ = "environ " if fourchette(droit) else ""
    if droit.ecart.type in ecarts and droit.ecart.montant is not None:
        yield ecarts[droit.ecart.type], environ + _par(droit, droit.ecart.montant)
    if droit.baisse_prevue:
        yield "Baisse prévue une fois les autres droits versés", environ + _par(droit, droit.baisse_prevue)
    if droit.effet.rappel_montant:
        yield "Rappel possible, au plus", environ + euros(droit.effet.rappel_montant)


def _lignes_estimation(droit: Droit) -> Iterator[tuple[str, str]]:
    incertain = fourchette(droit)
    if incertain:
        yield "Estimation, selon les réponses qui manquent", incertain
        if droit.montant:
            yield "Au milieu de ces cas", f"environ {euros_ronds(droit.montant)}{unite(droit.periodicite)}"
    elif droit.montant is not None and (droit.montant or droit.decision is not Decision.A_VERIFIER):
        yield "Estimation", _par(droit, droit.montant)
    if droit.montant_actuel and droit.montant and droit.montant_actuel != droit.montant and not incertain:
        yield "Avant que les autres droits soient ouverts", _par(droit, droit.montant_actuel)
    if droit.retenu_a_la_place and droit.montant_actuel:
        yield "S’il était demandé à la place", _par(droit, droit.montant_actuel)
