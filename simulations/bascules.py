"""The nearest change that opens or closes a droit: one fact moved, everything else unchanged.

A fact is swept over a wide grid in the same engine call as the household itself, then to the unit between the
two values where the droit changes, in a second one. Only what a person could change (a wage, a rent) or what
time changes (an age) is swept. A droit that opens and closes between two values of the grid is missed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from rules.cartes import Carte
from simulations.modalites import Activite, NatureRevenu
from simulations.mois import decaler, indice
from simulations.resultat_explique import Bascule
from simulations.situation import Personne, Revenu, Situation

SALAIRE_MAX, PAS_SALAIRE = 6000, 100
LOYER_MAX, PAS_LOYER = 1500, 50
MOIS_A_VENIR, PAS_AGE = 60, 6
# A wage is swept as if earned for all the months that any droit reads, the month of the simulation included.
MOIS_DE_SALAIRE = 14
# Below one euro, an amount is not said to be higher elsewhere.
GAIN_MINIMAL = 1.0
_JOUR_SUR = 28
_LOCALE = "fr_FR"
_SANS_TRAVAIL = {Activite.SANS_ACTIVITE, Activite.DEMANDEUR_EMPLOI, None}
_RETIRES = {Activite.RETRAITE}
_LOUES = {"locataire_hlm", "locataire_vide", "locataire_meuble", "colocataire", "foyer"}


@dataclass(frozen=True)
class Levier:
    """One fact that can be moved.

    Attributes:
        fait: `salaire`, `loyer` or `age`.
        personne: whose, by rank in the household; None for the home.
        actuel: value today: euros per month, or 0 month to come.
        grille: values of the first sweep.
    """

    fait: str
    personne: int | None
    actuel: float
    grille: tuple[int, ...]

    def appliquer(self, situation: Situation, valeur: int) -> Situation:
        """Give the household with this fact at this value."""
        if self.fait == "loyer":
            assert situation.logement  # noqa: S101 - no lever on the rent without a home
            logement = situation.logement.model_copy(update={"loyer": float(valeur)})
            return situation.model_copy(update={"logement": logement})
        assert self.personne is not None  # noqa: S101 - the other levers are on persons
        changer: Callable[[Personne], Personne] = (
            (lambda p: _vieillir(p, valeur))
            if self.fait == "age"
            else (lambda p: _salarier(p, valeur, situation.mois))
        )
        personnes = list(situation.personnes)
        personnes[self.personne] = changer(personnes[self.personne])
        return situation.model_copy(update={"personnes": personnes})


def leviers(situation: Situation, carte: Carte) -> list[Levier]:
    """List what can be moved for a droit: the facts its card names."""
    faits = {besoin.champ for besoin in carte.champs_necessaires}
    faits |= {champ for condition in carte.conditions for champ in condition.champs}
    trouves, salaires = [], tuple(range(0, SALAIRE_MAX + 1, PAS_SALAIRE))
    if "personnes[].revenus" in faits:
        trouves += [
            Levier("salaire", rang, _salaire(p, situation.mois), salaires)
            for rang, p in enumerate(situation.personnes)
            if p.role != "enfant" and p.activite not in _RETIRES
        ]
    logement = situation.logement
    if "logement.loyer" in faits and logement and logement.statut in _LOUES and logement.loyer is not None:
        trouves.append(Levier("loyer", None, logement.loyer, tuple(range(0, LOYER_MAX + 1, PAS_LOYER))))
    if "personnes[].date_naissance" in faits and carte.calcul.periode == "mois":
        trouves += [
            Levier("age", rang, 0, tuple(range(0, MOIS_A_VENIR + 1, PAS_AGE)))
            for rang, p in enumerate(situation.personnes)
            if p.date_naissance is not None
        ]
    return trouves


def a_affiner(levier: Levier, dus: Sequence[float]) -> list[int]:
    """List the values to calculate between those of the grid, where the droit changes or is highest."""
    grille, voulues = levier.grille, set[int]()
    for rang in range(len(grille) - 1):
        if (dus[rang] > 0) != (dus[rang + 1] > 0):
            voulues |= set(range(grille[rang] + 1, grille[rang + 1]))
    haut = max(dus)
    sommets = [rang for rang in range(len(grille)) if round(dus[rang], 2) == round(haut, 2)]
    sommet = min(sommets, key=lambda rang: abs(grille[rang] - levier.actuel))
    if levier.fait == "salaire" and dus[sommet] > 0:
        voisins = grille[max(sommet - 1, 0)], grille[min(sommet + 1, len(grille) - 1)]
        voulues |= set(range(voisins[0] + 1, voisins[1])) - {grille[sommet]}
    return sorted(voulues)


def bascules(
    levier: Levier, courbe: dict[int, float], nom: str, situation: Situation, montant: float
) -> list[Bascule]:
    """Say where a droit opens, closes or is highest when a fact moves.

    Args:
        levier: the fact.
        courbe: what is due, by value of the fact.
        nom: the droit, as in a sentence.
        situation: the household.
        montant: what is due today.
    """
    if levier.fait == "age":
        return list(_avec_le_temps(levier, courbe, nom, situation, montant))
    trouves = list(_bornes(levier, courbe, nom, situation, du=montant > 0))
    haut = round(max(courbe.values()), 2)
    sommets = [valeur for valeur in courbe if round(courbe[valeur], 2) == haut]
    sommet = min(sommets, key=lambda valeur: abs(valeur - levier.actuel))
    if levier.fait == "salaire" and 0 < montant < courbe[sommet] - GAIN_MINIMAL:
        phrase = (
            f"{_majuscule(nom)} est au plus haut, {_euros(courbe[sommet], 2)}, "
            f"avec {_euros(sommet)} {_de_quoi(levier, situation)}."
        )
        trouves.append(_bascule(levier, situation, "plus_haut", sommet, courbe[sommet], phrase))
    return trouves


def _bornes(
    levier: Levier, courbe: dict[int, float], nom: str, situation: Situation, *, du: bool
) -> Iterator[Bascule]:
    """Give the two ends of the interval where the droit is due, the nearest to today's value."""
    intervalles = _intervalles(courbe)
    if not intervalles:
        return
    debut, fin = min(intervalles, key=lambda i: max(i[0] - levier.actuel, levier.actuel - i[1], 0))
    quoi, sujet = _de_quoi(levier, situation), _majuscule(nom)
    if not du and fin < levier.actuel:
        phrase = f"{sujet} s’ouvre jusqu’à {_euros(fin)} {quoi}."
        yield _bascule(levier, situation, "ouvre", fin, courbe[fin], phrase)
        return
    if debut > min(courbe):
        phrase = f"{sujet} s’ouvre à partir de {_euros(debut)} {quoi}."
        yield _bascule(levier, situation, "ouvre", debut, courbe[debut], phrase)
    if fin < max(courbe):
        phrase = f"{sujet} cesse au-dessus de {_euros(fin)} {quoi}."
        yield _bascule(levier, situation, "cesse", fin, courbe[fin], phrase)


