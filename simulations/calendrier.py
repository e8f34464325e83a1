"""The next twelve months: which right appears, changes or ends, when and why.

Each month is the household as it will be then if nothing else happens: older, with the incomes that go on,
the notice of another year in January, the child born at the expected date. The law is the one known today:
the upratings to come are announced, not guessed. One call of the engine per month: others pass in between.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from simulations.calendrier_echeances import echeances
from simulations.calendrier_faits import Fait, a_montrer, expliquer, faits
from simulations.changement import libre
from simulations.changements_foyer import nouveau_ne
from simulations.droits import resultats
from simulations.errors import CalculImpossible
from simulations.evaluation import evaluer
from simulations.lecture import lire_situation
from simulations.mois import decaler, dernier_mois, indice
from simulations.resultat import Decision, Droit, Resultat
from simulations.resultat_scenarios import Calendrier, EvenementDroit, MoisCalendrier
from simulations.scenarios import mensuel
from simulations.situation import Situation
from simulations.tables import tables

MOIS_SUIVANTS = 12
# Below, euros, a change is the rounding of a month.
_SEUIL = 1.0
_OUVERTS = (Decision.DROIT_PROBABLE, Decision.A_VERIFIER)
# Droits that RSA and prime d'activité count, or that change their forfait logement (CASF R262-10, R262-11).
_RESSOURCES = frozenset({"af", "cf", "asf", "paje_base", "prepare", "al", "aah", "mva", "asi", "ass", "aspa"})
Document = dict[str, Any]


def calendrier(situation: Situation) -> Calendrier:
    """Follow a household over the next twelve months, as far as the law can be read.

    Args:
        situation: the household, at the first month.

    Raises:
        CalculImpossible: the engine failed.
    """
    etats: list[Resultat] = []
    for mois in mois_suivis(situation):
        etats.append(etat_au_mois(situation, mois, etats))
    return assembler(situation, etats)


def mois_suivis(situation: Situation) -> list[str]:
    """List the months of the calendar, the month of the situation first."""
    nombre = min(MOIS_SUIVANTS, indice(dernier_mois()) - indice(situation.mois))
    return [decaler(situation.mois, n) for n in range(nombre + 1)]


def etat_au_mois(situation: Situation, mois: str, avant: Sequence[Resultat] = ()) -> Resultat:
    """Calculate the household as it will be at a month: one call of the engine.

    Args:
        situation: the household, at the first month.
        mois: the month.
        avant: the answers of the months before, which say what has stopped being paid.

    Raises:
        CalculImpossible: the engine failed.
    """
    future = au_mois(situation, mois, _fermes(avant))
    try:
        (resultat,) = resultats(evaluer(tables([future])))
    except Exception as erreur:
        raise CalculImpossible(f"le calcul de {mois} a échoué") from erreur
    return resultat


def assembler(situation: Situation, etats: Sequence[Resultat]) -> Calendrier:
    """Put the answers of the months together: what changes, why, and what to do.

    Args:
        situation: the household, at the first month.
        etats: the answer of each month of `mois_suivis`, in order.
    """
    connus = faits(situation, [etat.mois for etat in etats])
    evenements: dict[str, list[EvenementDroit]] = {etats[0].mois: []}
    ouvertures: dict[str, list[Droit]] = {}
    changes: list[tuple[str, str]] = []
    for avant, apres in pairwise(etats):
        bruts = _evenements(avant, apres)
        changes += [(e.libelle, apres.mois) for e, _ in bruts if e.droit in _RESSOURCES]
        evenements[apres.mois] = [_avec_raison(e, apres.mois, connus, changes) for e, _ in bruts]
        ouvertures[apres.mois] = [d for e, d in bruts if d is not None and e.genre == "ouvre"]
    ouverts = frozenset(d.id for etat in etats for d in etat.droits if _ouvert(d))
    a_faire = echeances(situation, etats, ouvertures)
    return Calendrier(
        depuis=situation.mois,
        versions=etats[0].versions,
        mois=[
            MoisCalendrier(
                mois=etat.mois,
                total_mensuel=round(sum(map(mensuel, etat.droits)), 2),
                evenements=evenements[etat.mois],
                raisons=a_montrer(connus, etat.mois, ouverts, _raisons(evenements[etat.mois])),
                a_faire=a_faire[etat.mois],
            )
            for etat in etats
        ],
        hypotheses=[*_hypotheses(situation, etats), *etats[0].hypotheses],
    )


def au_mois(
    situation: Situation, mois: str, fermes: Mapping[tuple[str, str], str] | None = None
) -> Situation:
    """Give the household as it will be at a later month if nothing else happens.

    Args:
        situation: the household, at the first month.
        mois: the later month.
        fermes: by droit and holder, the month at which it stopped being due.
    """
    if mois == situation.mois:
        return situation
    document = situation.model_dump(mode="json", exclude_none=True)
    document["mois"] = mois
    annees = int(mois[:4]) - int(situation.mois[:4])
    if annees and "fiscal" in document:
        fiscal = document["fiscal"]
        fiscal.pop("rfr_n2", None)
        connu = fiscal.pop("rfr_n1", None)
        if connu is not None and annees == 1:
            fiscal["rfr_n2"] = connu
    for personne in list(document["personnes"]):
        _faire_naitre(document, personne, situation.mois)
        _finir_le_chomage(personne, situation.mois, mois)
    for prestation in document.get("prestations") or []:
        _finir_de_payer(prestation, fermes or {})
    return lire_situation(document)


def _fermes(etats: Sequence[Resultat]) -> dict[tuple[str, str], str]:
    """Give the month at which each droit open at the first month stopped being due."""
    trouves: dict[tuple[str, str], str] = {}
    ouverts = {(d.id, d.beneficiaire) for d in etats[0].droits if _ouvert(d)} if etats else set()
    for etat in etats[1:]:
        encore = {(d.id, d.beneficiaire) for d in etat.droits if _ouvert(d)}
        for cle in ouverts - encore:
            trouves.setdefault(cle, etat.mois)
    return trouves


def _finir_de_payer(prestation: Document, fermes: Mapping[tuple[str, str], str]) -> None:
    """End a benefit received at the last month it was due."""
    if not prestation.get("recu") or prestation.get("a"):
        return
    for (droit, beneficiaire), quand in fermes.items():
        if droit == prestation["droit"] and prestation.get("personne") in (None, beneficiaire):
            prestation["a"] = max(decaler(quand, -1), prestation.get("de") or "")


def _faire_naitre(document: Document, mere: Document, depuis: str) -> None:
    terme = mere.get("date_accouchement_prevue")
    if not terme or not depuis <= terme[:7] <= document["mois"]:
        return
    mere["enceinte"] = False
    del mere["date_accouchement_prevue"]
    parents = sum(p["role"] in ("demandeur", "conjoint") for p in document["personnes"])
    document["personnes"].append(nouveau_ne(libre(document, f"ne_de_{mere['id']}"), terme, parents))


def _finir_le_chomage(personne: Document, depuis: str, mois: str) -> None:
    fin = str(personne.get("are_fin_droits") or "9999")[:7]
    if not depuis <= fin < mois:
        return
    gardes = []
    for revenu in personne.get("revenus") or []:
        if revenu["nature"] != "are" or (revenu.get("a") or "9999") <= fin:
            gardes.append(revenu)
        elif (revenu.get("de") or "0000") <= fin:
            gardes.append(revenu | {"a": fin})
    if "revenus" in personne:
        personne["revenus"] = gardes


def _hypotheses(situation: Situation, etats: Sequence[Resultat]) -> list[str]:
    supposes = ["rien d’autre ne change : mêmes revenus, même logement, mêmes personnes"]
    avis, annee = situation.fiscal, etats[-1].mois[:4]
    if annee != situation.mois[:4] and avis and avis.rfr_n2 is not None and avis.rfr_n1 is None:
        supposes.append(f"avis d’impôt lu à partir de janvier {annee} inconnu : à compléter")
    for personne in situation.personnes:
        recoit = any(r.nature == "are" and (r.a is None) for r in personne.revenus or [])
        if recoit and personne.are_fin_droits is None:
            supposes.append(
                f"fin des droits au chômage de {personne.id} inconnue : allocation supposée durer"
            )
    return supposes


def _evenements(avant: Resultat, apres: Resultat) -> list[tuple[EvenementDroit, Droit | None]]:
    anciens = {(d.id, d.beneficiaire): d for d in avant.droits}
    nouveaux = {(d.id, d.beneficiaire): d for d in apres.droits}
    trouves = []
    for cle in {**anciens, **nouveaux}:
        evenement = _evenement(anciens.get(cle), nouveaux.get(cle))
        if evenement is not None:
            trouves.append((evenement, nouveaux.get(cle)))
    return trouves


def _evenement(ancien: Droit | None, nouveau: Droit | None) -> EvenementDroit | None:
    montre = nouveau or ancien
    assert montre is not None  # noqa: S101 - one of the two is given
    etait, est = _ouvert(ancien), _ouvert(nouveau)
    avant = ancien.montant if ancien and etait else None
    apres = nouveau.montant if nouveau and est else None
    if etait == est and (not est or abs((apres or 0) - (avant or 0)) < _SEUIL):
        return None
    return EvenementDroit(
        droit=montre.id,
        libelle=montre.libelle,
        beneficiaire=montre.beneficiaire,
        genre="change" if etait and est else ("ouvre" if est else "ferme"),
        periodicite=montre.periodicite,
        avant=avant,
        apres=apres,
    )


def _ouvert(droit: Droit | None) -> bool:
    return droit is not None and droit.decision in _OUVERTS and droit.montant != 0


def _avec_raison(
    evenement: EvenementDroit, mois: str, connus: Sequence[Fait], changes: Sequence[tuple[str, str]]
) -> EvenementDroit:
    return evenement.model_copy(update={"raison": expliquer(evenement.droit, mois, connus, changes)})


def _raisons(evenements: Sequence[EvenementDroit]) -> str:
    return " ".join(evenement.raison or "" for evenement in evenements)
