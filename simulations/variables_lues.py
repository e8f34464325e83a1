"""The variables of OpenFisca behind an account, for experts: value, formula's text, and what each reads."""

from collections.abc import Iterator, Sequence
from typing import Any

from openfisca_core.periods import Period, period

from simulations.engine import Cle
from simulations.evaluation import Evaluation
from simulations.porteur import Porteur
from simulations.resultat_explique import Compte, ConditionExpliquee, Etape, VariableLue
from simulations.systeme import systeme


def variables_lues(
    evaluation: Evaluation,
    porteur: Porteur,
    comptes: Sequence[Compte],
    conditions: Sequence[ConditionExpliquee],
) -> list[VariableLue]:
    """List the variables that the lines of the accounts and the conditions name, each once.

    Values are those of the last reading (every right in payment), for the holder or the person of the line.
    """
    if evaluation.moteur is None:
        return []
    lus = _inverser(evaluation.moteur.traceur.lecteurs)
    mois = porteur.situation.mois
    noms: list[tuple[str | None, str | None, str | None]] = [(c.variable, mois, None) for c in conditions]
    noms += [(c.variable_seuil, mois, None) for c in conditions]
    noms += [ligne for compte in comptes for etape in compte.etapes for ligne in _lignes(etape, None)]
    uniques = dict.fromkeys((nom, quand, qui) for nom, quand, qui in noms if nom and quand)
    trouvees = (
        _lue(evaluation, porteur, nom, quand, qui, lus) for nom, quand, qui in uniques if nom and quand
    )
    return [lue for lue in trouvees if lue is not None]


def _lignes(etape: Etape, personne: str | None) -> Iterator[tuple[str | None, str | None, str | None]]:
    qui = etape.personne or personne
    yield etape.variable, etape.periode, qui
    for sous in etape.detail:
        yield from _lignes(sous, qui)


def _lue(
    evaluation: Evaluation,
    porteur: Porteur,
    nom: str,
    quand: str,
    qui: str | None,
    lus: dict[Cle, list[Cle]],
) -> VariableLue | None:
    assert evaluation.moteur is not None  # noqa: S101 - checked by the caller
    variable = systeme().get_variable(nom)
    moment = _periode(variable, quand)
    valeurs = evaluation.moteur.simulation.get_holder(nom).get_array(moment)
    if valeurs is None:
        return None
    personne = porteur.personne
    if qui is not None:
        rangs = {p.id: rang for rang, p in enumerate(porteur.situation.personnes)}
        personne = porteur.premiere + rangs[qui]
    rang = porteur.rang(nom, personne)
    return VariableLue(
        nom=nom,
        libelle=variable.label,
        entite=str(variable.entity.key) + (f" ({qui})" if qui else ""),
        periode=str(moment),
        valeur=_valeur(valeurs[rang : rang + 1]),
        references=[str(r) for r in variable.reference or []],
        lit=sorted({f"{lu} {moment_lu}" for lu, moment_lu in lus.get((nom, moment), ())}),
    )


def _periode(variable: Any, quand: str) -> Period:
    unite = str(variable.definition_period)
    if unite == "eternity":
        return period("ETERNITY")
    return period(quand[:4] if unite == "year" else quand)


def _valeur(une: Any) -> float | str | None:
    if hasattr(une, "decode_to_str"):
        return str(une.decode_to_str()[0])
    if une.dtype.kind in "biuf":
        return round(float(une[0]), 5)
    return str(une[0])


def _inverser(lecteurs: dict[Cle, set[Cle]]) -> dict[Cle, list[Cle]]:
    lus: dict[Cle, list[Cle]] = {}
    for lu, par in lecteurs.items():
        for lecteur in par:
            lus.setdefault(lecteur, []).append(lu)
    return lus