def _intervalles(courbe: dict[int, float]) -> list[tuple[int, int]]:
    trouves: list[tuple[int, int]] = []
    ouvert = False
    for valeur in sorted(courbe):
        if courbe[valeur] > 0:
            trouves = [*trouves[:-1], (trouves[-1][0], valeur)] if ouvert else [*trouves, (valeur, valeur)]
        ouvert = courbe[valeur] > 0
    return trouves


def _avec_le_temps(
    levier: Levier, courbe: dict[int, float], nom: str, situation: Situation, montant: float
) -> Iterator[Bascule]:
    """Give the first month to come where an age alone changes the answer."""
    assert levier.personne is not None  # noqa: S101 - an age is someone's
    du = montant > 0
    premier = next((m for m in sorted(courbe) if m > 0 and (courbe[m] > 0) != du), None)
    personne = situation.personnes[levier.personne]
    if premier is None or personne.date_naissance is None:
        return
    mois = decaler(situation.mois, premier)
    ne_le = personne.date_naissance
    # In whole months at the first day of the month, where the engine reads ages.
    age = indice(mois) - indice(ne_le.strftime("%Y-%m")) - (ne_le.day > 1)
    verbe = "cesse" if du else "s’ouvre"
    quand = format_date(date(int(mois[:4]), int(mois[5:]), 1), "MMMM yyyy", locale=_LOCALE)
    phrase = (
        f"{_majuscule(nom)} {verbe} en {quand}, quand {personne.id} a {_age(age)}, si rien d’autre ne change."
    )
    yield Bascule(
        fait="age",
        personne=personne.id,
        effet="cesse" if du else "ouvre",
        valeur=float(age),
        mois=mois,
        montant=round(courbe[premier], 2),
        phrase=phrase,
    )


