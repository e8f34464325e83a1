"""Writes docs/droits/etat-du-droit.md: the dated parameters each droit reads, their texts, the late ones.

`python -m simulations.etat_doc > docs/droits/etat-du-droit.md`; a test checks that the page is up to date,
and that every late parameter is declared in the card of the droit that reads it.
"""

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rules.cartes import Carte
from rules.catalogue import charger_catalogue
from rules.revalorisations import couvre, revalorisations
from simulations.etat_parametres import EtatParametre, etat
from simulations.fichiers import lire_fichiers
from simulations.mots_doc import CONFIANCES, MODES, cellule, jour, lien
from simulations.parametres_lus import Lectures, lectures
from simulations.situation import Situation

DOSSIER = Path(__file__).parent.parent / "examples" / "situations"

_TETE = """\
# L’état du droit

<!-- Page écrite par « python -m simulations.etat_doc » : ne pas la modifier à la main. -->

Ce que chaque droit du catalogue lit dans la loi, au **{mois}** : {nombre} paramètres datés, relevés pendant
le calcul des foyers fictifs de `examples/situations/`, et ceux que sa fiche nomme (seuils, repères).

- « Depuis » est la date de la dernière valeur ; « texte » est la référence que porte cette valeur.
- Un paramètre est **périmé** quand une revalorisation prévue est passée sans nouvelle valeur (calendriers
  ci-dessous, dans `rules/revalorisations.yaml`). Ce que la loi ne revalorise pas chaque année ne l’est
  jamais.
- Un droit qui lit le montant d’un autre le dit ; les paramètres de cet autre droit sont sous son titre."""


@cache
def lectures_du_catalogue() -> dict[str, Lectures]:
    """Give what each droit reads, from a calculation of the fictitious households."""
    mois = revalorisations().a_jour_au
    lues = lire_fichiers(sorted(str(fichier) for fichier in DOSSIER.glob("*.json")))
    return lectures(_au_mois((lue.situation for lue in lues), mois))


def _au_mois(situations: Iterable[Situation], mois: str) -> list[Situation]:
    return [situation.model_copy(update={"mois": mois}) for situation in situations]


@cache
def etats(droit: str) -> tuple[EtatParametre, ...]:
    """Give the state of every parameter a droit reads: revised every year first, then by path."""
    mois = revalorisations().a_jour_au
    lus = [etat(chemin, mois) for chemin in lectures_du_catalogue()[droit].parametres]
    return tuple(sorted(lus, key=lambda e: (e.calendrier is None, e.chemin)))


def perimes_non_declares(carte: Carte) -> list[str]:
    """List the late parameters a droit reads and its card does not declare."""
    declares = [perime.parametre for perime in carte.perimes]
    return [e.chemin for e in etats(carte.id) if e.perime and not couvre(declares, e.chemin)]


def declarations_sans_objet(carte: Carte) -> list[str]:
    """List what a card declares late and is not, or that its droit no longer reads."""
    perimes = [e.chemin for e in etats(carte.id) if e.perime]
    return [p.parametre for p in carte.perimes if not any(couvre((p.parametre,), c) for c in perimes)]


def ecrire_page() -> str:
    """Write the whole page."""
    cartes = charger_catalogue().values()
    nombre = len({e.chemin for carte in cartes for e in etats(carte.id)})
    parties = [
        _TETE.format(mois=jour_du_mois(revalorisations().a_jour_au), nombre=nombre),
        _section_perimes(cartes),
        _section_calendriers(),
        *(_section(carte) for carte in cartes),
    ]
    return "\n\n".join(parties) + "\n"


def jour_du_mois(mois: str) -> str:
    """Write the first day of a month."""
    return f"1er/{mois[5:7]}/{mois[:4]}"


def _section_perimes(cartes: Iterable[Carte]) -> str:
    lignes = ["## Ce qui est périmé", ""]
    perimes = [(carte, e) for carte in cartes for e in etats(carte.id) if e.perime]
    if not perimes:
        return "\n".join([*lignes, "Rien."])
    lignes += ["| droit | paramètre | valeur | depuis | revalorisation | ce que cela change |"]
    lignes += ["|---|---|---|---|---|---|"]
    for carte, e in perimes:
        motif = next((p.motif for p in carte.perimes if couvre((p.parametre,), e.chemin)), "**non déclaré**")
        quand = e.calendrier.libelle if e.calendrier else ""
        lignes.append(
            f"| {cellule(carte.libelle)} | {cellule(e.description)} <br>`{e.chemin}` | {e.valeur} | "
            f"{jour(e.depuis)} | {quand} | {cellule(motif)} |"
        )
    return "\n".join(lignes)


def _section_calendriers() -> str:
    loi = revalorisations()
    lignes = ["## Quand la loi revalorise", "", "| quand | quoi | texte |", "|---|---|---|"]
    for c in loi.calendriers:
        quoi = "<br>".join(f"`{motif}`" for motif in c.parametres)
        lignes.append(f"| {c.libelle} | {quoi} | {lien(c.texte.titre, c.texte.href)} |")
    lignes += ["", "Gardés à leur valeur par un texte :", "", "| quoi | au | texte |", "|---|---|---|"]
    lignes += [
        f"| `{r.parametre}` | {jour(r.au)} | {lien(r.texte.titre, r.texte.href)} |" for r in loi.reconductions
    ]
    return "\n".join(lignes)


def _section(carte: Carte) -> str:
    lus = lectures_du_catalogue()[carte.id]
    lignes = [f"## {carte.libelle}", "", f"`{carte.id}` — {MODES[carte.calcul.mode]}."]
    if lus.droits:
        lignes += ["", "Lit aussi : " + ", ".join(f"`{droit}`" for droit in lus.droits) + "."]
    if not lus.parametres:
        return "\n".join([*lignes, "", "Ne lit aucun paramètre daté."])
    lignes += ["", "| paramètre | valeur | depuis | texte | état |", "|---|---|---|---|---|"]
    return "\n".join([*lignes, *(_ligne(e) for e in etats(carte.id))])


def _ligne(e: EtatParametre) -> str:
    texte = lien(e.titre, e.href) if e.titre else "—"
    nom = f"{cellule(e.description)} <br>`{e.chemin}`"
    return f"| {nom} | {e.valeur} | {jour(e.depuis)} | {texte} | {_etat(e)} |"


def _etat(e: EtatParametre) -> str:
    if e.depuis is None:
        return "attendu"
    etat = "à jour" if e.calendrier else "sans revalorisation annuelle"
    confiance = f" ; {CONFIANCES[e.confiance]}" if e.confiance in CONFIANCES else ""
    return ("**périmé**" if e.perime else etat) + confiance


if __name__ == "__main__":
    sys.stdout.write(ecrire_page())
