"""Local parameters as a table for a terminal or as JSON lines: what is sourced, what is awaited."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from babel.numbers import format_currency, format_decimal, format_percent
from rich.console import Console
from rich.text import Text

from rules.parametres import UNITES, ParametreLocal
from simulations.presentation import nouvelle_table

_LOCALE = "fr_FR"
_CONFIANCES = {
    "verifie": "vérifiée",
    "secondaire": "source secondaire",
    "a_confirmer": "à confirmer",
    "agence": "donnée par l'agence",
}


def afficher_parametres(console: Console, parametres: Sequence[ParametreLocal]) -> None:
    """Print one line per local parameter, then how many are awaited."""
    tableau = nouvelle_table(
        "Paramètres locaux", "bold", ["Chemin", "Ce que c'est", "Valeur", "Depuis", "Confiance"]
    )
    for parametre in parametres:
        tableau.add_row(
            parametre.chemin,
            parametre.description,
            valeur_lisible(parametre.valeur, parametre.unite),
            "—" if parametre.valeur is None else parametre.depuis,
            _CONFIANCES.get(parametre.confiance, parametre.confiance),
        )
    console.print(tableau)
    attendus = sum(parametre.a_confirmer for parametre in parametres)
    accord = "s" if len(parametres) > 1 else ""
    console.print(Text(f"{len(parametres)} paramètre{accord}, dont {attendus} à donner par l'agence."))


def en_json_ligne(parametre: ParametreLocal) -> str:
    """Write a parameter as one line of JSON."""
    return json.dumps(asdict(parametre), ensure_ascii=False)


def valeur_lisible(valeur: float | None, unite: str | None) -> str:
    """Write a figure of a rule with its unit, or say that it is awaited."""
    if valeur is None:
        return "attendue"
    if unite == "currency":
        return str(format_currency(valeur, "EUR", locale=_LOCALE))
    if unite == "/1":
        return str(format_percent(valeur, "#,##0.##\N{NO-BREAK SPACE}%", locale=_LOCALE))
    nom = UNITES.get(unite or "", unite or "")
    return f"{format_decimal(valeur, locale=_LOCALE)}\N{NO-BREAK SPACE}{nom}".rstrip()
