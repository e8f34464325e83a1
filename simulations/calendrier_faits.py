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

# Ages worth announcing, by side; any other birthday is said only when it explains a change.
AGES_ENFANT = (3, 6, 11, 14, 15, 16, 18, 20, 21, 25)
AGES_ADULTE = (18, 20, 25, 26, 30, 60, 62, 64, 65, 67)
SANTE = ("css_gratuite", "css_participation")
DUREE_CSS = 12
# Housing aid and CSS read twelve to thirteen months of income; RSA and PPA go back four.
MOIS_LUS, TRIMESTRE_LU = 14, 4
_TRIMESTRIELS = frozenset({"rsa", "ppa"})
_BOURSES = frozenset({"bourse_college", "bourse_lycee", "bourse_crous", "ars", "pass_sport"})
_FAMILLE = frozenset({"af", "cf", "asf", "paje_base", "ars", "prepare", "cmg"})
_AVRIL = _FAMILLE | {"rsa", "ppa", "aah", "mva", "ass", "asi", "aeeh", "css_gratuite", "css_participation"}
# By calendar of `rules/revalorisations.yaml`: what the household would recognise, and the droits concerned.
REVUS = {
    "minima_avril": ("RSA, prime d’activité, AAH, allocations familiales et CSS", _AVRIL),
    "aspa_janvier": ("ASPA", frozenset({"aspa"})),
    "plafonds_familiaux_janvier": ("plafonds des prestations familiales", _FAMILLE),
    "logement_octobre": ("aides au logement", frozenset({"al"})),
}
_NOMS = {1: "janvier", 4: "avril", 7: "juillet", 9: "septembre", 10: "octobre"}


@dataclass(frozen=True)
class Fait:
    """Something that happens at a month.

    Attributes:
        mois: when.
        phrase: in French.
        droits: droits it may explain or concern; None for any.
        ensuite: it also explains the month after (what a birthday or a birth opens or ends).
        explique: false for what is only announced.
        discret: shown only when it explains something.
        revenu: a change of income, which some droits read for a year.
    """

    mois: str
    phrase: str
    droits: frozenset[str] | None = None
    ensuite: bool = False
    explique: bool = True
    discret: bool = False
    revenu: bool = False


def faits(situation: Situation, suivis: Sequence[str]) -> list[Fait]:
    """List what happens, month by month: incomes from a year before the first month, the rest after it."""
    trouves: list[Fait] = []
    for recul in range(MOIS_LUS, -1, -1):
        mois = decaler(suivis[0], -recul)
        trouves += [f for personne in situation.personnes for f in _des_revenus(personne, mois)]
    for mois in suivis[1:]:
        for personne in situation.personnes:
            trouves += _de_la_personne(personne, mois)
            trouves += _des_revenus(personne, mois)
        for prestation in situation.prestations or []:
            trouves += _de_la_prestation(prestation, mois)
        trouves += _de_l_annee(situation, mois)
        trouves += _de_la_loi(mois)
    return trouves


def a_montrer(connus: Sequence[Fait], mois: str, ouverts: frozenset[str], expliquees: str) -> list[str]:
    """Give what is worth saying of a month: what concerns a droit of the household, or explains a change.

    Args:
        connus: what happens over the calendar.
        mois: the month.
        ouverts: droits open at some month.
        expliquees: the reasons given that month.
    """
    return list(
        dict.fromkeys(
            fait.phrase
            for fait in connus
            if fait.mois == mois and (fait.phrase in expliquees or _concerne(fait, ouverts))
        )
    )


def _concerne(fait: Fait, ouverts: frozenset[str]) -> bool:
    return not fait.discret and (fait.droits is None or bool(fait.droits & ouverts))


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
    utiles = [f for f in connus if f.explique and (f.droits is None or droit in f.droits)]
    proches = [f for f in utiles if f.mois == mois or (f.ensuite and f.mois == decaler(mois, -1))]
    causes = [f.phrase for f in proches if not f.discret or f.droits]
    if droit in _TRIMESTRIELS:
        causes += _du_trimestre(mois, utiles, changes)
    if not causes:
        causes = [f.phrase for f in proches]
    if not causes and droit not in _TRIMESTRIELS:
        debut = decaler(mois, -MOIS_LUS)
        lus = [f"{f.phrase} ({_court(f.mois)})" for f in utiles if f.revenu and debut <= f.mois < mois]
        causes += [f"revenus passés encore lus : {' ; '.join(lus)}"] if lus else []
    return " ; ".join(dict.fromkeys(causes)) or None


