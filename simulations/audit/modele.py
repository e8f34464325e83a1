"""Empty templates of the four tables, and docs/audit-fichiers.md, both from the model of a situation.

`python -m simulations.audit.modele > docs/audit-fichiers.md`; a test checks that the page is up to date.
"""

import sys
from pathlib import Path

from simulations.audit.colonnes import TABLES, Colonne, colonnes
from simulations.audit.depot import LONGUEUR_RECU

_TETE = """\
# Les fichiers d'un audit

<!-- Page écrite par « python -m simulations.audit.modele » : ne pas la modifier à la main. -->

`droits auditer ENTREE` lit des foyers sous l'une de ces formes :

| entrée | contenu |
|---|---|
| un dossier, ou un `.zip` | les quatre tables ci-dessous, chacune en `.csv` ou en `.parquet` |
| un fichier `.jsonl` ou `.ndjson` | une situation par ligne, comme la décrit [situation.md](situation.md) |
| un fichier `.xml` | le flux des bénéficiaires du RSA |

`droits auditer --modele DOSSIER` écrit les quatre tables vides, avec toutes leurs colonnes.

## Les règles communes aux tables

- `menages` et `personnes` sont obligatoires ; `revenus` et `prestations` ne le sont pas.
- Une colonne absente ou une case vide est **inconnue** ; `false` ou `0` veut dire **non**.
- Une colonne qui n'est pas dans cette page fait refuser le fichier : une faute de frappe effacerait un fait.
- Les tables sont jointes par `menage_id`, et `personne_id` à l'intérieur d'un foyer. L'ordre des lignes est
  libre ; un fichier trié par foyer est lu plus vite.
- Les montants sont en euros, nets et par mois sauf mention contraire, écrits avec un **point** (`812.50`).
- Les dates s'écrivent `AAAA-MM-JJ`, les mois `AAAA-MM`.
- Un CSV est en UTF-8 (ou Windows-1252), séparé par `;` ou `,`, avec une ligne de noms de colonnes.
- Ni nom, ni numéro de sécurité sociale, ni adresse : aucune colonne ne les accepte.

Dans un fichier `.jsonl`, chaque ligne peut porter, à côté des champs de la situation, un champ `menage_id` ;
sans lui, le foyer s'appelle `ligne-N`. Le mois de l'audit remplace celui du document."""

_SENS_TABLES = {
    "menages": "une ligne par foyer",
    "personnes": "une ligne par personne ; exactement un `demandeur` par foyer",
    "revenus": "une ligne par revenu et par intervalle de mois, ou par revenu perdu (`interrompu_le`)",
    "prestations": "une ligne par droit reçu, ou dont on sait qu'il ne l'est pas",
}

_REJETS = f"""\
## Les lignes refusées

Un foyer dont une seule ligne a une faute est mis de côté en entier : il n'est ni calculé, ni compté comme
n'ayant droit à rien, et le rapport dit combien de foyers le sont. `rejets.csv` donne toutes les fautes :

| colonne | sens |
|---|---|
| `fichier` | le fichier |
| `ligne` | sa ligne, à partir de 1, en-tête compris pour un CSV |
| `colonne` | la colonne, ou le champ de la situation ; vide pour la ligne entière |
| `recu` | ce qui a été reçu, {LONGUEUR_RECU} caractères au plus ; un numéro de treize chiffres est masqué |
| `attendu` | ce qui est accepté |
| `menage_id` | le foyer, quand il est connu |

Une ligne dont le `menage_id` n'est pas dans `menages` est une faute, mais ne met aucun foyer de côté.
Un `menage_id` écrit deux fois dans `menages` met de côté les deux lignes ; dans un fichier `.jsonl`, la
première est gardée."""


def ecrire_page() -> str:
    """Write the whole page."""
    parties = [_TETE]
    for table, connues in colonnes().items():
        lignes = [f"## `{table}` : {_SENS_TABLES[table]}", "", "| colonne | valeur | sens |", "|---|---|---|"]
        parties.append("\n".join([*lignes, *map(_ligne, connues.values())]))
    return "\n\n".join([*parties, _REJETS]) + "\n"


def _ligne(colonne: Colonne) -> str:
    obligatoire = " **(obligatoire)**" if colonne.obligatoire else ""
    valeur = colonne.accepte
    if colonne.genre == "choix":
        valeur = " · ".join(f"`{v}`" for v in colonne.valeurs)
    return f"| `{colonne.nom}`{obligatoire} | {valeur} | {colonne.sens} |"


def ecrire_modeles(dossier: Path) -> list[Path]:
    """Write the four tables empty, each with all its columns.

    Args:
        dossier: where; made when it does not exist.

    Returns:
        The files written.

    Raises:
        FileExistsError: one of them is there already.
    """
    dossier.mkdir(parents=True, exist_ok=True)
    fichiers = [dossier / f"{table}.csv" for table in TABLES]
    for fichier in fichiers:
        if fichier.exists():
            raise FileExistsError(fichier)
    for table, fichier in zip(TABLES, fichiers, strict=True):
        fichier.write_text(";".join(colonnes()[table]) + "\n", encoding="utf-8")
    return fichiers


if __name__ == "__main__":
    sys.stdout.write(ecrire_page())
