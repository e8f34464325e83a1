"""What is known to happen to a household, or to the law, in the months to come, and what it may explain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from rules.catalogue import charger_catalogue
from rules.revalorisations import Calendrier as Revalorisation
from rules.revalorisations import revalorisations
from simulations.mois import decaler, indice
from simulations.situation import Personne, Prestation, Situation
from simulations.systeme import systeme

# Ages at which a droit of the catalogue may change, by side.
AGES_ENFANT = (3, 6, 11, 14, 15, 16, 18, 20, 21, 25)
AGES_ADULTE = (18, 20, 25, 26, 30, 60, 62, 64, 65, 67)
SANTE = ("css_gratuite", "css_participation")
DUREE_CSS = 12
_TRIMESTRIELS = frozenset({"rsa", "ppa"})
_BOURSES = frozenset({"bourse_college", "bourse_lycee", "bourse_crous", "ars", "pass_sport"})
# By calendar of `rules/revalorisations.yaml`, what the household would recognise.
REVUS = {
    "minima_avril": "RSA, prime d’activité, AAH, allocations familiales et CSS",
    "aspa_janvier": "ASPA",
    "plafonds_familiaux_janvier": "plafonds des prestations familiales",
    "logement_octobre": "aides au logement",
}


@dataclass(frozen=True)
class Fait:
    """Something that happens at a month.

    Attributes:
        phrase: in French.
        droits: droits it may explain; None for any.
        ensuite: it also explains the month after (what a birthday or a birth opens or ends).
        du_foyer: false for what happens to the law.
    """

    mois: str
    phrase: str
    droits: frozenset[str] | None = None
    ensuite: bool = False
    du_foyer: bool = True


def faits(situation: Situation, mois_suivis: Sequence[str]) -> list[Fait]:
    """List what happens, month by month, after the first."""
    trouves: list[Fait] = []
    for mois in mois_suivis[1:]:
        for personne in situation.personnes:
            trouves += _de_la_personne(personne, mois)
        for prestation in situation.prestations or []:
            trouves += _de_la_prestation(prestation, mois)
        trouves += _de_l_annee(situation, mois)
        trouves += _de_la_loi(mois)
    return trouves


def expliquer(
    droit: str, mois: str, connus: Sequence[Fait], changes: Sequence[tuple[str, str]]
) -> str | None:
    """Say why a droit changes at a month; None when nothing known explains it.

    Args:
        droit: its id.
        mois: the month.
        connus: what happens over the calendar.
        changes: name and month of the other droits that change, for those that are read as resources.
    """
    utiles = [f for f in connus if f.droits is None or droit in f.droits]
    du_mois = [f.phrase for f in utiles if f.mois == mois and f.du_foyer]
    if not du_mois:
        du_mois = [f.phrase for f in utiles if f.ensuite and f.mois == decaler(mois, -1)]
    # A fact of this very droit says more than the rest.
    precis = [f.phrase for f in utiles if f.mois == mois and f.droits and droit in f.droits]
    if du_mois or precis:
        return " ; ".join(dict.fromkeys([*precis, *du_mois]))
    if droit in _TRIMESTRIELS:
        return _par_le_trimestre(mois, utiles, changes)
    if any(f.du_foyer for f in utiles if decaler(mois, -DUREE_CSS) <= f.mois < mois and f.droits is None):
        return "effet des mois précédents : ce droit lit les revenus de plusieurs mois passés"
    return None


def _par_le_trimestre(mois: str, utiles: Sequence[Fait], changes: Sequence[tuple[str, str]]) -> str | None:
    """Explain RSA and prime d'activité by what happened in the months they read (M-4 to M-2)."""
    debut, fin = decaler(mois, -4), decaler(mois, -1)
    lus = [f.phrase for f in utiles if debut <= f.mois <= fin and f.du_foyer and f.droits is None]
    lus += [f"{nom} a changé" for nom, quand in changes if debut <= quand <= fin]
    if not lus:
        return None
    return "ressources du trimestre lu : " + " ; ".join(dict.fromkeys(lus))


