"""The fictitious households offered on the empty page, read from `examples/situations/`."""

from functools import cache
from pathlib import Path

from simulations.errors import SituationInvalide
from simulations.lecture import lire_situation
from simulations.situation import Situation

DOSSIER = Path(__file__).parents[2] / "examples" / "situations"

#: Titles of the files we ship; another file is called by its name.
_TITRES = {
    "adulte_handicape": "Adulte handicapé",
    "celibataire_sans_revenu": "Célibataire sans revenu",
    "couple_accedant": "Couple qui rembourse sa maison",
    "couple_retraites": "Couple de retraités",
    "couple_trois_enfants_un_salaire": "Couple, trois enfants, un salaire",
    "demandeur_emploi_are": "Demandeur d’emploi indemnisé",
    "entretien_a_completer": "Entretien à compléter",
    "etudiante_logee_meuble": "Étudiante en meublé",
    "exploitant_agricole": "Exploitant agricole",
    "jeune_heberge": "Jeune adulte hébergé",
    "mere_enceinte_isolee": "Mère seule et enceinte",
    "mere_seule_temps_partiel": "Mère seule à temps partiel",
    "micro_entrepreneur": "Micro-entrepreneur",
    "ouvrier_titre_sejour": "Ouvrier avec un titre de séjour",
    "retraitee_petite_pension": "Retraitée, petite pension",
    "salarie_emploi_perdu": "Salarié qui a perdu son emploi",
    "sans_domicile": "Adulte sans domicile",
}


@cache
def noms_exemples(dossier: Path = DOSSIER) -> tuple[tuple[str, str], ...]:
    """List the examples: file name without its extension, and title. Empty when not installed."""
    return tuple((f.stem, _titre(f.stem)) for f in sorted(dossier.glob("*.json")))


def charger_exemple(nom: str, dossier: Path = DOSSIER) -> Situation | None:
    """Read an example by its name; None when there is none of that name, or it cannot be read."""
    if nom not in dict(noms_exemples(dossier)):
        return None
    try:
        return lire_situation((dossier / f"{nom}.json").read_bytes())
    except SituationInvalide:
        return None


def _titre(nom: str) -> str:
    return _TITRES.get(nom) or nom.replace("_", " ").replace("-", " ").capitalize()
