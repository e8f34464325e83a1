"""What one unknown fact may be in a household: whether it exists there, and its possible values."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from rules.territoire import communes
from simulations.regles_completion import Regle, Valeur

# Years between the demandeur and a child, and at most between the two of a couple.
ECART_AGE_PARENT = (15, 55)
ECART_AGE_COUPLE = 25
_ENFANT_AU_FOYER = 15
_SANS_LIMITE = 200
Document = dict[str, Any]


def existe(regle: Regle, rang: int | None, document: Document) -> bool:
    """Tell whether an unknown fact exists in a household, as drawn so far.

    Args:
        regle: its rule.
        rang: rank of the person; None for a fact of the household.
        document: the household.
    """
    porteur = document if rang is None else document["personnes"][rang]
    for nom, valeurs in regle.si.items():
        if lire(porteur, nom) not in valeurs:
            return False
    bornee = rang is not None and (regle.age_min or regle.age_max < _SANS_LIMITE)
    if bornee and not regle.age_min <= age(document, rang or 0) <= regle.age_max:
        return False
    if regle.enfant_max is not None and not _enfant_de_moins(document, regle.enfant_max):
        return False
    if regle.pertes is not None:
        return any(perte.get("remplace") is None for perte in porteur.get("revenus_interrompus") or [])
    return not regle.part_des_revenus or _avis_inconnu(document, regle.nom)


def _enfant_de_moins(document: Document, ans: int) -> bool:
    return any(
        p["role"] == "enfant" and age(document, rang) <= ans for rang, p in enumerate(document["personnes"])
    )


def _avis_inconnu(document: Document, nom: str) -> bool:
    """Tell whether the incomes of the year of the notice leave its amount in doubt."""
    annee = int(document["mois"][:4]) - (2 if nom == "fiscal.rfr_n2" else 1)
    for personne in document["personnes"]:
        revenus = personne.get("revenus")
        if personne["role"] == "enfant" or revenus == []:
            continue
        if not revenus or not any((r.get("de") or "0000") <= f"{annee}-01" for r in revenus):
            return True
    return False


def age(document: Document, rang: int) -> int:
    """Give the age in years at the month; 40, or 8 for a child, when the birth is unknown."""
    personne = document["personnes"][rang]
    naissance = personne.get("date_naissance")
    if naissance is None:
        return 8 if personne["role"] == "enfant" else 40
    annee, mois = int(document["mois"][:4]), int(document["mois"][5:7])
    return annee - int(naissance[:4]) - (int(naissance[5:7]) > mois)


def possibles(regle: Regle, rang: int | None, document: Document) -> Mapping[Valeur, float]:
    """Give the possible values of a fact of a household, as drawn so far, with their weights."""
    fixes = regle.valeurs or regle.mois or regle.pertes
    if fixes is not None and regle.nom == "titre_sejour_depuis" and rang is not None:
        vecus = {mois: poids for mois, poids in fixes.items() if mois < 12 * age(document, rang)}
        return vecus or {min(fixes): 1.0}
    if fixes is not None:
        return fixes
    if regle.valeurs_seul is not None and regle.valeurs_couple is not None:
        couple = any(p["role"] == "conjoint" for p in document["personnes"])
        return regle.valeurs_couple if couple else regle.valeurs_seul
    if regle.communes:
        return _communes()
    if regle.part_des_revenus is not None:
        return _avis_possibles(regle, document)
    assert rang is not None  # noqa: S101 - the rules below are all about a person
    if regle.ages is not None:
        return _ages_possibles(regle.ages, rang, document)
    if regle.par_age is not None:
        ans = age(document, rang)
        return next(t.valeurs for t in regle.par_age if ans <= t.jusqu_a)
    return _revenus_possibles(regle.revenus or {}, document["personnes"][rang])


@cache
def _communes() -> dict[str, float]:
    return {code: commune.population for code, commune in communes().items()}


def _avis_possibles(regle: Regle, document: Document) -> dict[Valeur, float]:
    annuel = sum(
        12 * r["montant"] for p in document["personnes"] for r in p.get("revenus") or [] if not r.get("a")
    )
    parts = {round(annuel * part): poids for part, poids in (regle.part_des_revenus or {}).items()}
    return dict(sorted(({**(regle.montants or {}), **parts} if annuel else regle.montants or {}).items()))


def _ages_possibles(ages: Mapping[int, float], rang: int, document: Document) -> Mapping[int, float]:
    """Keep the ages that leave parents older than their children, by no more than a generation."""
    personne, (ecart_min, ecart_max) = document["personnes"][rang], ECART_AGE_PARENT
    if personne["role"] == "autre":
        return ages
    enfant = personne["role"] == "enfant"
    if personne["role"] == "conjoint":
        demandeur = _ages_connus(document, "demandeur")
        plus, moins = max(demandeur, default=_SANS_LIMITE), min(demandeur, default=0)
        bornes = (
            plus - ECART_AGE_COUPLE if demandeur else 0,
            moins + ECART_AGE_COUPLE if demandeur else plus,
        )
    elif enfant:
        parents = _ages_connus(document, "demandeur")
        bornes = (max(parents, default=0) - ecart_max, min(parents, default=_SANS_LIMITE) - ecart_min)
    else:
        enfants = _ages_connus(document, "enfant")
        sans_enfant = all(p["role"] != "enfant" for p in document["personnes"])
        # Children of unknown age are at home, hence young.
        plus_jeune = min(enfants, default=_SANS_LIMITE if sans_enfant else _ENFANT_AU_FOYER)
        bornes = (max(enfants, default=-ecart_min) + ecart_min, plus_jeune + ecart_max)
    gardes = {a: p for a, p in ages.items() if bornes[0] <= a <= bornes[1]}
    return gardes or {min(ages, key=lambda a: abs(a - bornes[enfant])): 1.0}


def _ages_connus(document: Document, role: str) -> list[int]:
    return [
        age(document, rang)
        for rang, personne in enumerate(document["personnes"])
        if personne["role"] == role and personne.get("date_naissance")
    ]


def _revenus_possibles(
    par_activite: Mapping[str, Mapping[str, Mapping[float, float]]], personne: Document
) -> dict[Valeur, float]:
    natures = par_activite.get(personne.get("activite") or "", par_activite.get("autres"))
    if natures is None:
        natures = par_activite["sans_activite"]
    return {(n, montant): poids for n, montants in natures.items() for montant, poids in montants.items()}


def lire(porteur: Document, nom: str) -> Any:
    """Read a dotted fact of a person or of a household; None when it is not said."""
    lu: Any = porteur
    for etape in nom.split("."):
        lu = lu.get(etape) if isinstance(lu, dict) else None
    return lu
