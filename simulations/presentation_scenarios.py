"""Scenarios, sweeps and calendars as tables for a terminal; computes nothing."""

from datetime import date

from babel.dates import format_date
from rich.console import Console
from rich.text import Text

from simulations.courbe import choisir, part_lisible, phrase_perte
from simulations.presentation import euros, montant_lisible, nouvelle_table
from simulations.resultat import Decision
from simulations.resultat_scenarios import (
    Balayage,
    Calendrier,
    DroitCompare,
    EvenementDroit,
    MoisCalendrier,
    Scenario,
    Scenarios,
)

_REPONSES = {
    Decision.DROIT_PROBABLE: "probable",
    Decision.A_VERIFIER: "à vérifier",
    Decision.PEU_PROBABLE: "peu probable",
    Decision.A_INSTRUIRE: "à instruire",
    Decision.NON_CALCULABLE: "non calculable",
}
_GENRES = {"ouvre": "s'ouvre", "ferme": "s'arrête", "change": "change"}
_COLLECTIFS = {"famille", "menage", "foyer_fiscal"}


def afficher_scenarios(console: Console, origine: str, scenarios: Scenarios) -> None:
    """Print each change beside today."""
    _titrer(console, origine, scenarios.mois)
    for scenario in scenarios.scenarios:
        _afficher_scenario(console, scenario)
    _lister(console, "Suppositions, avant et après", scenarios.hypotheses)


def _afficher_scenario(console: Console, scenario: Scenario) -> None:
    console.print(Text(scenario.libelle, style="bold"))
    console.print(Text(f"Lecture : {scenario.lecture}."), soft_wrap=True)
    table = nouvelle_table("", "bold", ["Droit"])
    for nom in ("Avant", "Après"):
        table.add_column(nom, justify="right", no_wrap=True)
    table.add_column("Réponse")
    autres = [d for d in scenario.droits if not (d.avant or d.apres)]
    for droit in scenario.droits:
        if droit.avant or droit.apres:
            table.add_row(*_ligne(droit))
    lignes = (
        ("Revenus du mois", scenario.revenus_avant, scenario.revenus_apres),
        ("Droits, par mois", scenario.droits_mensuels_avant, scenario.droits_mensuels_apres),
    )
    for nom, avant, apres in lignes:
        table.add_row(nom, euros(avant), euros(apres), style="dim")
    signe = "+" if scenario.ecart_mensuel > 0 else ""
    table.add_row("Écart par mois, avant impôt", "", signe + euros(scenario.ecart_mensuel), style="bold")
    console.print(table)
    ouverts = [d for d in autres if d.decision_apres is Decision.DROIT_PROBABLE]
    fermes = [
        d
        for d in autres
        if d.decision_avant is Decision.DROIT_PROBABLE and d.decision_apres is Decision.PEU_PROBABLE
    ]
    _lister(
        console, "Droits sans montant qui s'ouvrent", [_nommer(d.libelle, d.beneficiaire) for d in ouverts]
    )
    _lister(
        console, "Droits sans montant qui s'arrêtent", [_nommer(d.libelle, d.beneficiaire) for d in fermes]
    )
    if len(autres) > len(ouverts) + len(fermes):
        nombre = len(autres) - len(ouverts) - len(fermes)
        console.print(Text(f"{nombre} autres droits changent de réponse (liste avec --json).", style="dim"))
    _lister(console, "Ce changement suppose", scenario.hypotheses)
    console.print()


def _ligne(droit: DroitCompare) -> list[str]:
    avant, apres = _REPONSES[droit.decision_avant], _REPONSES[droit.decision_apres]
    return [
        _nommer(droit.libelle, droit.beneficiaire),
        montant_lisible(droit.avant or 0.0, droit.periodicite),
        montant_lisible(droit.apres or 0.0, droit.periodicite),
        apres if avant == apres else f"{avant}, puis {apres}",
    ]


def afficher_balayage(console: Console, origine: str, balayage: Balayage) -> None:
    """Print a sweep of wages, and where more wage leaves less."""
    _titrer(console, origine, balayage.mois)
    console.print(Text(f"Salaire net de {balayage.personne}, de 0 à deux fois le SMIC net", style="bold"))
    console.print(Text(f"Lecture : {balayage.lecture}."), soft_wrap=True)
    table = nouvelle_table("", "bold", [])
    for nom in ("Salaire net", "Droits", "Revenu disponible", "Part gardée"):
        table.add_column(nom, justify="right", no_wrap=True)
    table.add_column("Droits sans montant")
    for point in choisir(balayage):
        table.add_row(
            euros(point.salaire),
            euros(sum(point.droits.values())),
            euros(point.disponible),
            part_lisible(point.conserve),
            ", ".join(point.ouverts),
        )
    console.print(table)
    pertes = [phrase_perte(perte) for perte in balayage.pertes]
    _lister(
        console, "Où gagner plus laisse moins", pertes or ["nulle part : gagner plus ne laisse jamais moins"]
    )
    _lister(console, "Suppositions", balayage.hypotheses)


def afficher_calendrier(console: Console, origine: str, calendrier: Calendrier) -> None:
    """Print what happens month by month; months without anything are one line."""
    _titrer(console, origine, calendrier.depuis)
    for mois in calendrier.mois:
        _afficher_mois(console, mois)
    _lister(console, "Suppositions", calendrier.hypotheses)


def _afficher_mois(console: Console, mois: MoisCalendrier) -> None:
    console.print(Text(f"{_en_lettres(mois.mois)} : {euros(mois.total_mensuel)} par mois", style="bold"))
    for raison in mois.raisons:
        console.print(Text(f"  {raison}", style="dim"), soft_wrap=True)
    for evenement in mois.evenements:
        console.print(Text(f"  - {_evenement(evenement)}"), soft_wrap=True)
    for echeance in mois.a_faire:
        limite = "" if echeance.avant_le is None else f"avant le {echeance.avant_le:%d/%m/%Y}, "
        console.print(Text(f"  > {limite}{echeance.phrase}", style="yellow"), soft_wrap=True)


def _evenement(evenement: EvenementDroit) -> str:
    nom = _nommer(evenement.libelle, evenement.beneficiaire)
    montants = [montant_lisible(m, evenement.periodicite) for m in (evenement.avant, evenement.apres) if m]
    suite = f" ({' puis '.join(montants)})" if montants else ""
    raison = f" — {evenement.raison}" if evenement.raison else ""
    return f"{nom} {_GENRES[evenement.genre]}{suite}{raison}"


def _nommer(libelle: str, beneficiaire: str) -> str:
    return libelle if beneficiaire in _COLLECTIFS else f"{libelle}, pour {beneficiaire}"


def _en_lettres(mois: str) -> str:
    return str(format_date(date.fromisoformat(f"{mois}-01"), "MMMM y", locale="fr_FR"))


def _titrer(console: Console, origine: str, mois: str) -> None:
    console.rule(Text(f"{origine} — {_en_lettres(mois)}", style="bold"), align="left", characters="=")


def _lister(console: Console, titre: str, lignes: list[str]) -> None:
    if not lignes:
        return
    console.print(Text(titre, style="bold"))
    for ligne in lignes:
        console.print(Text(f"  - {ligne}"), soft_wrap=True)
