"""Results and cards of the catalogue as tables for a terminal, readable without colours when piped.

Only this module knows how a result looks in a terminal; it computes nothing.
"""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO

from babel.dates import format_date
from babel.numbers import format_currency
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rules.cartes import Carte
from simulations.non_recours import MOIS_PAR_PERIODE
from simulations.resultat import Decision, Droit, Resultat, Signalement, StatutRecu, TypeEcart

LARGEUR_SANS_ECRAN = 150
_LOCALE = "fr_FR"

TITRES = {
    Decision.DROIT_PROBABLE: "Droits probables",
    Decision.A_VERIFIER: "Droits à vérifier : une réponse manque",
    Decision.A_INSTRUIRE: "À instruire : l'organisme décide au cas par cas",
    Decision.NON_CALCULABLE: "Non calculables aujourd'hui",
    Decision.PEU_PROBABLE: "Peu probables",
}
_COULEURS = {
    Decision.DROIT_PROBABLE: "green",
    Decision.A_VERIFIER: "yellow",
    Decision.A_INSTRUIRE: "cyan",
    Decision.NON_CALCULABLE: "magenta",
    Decision.PEU_PROBABLE: "dim",
}
CONSTATS = {
    TypeEcart.NON_RECOURS: "non demandé",
    TypeEcart.SOUS_VERSEMENT: "versé en partie",
    TypeEcart.AUCUN: "conforme",
    TypeEcart.TROP_PERCU_POSSIBLE: "trop-perçu possible, à éclaircir",
    TypeEcart.INCONNU: "",
}
_RYTHMES = {"mensuel": " / mois", "annuel": " / an", "ponctuel": " une fois"}
_SANS_MONTANT = {"couverture": "couverture", "reduction": "réduction"}
_ORGANISMES = {
    "action_logement": "Action Logement",
    "asp": "ASP",
    "adil": "ADIL",
    "agglomeration": "agglomération",
    "association": "association",
    "bailleur_social": "bailleur social",
    "banque": "banque",
    "caf": "Caf",
    "carsat": "Carsat",
    "ccas": "CCAS",
    "commune": "commune",
    "cpam": "CPAM",
    "crous": "Crous",
    "departement": "Département",
    "education_nationale": "Éducation nationale",
    "etat": "État",
    "france_travail": "France Travail",
    "mdph": "MDPH",
    "mission_locale": "mission locale",
    "msa": "MSA",
    "regie_eau": "régie de l'eau",
    "region": "Région",
    "transporteur": "transporteur",
}
_COLLECTIFS = {"famille", "menage", "foyer_fiscal"}


def ouvrir_console(flux: IO[str] | None = None) -> Console:
    """Open the terminal, or a wide colourless page when the output goes to a file or a pipe."""
    flux = flux or sys.stdout
    return Console(file=flux, width=None if flux.isatty() else LARGEUR_SANS_ECRAN, highlight=False)


def euros(montant: float) -> str:
    """Write an amount: `231,40 €`."""
    return str(format_currency(montant, "EUR", locale=_LOCALE))


def montant_lisible(montant: float | None, periodicite: str) -> str:
    """Write an amount with its period, or the nature of a droit that has none."""
    if montant is None:
        return _SANS_MONTANT.get(periodicite, "—")
    return euros(montant) + _RYTHMES.get(periodicite, "")


def nom_organisme(organisme: str) -> str:
    """Give the usual name of an organisme."""
    return _ORGANISMES.get(organisme, organisme)


def nom_droit(droit: Droit) -> str:
    """Name a droit with its kind, when it has several, and the person when it is for one."""
    personne = "" if droit.beneficiaire in _COLLECTIFS else f", pour {droit.beneficiaire}"
    return droit.libelle + (f" — {droit.forme}" if droit.forme else "") + personne


def afficher_resultat(console: Console, origine: str, resultat: Resultat) -> None:
    """Print what is worth acting on, then every droit by decision."""
    mois = format_date(date.fromisoformat(f"{resultat.mois}-01"), "MMMM y", locale=_LOCALE)
    console.rule(Text(f"{origine} — {mois}", style="bold"), align="left", characters="=")
    _afficher_signalements(console, resultat)
    for decision in TITRES:
        droits = [droit for droit in resultat.droits if droit.decision is decision]
        droits.sort(key=_par_mois, reverse=True)
        if droits:
            _afficher_decision(console, decision, droits)
    _afficher_totaux(console, resultat)
    if resultat.hypotheses:
        console.print(Text("Supposé faute de réponse", style="bold"))
        for hypothese in resultat.hypotheses:
            console.print(Text(f"  - {hypothese}"))
    versions = resultat.versions
    console.print(
        Text(
            "Estimation, jamais une décision : l'organisme décide. "
            f"Droits ouverts {versions.droits_ouverts}, openfisca-france {versions.openfisca_france}.",
            style="dim",
        )
    )
    console.print()