def _du_trimestre(mois: str, utiles: Sequence[Fait], changes: Sequence[tuple[str, str]]) -> list[str]:
    """Explain RSA and prime d'activité by the months they read, M-4 to M-2, and what is paid beside them."""
    debut = decaler(mois, -TRIMESTRE_LU)
    lus = [f"{f.phrase} ({_court(f.mois)})" for f in utiles if f.revenu and debut <= f.mois < mois]
    lus += [f"changement : {nom} ({_court(quand)})" for nom, quand in changes if debut <= quand <= mois]
    return [f"ressources lues sur un trimestre : {' ; '.join(dict.fromkeys(lus))}"] if lus else []


def _court(mois: str) -> str:
    return f"{mois[5:]}/{mois[:4]}"


def _de_la_personne(personne: Personne, mois: str) -> Iterator[Fait]:
    naissance = personne.date_naissance
    if naissance is not None:
        mois_vecus = indice(mois) - indice(naissance.isoformat()[:7])
        ages = AGES_ENFANT if personne.role == "enfant" else AGES_ADULTE
        if mois_vecus > 0 and mois_vecus % 12 == 0:
            age = mois_vecus // 12
            yield Fait(mois, f"{personne.id} a {age} ans", ensuite=True, discret=age not in ages)
    terme = personne.date_accouchement_prevue
    if terme is not None and terme.isoformat()[:7] == mois:
        yield Fait(mois, f"naissance attendue de l’enfant de {personne.id}", ensuite=True)


def _des_revenus(personne: Personne, mois: str) -> Iterator[Fait]:
    for revenu in personne.revenus or []:
        nature = str(revenu.nature).replace("_", " ")
        if revenu.a and decaler(revenu.a, 1) == mois:
            yield Fait(mois, f"fin du revenu « {nature} » de {personne.id}", revenu=True)
        if revenu.de == mois:
            yield Fait(mois, f"début du revenu « {nature} » de {personne.id}", revenu=True)
    fin = personne.are_fin_droits
    if fin is not None and decaler(fin.isoformat()[:7], 1) == mois:
        yield Fait(mois, f"fin des droits au chômage de {personne.id}", revenu=True)


def _de_la_prestation(prestation: Prestation, mois: str) -> Iterator[Fait]:
    if not prestation.recu:
        return
    nom = charger_catalogue()[prestation.droit].libelle
    if prestation.a and decaler(prestation.a, 1) == mois:
        yield Fait(mois, f"fin indiquée : {nom}", frozenset({prestation.droit}))
    elif prestation.droit in SANTE and prestation.de and not prestation.a:
        ecoules = indice(mois) - indice(prestation.de)
        if ecoules > 0 and ecoules % DUREE_CSS == 0:
            phrase = "la complémentaire santé solidaire a duré un an : elle finit sans renouvellement"
            yield Fait(mois, phrase, frozenset(SANTE), explique=False)


def _de_l_annee(situation: Situation, mois: str) -> Iterator[Fait]:
    annee, numero = int(mois[:4]), int(mois[5:])
    if numero == 1:
        yield Fait(mois, f"les revenus de {annee - 2} remplacent ceux de {annee - 3}", _lisent_un_avis())
        if any(p.role == "enfant" for p in situation.personnes):
            yield Fait(mois, f"l’ARS lit l’âge atteint au 31 décembre {annee}", frozenset({"ars"}))
        noel = "la prime de Noël se verse une fois par an, en décembre"
        yield Fait(mois, noel, frozenset({"prime_noel"}), discret=True)
    if numero == 9 and any(p.role == "enfant" or p.etudes for p in situation.personnes):
        yield Fait(mois, "rentrée : une nouvelle année scolaire commence", _BOURSES)
    if numero == 11:
        noel = "la prime de Noël suit le droit de novembre ou de décembre"
        yield Fait(mois, noel, frozenset({"prime_noel"}), discret=True)


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
            nom, droits = REVUS[calendrier.id]
            connue = _connue(calendrier, mois)
            suite = "nouveaux montants pris en compte" if connue else "montants à venir inconnus"
            phrase = f"{nom} : barème revu au 1er {_NOMS[int(mois[5:])]}, {suite}"
            yield Fait(mois, phrase, droits, explique=connue)


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