def _bascule(
    levier: Levier, situation: Situation, effet: str, valeur: int, montant: float, phrase: str
) -> Bascule:
    personne = None if levier.personne is None else situation.personnes[levier.personne].id
    return Bascule(
        fait=levier.fait,
        personne=personne,
        effet=effet,
        valeur=float(valeur),
        montant=round(montant, 2),
        phrase=phrase,
    )


def _salaire(personne: Personne, mois: str) -> float:
    """Add up the wages of a person at the month."""
    return sum(
        revenu.montant
        for revenu in personne.revenus or []
        if revenu.nature is NatureRevenu.SALAIRE
        and (revenu.de or "0001-01") <= mois <= (revenu.a or "9999-12")
    )


def _salarier(personne: Personne, montant: int, mois: str) -> Personne:
    """Give a person one steady wage for the months that count, the months before unchanged."""
    debut = decaler(mois, -MOIS_DE_SALAIRE)
    revenus = [r for r in personne.revenus or [] if r.nature is not NatureRevenu.SALAIRE]
    revenus += [
        r.model_copy(update={"a": min(r.a or "9999-12", decaler(debut, -1))})
        for r in personne.revenus or []
        if r.nature is NatureRevenu.SALAIRE and (r.de or "0001-01") < debut
    ]
    if montant:
        revenus.append(Revenu(nature=NatureRevenu.SALAIRE, montant=float(montant), de=debut))
    perdus = [r for r in personne.revenus_interrompus or [] if r.nature is not NatureRevenu.SALAIRE]
    change: dict[str, object] = {"revenus": revenus}
    if personne.revenus_interrompus is not None:
        change["revenus_interrompus"] = perdus
    if montant and personne.activite in _SANS_TRAVAIL:
        change["activite"] = Activite.SALARIE
    if not montant and personne.activite is Activite.SALARIE:
        change["activite"] = Activite.SANS_ACTIVITE
    return personne.model_copy(update=change)


def _vieillir(personne: Personne, mois: int) -> Personne:
    """Give a person some months more."""
    if personne.date_naissance is None:
        return personne
    avant = decaler(personne.date_naissance.strftime("%Y-%m"), -mois)
    jour = min(personne.date_naissance.day, _JOUR_SUR) if mois else personne.date_naissance.day
    return personne.model_copy(update={"date_naissance": date(int(avant[:4]), int(avant[5:]), jour)})


def _de_quoi(levier: Levier, situation: Situation) -> str:
    if levier.fait == "loyer":
        return "de loyer par mois, le reste inchangé"
    assert levier.personne is not None  # noqa: S101 - a wage is someone's
    qui = f" pour {situation.personnes[levier.personne].id}" if len(situation.personnes) > 1 else ""
    return f"de salaire net par mois{qui}, gagnés chaque mois depuis plus d’un an, le reste inchangé"


def _euros(montant: float, decimales: int = 0) -> str:
    modele = "#,##0.00\u00a0¤" if decimales else "#,##0\u00a0¤"
    return format_currency(montant, "EUR", modele, locale=_LOCALE, currency_digits=False)


def _age(mois: int) -> str:
    ans, reste = divmod(mois, 12)
    mots = f"{format_decimal(ans, locale=_LOCALE)} an{'s' if ans > 1 else ''}" if ans else ""
    return " et ".join(filter(None, (mots, f"{reste} mois" if reste else ""))) or "moins d’un mois"


def _majuscule(nom: str) -> str:
    return nom[:1].upper() + nom[1:]
