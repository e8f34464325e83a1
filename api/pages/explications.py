"""Why a droit is due or not, as the templates draw it: conditions, account, what would change it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from babel.numbers import format_decimal

from api.pages.formats import LOCALE, date_longue, euros, euros_ronds, mois_long, unite
from api.pages.libelles import SOURCES
from api.pages.mots_resultats import ETATS
from api.pages.noms import Noms, en_phrase
from simulations.affichage_parametres import valeur_lisible
from simulations.comptes import TEXTE_DE_FORMULE
from simulations.resultat import Reference
from simulations.resultat_explique import (
    Compte,
    ConditionExpliquee,
    Etape,
    Explication,
    Explications,
    ParametreLu,
)

_COLLECTIFS = frozenset({"famille", "menage", "foyer_fiscal"})
_OUI_NON = {True: "oui", False: "non"}
_UN_EURO = 1.0


@dataclass(frozen=True)
class ConditionVue:
    """A condition: its state, its words, what was read and compared, its texts."""

    etat: str
    icone: str
    mot: str
    libelle: str
    precisions: list[str]
    references: list[Reference]


@dataclass(frozen=True)
class LigneCompte:
    """A line of an account, with the lines that make it."""

    signe: str
    libelle: str
    montant: str
    notes: str
    reference: Reference | None
    detail: list["LigneCompte"] = field(default_factory=list)


@dataclass(frozen=True)
class CompteVu:
    """An account: which reading of the past it is about, its lines, what is not told."""

    passe: str
    lignes: list[LigneCompte]
    reserve: str


@dataclass(frozen=True)
class ExplicationVue:
    """The explanation for one holder."""

    pour: str
    resume: str
    conditions: list[ConditionVue]
    comptes: list[CompteVu]
    suppose: str
    bascules: list[str]
    hypotheses: list[str]
    limites: list[str]


def presenter_explications(lues: Explications, beneficiaire: str, noms: Noms) -> list[ExplicationVue]:
    """Prepare the explanations of a droit.

    Args:
        lues: the explanations.
        beneficiaire: for this holder; all of them when there is none of this name.
        noms: what each person is called in a sentence, by id.
    """
    choisies = [e for e in lues.explications if e.beneficiaire == beneficiaire]
    return [_explication(e, noms) for e in choisies or lues.explications]


def _explication(lue: Explication, noms: Noms) -> ExplicationVue:
    pour = "" if lue.beneficiaire in _COLLECTIFS else en_phrase(f"pour {lue.beneficiaire}", noms)
    suppose = euros(lue.montant_suppose) if lue.montant_suppose is not None else ""
    return ExplicationVue(
        pour=pour,
        resume=en_phrase(_resume(lue), noms),
        conditions=[_condition(c, noms) for c in lue.conditions],
        comptes=[_compte(compte, noms) for compte in lue.comptes],
        suppose=suppose,
        bascules=[en_phrase(b.phrase, noms) for b in lue.bascules],
        hypotheses=[en_phrase(h, noms) for h in lue.hypotheses],
        limites=lue.limites,
    )


def _resume(lue: Explication) -> str:
    """Give the sentence of the explanation; a range when the amount is not a point."""
    bas, haut = lue.montant_min, lue.montant_max
    if bas is None or haut is None or haut - bas < _UN_EURO:
        return lue.resume
    nom = lue.resume.split(" : ")[0]
    plage = (
        f"entre {euros_ronds(bas)} et {euros_ronds(haut)}"
        if bas >= _UN_EURO
        else f"jusqu’à {euros_ronds(haut)}"
    )
    return f"{nom} : {plage}{unite(lue.periodicite)}, selon les réponses qui manquent."


def _condition(condition: ConditionExpliquee, noms: Noms) -> ConditionVue:
    icone, mot = ETATS[condition.etat]
    citees = [condition.reference, condition.parametre.reference if condition.parametre else None]
    references = {r.titre: r for r in citees if r is not None}
    return ConditionVue(
        etat=condition.etat.value,
        icone=icone,
        mot=mot,
        libelle=condition.libelle,
        precisions=list(_precisions(condition, noms)),
        references=list(references.values()),
    )


def _precisions(condition: ConditionExpliquee, noms: Noms) -> Iterator[str]:
    booleen = condition.operateur in ("vrai", "faux")
    lu = condition.parametre
    mesure = lu.unite if lu else ("currency" if condition.variable_seuil else None)
    if condition.valeurs:
        for valeur in condition.valeurs:
            nom = noms[valeur.personne][0] if valeur.personne in noms else valeur.personne
            yield f"{nom} : {_ecrire(valeur.valeur, booleen, mesure)}"
    elif condition.valeur is not None:
        yield f"dans ce foyer : {_ecrire(condition.valeur, booleen, mesure)}"
    if lu:
        yield f"seuil : {_parametre(lu)}"
    elif condition.seuil is not None and not booleen:
        yield f"seuil pour ce foyer : {_ecrire(condition.seuil, booleen, mesure)}"


def _ecrire(valeur: float | bool, booleen: bool, mesure: str | None) -> str:
    if booleen or isinstance(valeur, bool):
        return _OUI_NON[bool(valeur)]
    return valeur_lisible(valeur, mesure) if mesure else _nombre(valeur)


def _parametre(lu: ParametreLu) -> str:
    depuis = f", valeur du {date_longue(lu.depuis)}" if lu.depuis and lu.valeur is not None else ""
    return valeur_lisible(lu.valeur, lu.unite) + depuis


def _compte(compte: Compte, noms: Noms) -> CompteVu:
    reserves = [] if compte.complet else [f"Compte partiel : {compte.partiel}."]
    reserves += [f"Non détaillé : {compte.non_detaille}."] if compte.non_detaille else []
    return CompteVu(compte.passe, _lignes(compte.etapes, noms), " ".join(reserves))


def _lignes(etapes: Sequence[Etape], noms: Noms) -> list[LigneCompte]:
    """Write the lines of an account; months in a row with the same line are one."""
    groupes = [list(memes) for _, memes in groupby(etapes, key=_sans_periode)]
    return [_ligne(groupe, noms) for groupe in groupes]


def _sans_periode(etape: Etape) -> object:
    """Give what makes two lines the same but for their month."""
    return _oublier(etape.model_dump())


def _oublier(champs: dict[str, object]) -> object:
    garde = {nom: x for nom, x in champs.items() if nom != "periode"}
    detail = champs["detail"]
    assert isinstance(detail, list)  # noqa: S101 - the model says so
    return garde | {"detail": [_oublier(d) for d in detail]}


def _ligne(groupe: Sequence[Etape], noms: Noms) -> LigneCompte:
    etape = groupe[0]
    montant = "" if etape.unite == "oui" else _valeur(etape)
    if len(groupe) > 1 and montant:
        montant += f" chaque mois, {len(groupe)} mois"
    personne = etape.personne or ""
    notes = [
        noms[personne][0] if personne in noms else personne,
        _periode(groupe),
        dict(SOURCES).get(etape.source or "", etape.source or ""),
        etape.operation or "",
        "" if etape.complet else "détail incomplet",
        f"valeur du {date_longue(etape.parametre.depuis)}"
        if etape.parametre and etape.parametre.depuis
        else "",
    ]
    cite = etape.reference or (etape.parametre.reference if etape.parametre else None)
    return LigneCompte(
        signe="−" if etape.signe == "+" and etape.valeur < 0 else etape.signe,
        libelle=etape.libelle,
        montant=montant,
        notes=", ".join(note for note in notes if note),
        reference=cite if cite and cite.titre != TEXTE_DE_FORMULE else None,
        detail=_lignes(etape.detail, noms),
    )


def _periode(groupe: Sequence[Etape]) -> str:
    debut, fin = groupe[0].periode or "", groupe[-1].periode or ""
    return _mois(debut) if debut == fin else f"de {_mois(debut)} à {_mois(fin)}"


def _mois(periode: str) -> str:
    return mois_long(periode) if len(periode) == 7 and periode[4] == "-" else periode


def _valeur(etape: Etape) -> str:
    valeur = abs(etape.valeur) if etape.signe == "+" else etape.valeur
    return euros(valeur) if etape.unite == "EUR" else _nombre(valeur, 5)


def _nombre(valeur: float, decimales: int = 2) -> str:
    return str(format_decimal(valeur, f"#,##0.{'#' * decimales}", locale=LOCALE))
