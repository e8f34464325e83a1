"""Explanations as indented text for a terminal, readable without colours when piped. It computes nothing."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from babel.numbers import format_currency, format_decimal
from rich.console import Console
from rich.text import Text

from simulations.comptes import TEXTE_DE_FORMULE
from simulations.resultat import EtatCondition, Reference
from simulations.resultat_explique import (
    Compte,
    ConditionExpliquee,
    Etape,
    Explication,
    Explications,
    ParametreLu,
    VariableLue,
)

_LOCALE = "fr_FR"
_ETATS = {
    EtatCondition.REMPLIE: "remplie",
    EtatCondition.NON_REMPLIE: "non remplie",
    EtatCondition.INCONNUE: "inconnue",
    EtatCondition.SANS_OBJET: "sans objet",
}
_CONFIANCES = {"verifie": "", "secondaire": " (source secondaire)", "a_confirmer": " (à confirmer)"}
_SOURCES = {
    "declare": "déclaré",
    "justifie": "justifié",
    "organisme": "donné par un organisme",
    "suppose": "supposé",
}
_UNITES = {"year": " ans", "month": " mois", "currency": " €", "/1": ""}
_PAS = 3


def afficher_explications(console: Console, origine: str, lues: Explications, *, expert: bool) -> None:
    """Print why a droit is due or not, holder by holder.

    Args:
        console: where.
        origine: file and line the household comes from.
        lues: the explanations.
        expert: print the variables of the engine too.
    """
    console.print(Text(f"{origine} — {lues.libelle}, {lues.mois}", style="bold"))
    if lues.territoire:
        console.print(f"Sans objet : {lues.territoire}.")
    for explication in lues.explications:
        _afficher(console, explication, expert=expert)
    versions = lues.versions
    console.print(
        Text(
            f"Une estimation, jamais une décision. Droits ouverts {versions.droits_ouverts}, "
            f"OpenFisca-France {versions.openfisca_france}.",
            style="dim",
        )
    )


def _afficher(console: Console, lue: Explication, *, expert: bool) -> None:
    console.print()
    qui = "" if lue.beneficiaire in ("famille", "menage", "foyer_fiscal") else f" [{lue.beneficiaire}]"
    console.print(Text(lue.resume + qui, style="bold"))
    _titre(console, "Conditions, dans l’ordre du texte")
    for condition in lue.conditions:
        _ligne(console, 1, f"{_ETATS[condition.etat]} — {condition.libelle}")
        for precision in _precisions(condition):
            _ligne(console, 2, precision)
    if lue.bascules:
        _titre(console, "Ce qui changerait la réponse")
        for bascule in lue.bascules:
            _ligne(console, 1, bascule.phrase)
    for compte in lue.comptes:
        _afficher_compte(console, compte)
    _liste(console, "Suppositions", lue.hypotheses)
    _liste(console, "Limites", lue.limites)
    if expert:
        _titre(console, "Variables du moteur")
        for variable in lue.variables:
            _ligne(console, 1, _variable(variable))
            for precision in (
                *variable.references,
                *([f"lit {', '.join(variable.lit)}"] if variable.lit else ()),
            ):
                _ligne(console, 2, precision)


def _afficher_compte(console: Console, compte: Compte) -> None:
    _titre(console, f"Calcul, étape par étape ({compte.passe})")
    for niveau, texte in _lignes(compte.etapes, 1):
        _ligne(console, niveau, texte)
    if not compte.complet:
        _ligne(console, 1, f"Compte partiel : {compte.partiel}.")
    if compte.non_detaille:
        _ligne(console, 1, f"Non détaillé : {compte.non_detaille}.")


def _lignes(etapes: Sequence[Etape], niveau: int) -> Iterator[tuple[int, str]]:
    """Give the lines of an account; months in a row with the same amount are one line."""
    for _, memes in groupby(etapes, key=_sans_periode):
        groupe = list(memes)
        yield niveau, _etape(groupe)
        yield from _lignes(groupe[0].detail, niveau + 1)


def _sans_periode(etape: Etape) -> tuple[object, ...]:
    """Give what makes two lines the same but for their month."""
    return (
        etape.signe,
        etape.libelle,
        round(etape.valeur, 2),
        etape.source,
        etape.personne,
        etape.variable,
        tuple(_sans_periode(sous) for sous in etape.detail),
    )


def _etape(groupe: Sequence[Etape]) -> str:
    etape = groupe[0]
    montant = "" if etape.unite == "oui" else _valeur(etape)
    if len(groupe) > 1:
        montant += f" chaque mois, {len(groupe)} mois"
    notes = [
        etape.personne,
        _periode(groupe),
        _SOURCES.get(etape.source or "", etape.source),
        etape.operation,
    ]
    if not etape.complet:
        notes.append("détail incomplet")
    if etape.parametre:
        notes.append(_date(etape.parametre))
    dites = f" ({' ; '.join(note for note in notes if note)})" if any(notes) else ""
    signe = "−" if etape.signe == "+" and etape.valeur < 0 else etape.signe or "·"
    texte = f"{signe} {etape.libelle} : {montant}{dites}" if montant else f"· {etape.libelle}"
    cite = etape.reference if etape.reference and etape.reference.titre != TEXTE_DE_FORMULE else None
    return texte + (f" — {_reference(cite)}" if cite else "")


def _periode(groupe: Sequence[Etape]) -> str | None:
    debut, fin = groupe[0].periode, groupe[-1].periode
    return debut if debut == fin else f"{debut} à {fin}"


def _precisions(condition: ConditionExpliquee) -> Iterator[str]:
    if condition.valeur is not None and not condition.valeurs:
        booleen = condition.operateur in ("vrai", "faux")
        dite = ("oui" if condition.valeur else "non") if booleen else _nombre(condition.valeur)
        yield f"lu : {dite}" + (
            f", seuil : {_nombre(condition.seuil)}" if condition.seuil is not None else ""
        )
    for valeur in condition.valeurs:
        dite = (
            ("oui" if valeur.valeur else "non") if isinstance(valeur.valeur, bool) else _nombre(valeur.valeur)
        )
        yield f"{valeur.personne} : {dite}"
    if condition.parametre:
        lu = condition.parametre
        valeur_lue = "attendue" if lu.valeur is None else _nombre(lu.valeur) + _UNITES.get(lu.unite or "", "")
        cite = f" — {_reference(lu.reference)}" if lu.reference else ""
        yield f"seuil : {valeur_lue}, {_date(lu)}{cite}"
    if condition.reference:
        yield _reference(condition.reference)


def _date(lu: ParametreLu) -> str:
    return f"valeur du {lu.depuis:%d/%m/%Y}, {lu.chemin}" if lu.depuis else lu.chemin


def _reference(reference: Reference) -> str:
    return reference.titre + _CONFIANCES.get(reference.confiance, "")


def _variable(variable: VariableLue) -> str:
    dit = f" — {variable.libelle}" if variable.libelle else ""
    return f"{variable.nom} {variable.periode} [{variable.entite}] = {variable.valeur}{dit}"


def _valeur(etape: Etape) -> str:
    valeur = abs(etape.valeur) if etape.signe == "+" else etape.valeur
    return format_currency(valeur, "EUR", locale=_LOCALE) if etape.unite == "EUR" else _nombre(valeur, 5)


def _nombre(valeur: float, decimales: int = 2) -> str:
    return format_decimal(valeur, f"#,##0.{'#' * decimales}", locale=_LOCALE)


def _titre(console: Console, texte: str) -> None:
    console.print(Text(texte, style="bold"))


def _liste(console: Console, titre: str, phrases: Sequence[str]) -> None:
    if phrases:
        _titre(console, titre)
        for phrase in phrases:
            _ligne(console, 1, phrase)


def _ligne(console: Console, niveau: int, texte: str) -> None:
    retrait = " " * (_PAS * (niveau - 1) + 2)
    for ligne in Text(texte).wrap(console, console.width - len(retrait)):
        ligne.rstrip()
        console.print(Text(retrait) + ligne)
