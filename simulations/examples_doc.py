"""Writes docs/exemples.md: each fictitious household, what is flagged, and why.

`python -m simulations.examples_doc > docs/exemples.md`; a test checks that the page is up to date. The
sentences are those of `examples/explications.yaml`, every amount comes from a simulation.
"""

import sys
from pathlib import Path
from typing import Any

import yaml

from simulations.fichiers import lire_fichiers
from simulations.presentation import CONSTATS, montant_lisible, nom_droit, nom_organisme
from simulations.resultat import Decision, Droit, Resultat
from simulations.simulate import simuler

DOSSIER = Path(__file__).parent.parent / "examples"

_TETE = """\
# Les foyers d'exemple et leurs droits

<!-- Page écrite par « python -m simulations.examples_doc » : ne pas la modifier à la main. -->

Ces foyers sont **fictifs** ; leurs faits sont dans `examples/situations/`. Les montants valent pour
novembre 2026 et sont ceux de la version {droits_ouverts}, avec openfisca-france {openfisca_france} : des
estimations, jamais des décisions. « Estimé » est ce qui serait dû une fois tous les droits ouverts."""


def ecrire_page() -> str:
    """Write the whole page, from one simulation of all the households."""
    explications = lire_explications()
    lues = lire_fichiers([str(DOSSIER / "situations" / f"{nom}.json") for nom in explications])
    resultats = simuler([lue.situation for lue in lues])
    tete = _TETE.format(**resultats[0].versions.model_dump())
    foyers = [
        _foyer(nom, explication, resultat)
        for (nom, explication), resultat in zip(explications.items(), resultats, strict=True)
    ]
    return "\n\n".join([tete, *foyers]) + "\n"


def lire_explications() -> dict[str, dict[str, Any]]:
    """Give the sentences about each household, by the name of its file."""
    texte = (DOSSIER / "explications.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(texte))


def _foyer(nom: str, explication: dict[str, Any], resultat: Resultat) -> str:
    lignes = [
        f"## {explication['titre']}",
        "",
        f"`examples/situations/{nom}.json` — {explication['faits']}",
        "",
        *_signalements(resultat),
        "",
        _bilan(resultat),
        *_conformes(resultat),
        "",
        "Pourquoi :",
        "",
        *(f"- {phrase}" for phrase in explication["pourquoi"]),
    ]
    return "\n".join(lignes)


def _bilan(resultat: Resultat) -> str:
    totaux = resultat.totaux
    return (
        f"Droits mensuels : {_euros(totaux.du_mensuel)} estimés, {_euros(totaux.recu_mensuel)} reçus, "
        f"{_euros(totaux.non_recours_mensuel)} non demandés."
    )


def _signalements(resultat: Resultat) -> list[str]:
    par_cle = {(droit.id, droit.beneficiaire): droit for droit in resultat.droits}
    lignes = ["| signalé | organisme | constat | montant | avant |", "|---|---|---|---|---|"]
    for s in resultat.signalements:
        droit = par_cle[s.droit, s.beneficiaire]
        lignes.append(
            f"| {nom_droit(droit)} | {nom_organisme(droit.organisme)} | {CONSTATS[s.type]} | "
            f"{_mot(droit, s.montant)} | {(s.urgence or '').removeprefix('avant le ')} |"
        )
    return lignes


def _conformes(resultat: Resultat) -> list[str]:
    recus = [
        f"{nom_droit(droit)} ({_mot(droit, droit.montant)})"
        for droit in resultat.droits
        if droit.decision is Decision.DROIT_PROBABLE and droit.ecart.type == "aucun"
    ]
    return ["", "Reçu et conforme : " + " ; ".join(recus) + "."] if recus else []


def _mot(droit: Droit, montant: float | None) -> str:
    return montant_lisible(montant, droit.periodicite)


def _euros(montant: float) -> str:
    return montant_lisible(montant, "")


if __name__ == "__main__":
    sys.stdout.write(ecrire_page())