def _de_la_personne(personne: Personne, mois: str) -> Iterator[Fait]:
    naissance = personne.date_naissance
    if naissance is not None:
        mois_vecus = indice(mois) - indice(f"{naissance:%Y-%m}")
        ages = AGES_ENFANT if personne.role == "enfant" else AGES_ADULTE
        if mois_vecus % 12 == 0 and mois_vecus // 12 in ages:
            yield Fait(mois, f"{personne.id} a {mois_vecus // 12} ans", ensuite=True)
    for revenu in personne.revenus or []:
        nature = str(revenu.nature).replace("_", " ")
        if revenu.a and decaler(revenu.a, 1) == mois:
            yield Fait(mois, f"fin du revenu « {nature} » de {personne.id}")
        if revenu.de == mois:
            yield Fait(mois, f"début du revenu « {nature} » de {personne.id}")
    fin = personne.are_fin_droits
    if fin is not None and decaler(f"{fin:%Y-%m}", 1) == mois:
        yield Fait(mois, f"fin des droits au chômage de {personne.id}")
    terme = personne.date_accouchement_prevue
    if terme is not None and f"{terme:%Y-%m}" == mois:
        yield Fait(mois, f"naissance attendue de l’enfant de {personne.id}", ensuite=True)


def _de_la_prestation(prestation: Prestation, mois: str) -> Iterator[Fait]:
    if not prestation.recu:
        return
    nom = charger_catalogue()[prestation.droit].libelle
    if prestation.a and decaler(prestation.a, 1) == mois:
        yield Fait(mois, f"fin indiquée : {nom}", frozenset({prestation.droit}))
    elif prestation.droit in SANTE and prestation.de and not prestation.a:
        ecoules = indice(mois) - indice(prestation.de)
        if ecoules > 0 and ecoules % DUREE_CSS == 0:
            yield Fait(
                mois, "la complémentaire santé solidaire a duré un an : elle finit sans renouvellement"
            )


def _de_l_annee(situation: Situation, mois: str) -> Iterator[Fait]:
    annee, numero = int(mois[:4]), int(mois[5:])
    if numero == 1:
        yield Fait(mois, f"les revenus de {annee - 2} remplacent ceux de {annee - 3}", _lisent_un_avis())
        if any(p.role == "enfant" for p in situation.personnes):
            yield Fait(mois, f"l’ARS lit l’âge atteint au 31 décembre {annee}", frozenset({"ars"}))
        yield Fait(mois, "la prime de Noël se verse une fois par an, en décembre", frozenset({"prime_noel"}))
    if numero == 9 and any(p.role == "enfant" or p.etudes for p in situation.personnes):
        yield Fait(mois, "rentrée : une nouvelle année scolaire commence", _BOURSES)
    if numero == 11:
        yield Fait(
            mois, "la prime de Noël suit le droit de novembre ou de décembre", frozenset({"prime_noel"})
        )


@cache
def _lisent_un_avis() -> frozenset[str]:
    return frozenset(
        carte.id
        for carte in charger_catalogue().values()
        if any(besoin.champ.startswith("fiscal.") for besoin in carte.champs_necessaires)
    )


def _de_la_loi(mois: str) -> Iterator[Fait]:
    for calendrier in revalorisations().calendriers:
        if calendrier.id in REVUS and int(mois[5:]) in calendrier.mois:
            debut = f"{REVUS[calendrier.id]} : barème revu au 1er {_NOMS[int(mois[5:])]}"
            suite = (
                "nouveaux montants pris en compte"
                if _connue(calendrier, mois)
                else "montants à venir inconnus"
            )
            yield Fait(mois, f"{debut}, {suite}", frozenset(), du_foyer=False)


_NOMS = {1: "janvier", 4: "avril", 7: "juillet", 9: "septembre", 10: "octobre"}


def _connue(calendrier: Revalorisation, mois: str) -> bool:
    """Tell whether a parameter of a revision already has a value of that month."""
    jour = f"{mois}-01"
    return any(jour in _dates(motif) for motif in calendrier.parametres)


@cache
def _dates(motif: str) -> frozenset[str]:
    noeud: Any = systeme().parameters
    for nom in motif.removesuffix(".*").split("."):
        noeud = noeud.children[nom]
    return frozenset(_instants(noeud))


def _instants(noeud: Any) -> Iterator[str]:
    for enfant in getattr(noeud, "children", {}).values():
        yield from _instants(enfant)
    for valeur in getattr(noeud, "values_list", ()):
        yield str(valeur.instant_str)


def dernier_jour(mois: str) -> date:
    """Give the last day of a month."""
    suivant = date.fromisoformat(decaler(mois, 1) + "-01")
    return date.fromordinal(suivant.toordinal() - 1)