def afficher_bilan(console: Console, resultats: Sequence[Resultat]) -> None:
    """Sum up several households."""
    avec = [r for r in resultats if any(s.type is TypeEcart.NON_RECOURS for s in r.signalements)]
    total = sum(resultat.totaux.non_recours_mensuel for resultat in resultats)
    console.print(
        Text(
            f"{len(resultats)} foyers, {len(avec)} avec un droit non demandé : {euros(total)} par mois.",
            style="bold",
        )
    )


def _afficher_signalements(console: Console, resultat: Resultat) -> None:
    if not resultat.signalements:
        console.print(Text("Rien à signaler avec ce qui est connu.", style="bold green"))
        return
    par_cle = {(droit.id, droit.beneficiaire): droit for droit in resultat.droits}
    table = nouvelle_table("À signaler", "bold red", ["", "Droit", "Organisme", "Constat"])
    table.add_column("Montant", justify="right", no_wrap=True)
    table.add_column("Sûr à", justify="right", no_wrap=True)
    table.add_column("Urgence", overflow="fold")
    table.add_column("D'abord, rappel", overflow="fold")
    signales = {signalement.droit for signalement in resultat.signalements}
    for signalement in resultat.signalements:
        table.add_row(
            *_ligne_signalement(signalement, par_cle[signalement.droit, signalement.beneficiaire], signales),
            style="dim" if signalement.type is TypeEcart.TROP_PERCU_POSSIBLE else None,
        )
    console.print(table)


def _ligne_signalement(signalement: Signalement, droit: Droit, signales: set[str]) -> list[str]:
    return [
        str(signalement.rang),
        nom_droit(droit),
        nom_organisme(droit.organisme),
        CONSTATS[signalement.type],
        montant_lisible(signalement.montant, signalement.periodicite),
        f"{signalement.certitude:.0%}".replace("%", " %"),
        signalement.urgence or "",
        _suite(signalement, signales),
    ]


def _suite(signalement: Signalement, signales: set[str]) -> str:
    """Say in short which flagged droits to claim first, and how much of the past can still be asked."""
    avant = [_sigle(lien.libelle) for lien in signalement.avant if lien.droit in signales]
    rappel = signalement.rappel_montant
    mots = [
        f"après {', '.join(dict.fromkeys(avant))}" if avant else "",
        f"rappel de {euros(rappel)} au plus" if rappel else "",
    ]
    return " ; ".join(mot for mot in mots if mot)


def _sigle(libelle: str) -> str:
    """Give the initials that end a name in brackets, else the name."""
    return libelle[:-1].rpartition("(")[2] if libelle.endswith(")") else libelle


def _par_mois(droit: Droit) -> float:
    return (droit.montant or 0) / MOIS_PAR_PERIODE.get(droit.periodicite, 1)


def _afficher_decision(console: Console, decision: Decision, droits: Sequence[Droit]) -> None:
    if decision is Decision.PEU_PROBABLE:
        noms = sorted({droit.libelle for droit in droits})
        console.print(Text(TITRES[decision], style="bold dim"))
        console.print(Text("  " + " ; ".join(noms), style="dim"))
        console.print()
        return
    table = nouvelle_table(TITRES[decision], f"bold {_COULEURS[decision]}", ["Droit", "Organisme"])
    chiffres = decision in (Decision.DROIT_PROBABLE, Decision.A_VERIFIER)
    if chiffres:
        table.add_column("Estimé", justify="right", no_wrap=True)
        table.add_column("Reçu", justify="right", no_wrap=True)
        table.add_column("Constat")
    if decision is not Decision.DROIT_PROBABLE:
        table.add_column("À savoir", ratio=1)
    for droit in droits:
        table.add_row(*_ligne_droit(droit, chiffres=chiffres))
    console.print(table)


def _ligne_droit(droit: Droit, *, chiffres: bool) -> Iterable[str]:
    yield nom_droit(droit)
    yield nom_organisme(droit.organisme)
    if chiffres:
        yield _estime(droit)
        yield _recu(droit)
        yield CONSTATS[droit.ecart.type]
    if droit.decision is Decision.A_VERIFIER:
        yield " ; ".join(droit.hypotheses)
    elif droit.decision in (Decision.A_INSTRUIRE, Decision.NON_CALCULABLE):
        yield droit.limites[-1] if droit.limites else ""


def _estime(droit: Droit) -> str:
    # Zero computed while an answer is missing is no answer.
    if droit.decision is Decision.A_VERIFIER and not droit.montant and droit.unite is not None:
        return "?"
    return montant_lisible(droit.montant, droit.periodicite)


def _recu(droit: Droit) -> str:
    match droit.recu.statut:
        case StatutRecu.OUI if droit.recu.montant is not None:
            return euros(droit.recu.montant)
        case StatutRecu.OUI:
            return "oui"
        case StatutRecu.NON:
            return "non"
    return "?"


def _afficher_totaux(console: Console, resultat: Resultat) -> None:
    totaux = resultat.totaux
    table = nouvelle_table("Totaux des droits mensuels", "bold", [])
    table.show_header = False
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_row("Estimé une fois tous les droits ouverts", euros(totaux.du_mensuel))
    table.add_row("Reçu aujourd'hui", euros(totaux.recu_mensuel))
    table.add_row("Non demandé", euros(totaux.non_recours_mensuel), style="bold")
    if totaux.gain_mensuel is not None and totaux.gain_mensuel != totaux.non_recours_mensuel:
        table.add_row("De plus par mois, une fois tout en paiement", euros(totaux.gain_mensuel))
    console.print(table)


def afficher_catalogue(console: Console, cartes: Iterable[Carte]) -> None:
    """Print the list of droits."""
    table = nouvelle_table("Catalogue", "bold", ["Identifiant", "Droit", "Organisme", "Versement", "Réponse"])
    reponses = {
        "calcule": "calculée",
        "a_instruire": "à instruire",
        "orientation": "orientation",
        "non_calculable": "non calculable",
    }
    for carte in cartes:
        table.add_row(
            carte.id,
            carte.libelle,
            nom_organisme(carte.organisme),
            carte.periodicite,
            reponses[carte.calcul.mode],
        )
    console.print(table)


def afficher_carte(console: Console, carte: Carte) -> None:
    """Print everything a card says of its droit."""
    console.print(Text(carte.libelle, style="bold"))
    console.print(Text(carte.resume))
    console.print(Text(f"Versé par : {nom_organisme(carte.organisme)} ; financé par : {carte.financeur}"))
    if carte.calcul.raison:
        console.print(Text(f"Sans calcul : {carte.calcul.raison}", style="magenta"))
    demarche = carte.demarche
    cerfa = demarche.formulaire.cerfa if demarche.formulaire else None
    formulaire = demarche.formulaire.titre if demarche.formulaire else "—"
    _liste(console, "Conditions", [condition.libelle for condition in carte.conditions])
    _liste(
        console,
        "Demande",
        [
            f"où : {demarche.ou}",
            f"en ligne : {demarche.en_ligne or '—'}",
            f"formulaire : {formulaire}" + (f" (Cerfa {cerfa})" if cerfa else ""),
            f"délai : {demarche.delai or '—'}",
        ],
    )
    _liste(console, "Pièces", demarche.pieces)
    _liste(console, "Limites", carte.limites)
    _liste(console, "Sources", [f"{source.titre} — {source.href}" for source in carte.sources])
    console.print(Text(f"Vérifié le {carte.verifie_le.isoformat()}", style="dim"))


def _liste(console: Console, titre: str, lignes: Sequence[str]) -> None:
    if not lignes:
        return
    console.print(Text(f"\n{titre}", style="bold"))
    for ligne in lignes:
        console.print(Text(f"  - {ligne}"), soft_wrap=True)


def nouvelle_table(titre: str, style: str, colonnes: Sequence[str]) -> Table:
    """Start a table as all those of the command look."""
    table = Table(
        title=titre,
        title_style=style,
        title_justify="left",
        box=box.SIMPLE,
        padding=(0, 1, 0, 0),
    )
    for colonne in colonnes:
        # Wide enough for the longest word of a name.
        table.add_column(colonne, overflow="fold", min_width=15 if colonne == "Droit" else None)
    return table
