"""Writes docs/droits/index.md: every droit of the catalogue, its state, who pays, its source.

`python -m simulations.droits_doc > docs/droits/index.md`; a test checks that the page is up to date.
"""

import sys
from collections.abc import Iterable

from rules.cartes import Carte, Reference, Territoire
from rules.catalogue import charger_catalogue
from rules.territoire import communes
from simulations.mots_doc import CONFIANCES, MODES, cellule, jour, lien
from simulations.presentation import nom_organisme

_TETE = """\
# Les droits du catalogue

<!-- Page écrite par « python -m simulations.droits_doc » : ne pas la modifier à la main. -->

{total} droits : {nationaux} nationaux, {locaux} locaux. Leurs fiches sont dans `rules/catalogue/`, les
paramètres que chacun lit dans [l’état du droit](etat-du-droit.md), des montants comparés à ceux que publient
les organismes dans [les montants publiés](../montants-publies.md).

- **calculé** : sourcé et daté, le calcul dit qui y a droit et, s’il y a un montant, combien ;
- **à instruire** : quelqu’un décide, ou les montants sont laissés à une autorité : aucun n’est promis ;
- **orientation** : un lieu où s’adresser, rien n’est calculé ;
- **non calculable** : une règle de la loi que le moteur n’a pas.

La confiance est la plus faible de celles des sources de la fiche : **vérifié**, le texte ou la page est lu ;
**secondaire**, connu par une autre source ; **à confirmer**, personne ne l’a encore lu."""

_FAMILLES = {
    "minima_sociaux": "Minima sociaux",
    "famille": "Famille",
    "logement": "Logement",
    "sante": "Santé",
    "energie": "Énergie",
    "autonomie": "Autonomie",
    "education": "Éducation",
    "jeunesse": "Jeunesse",
    "emploi": "Emploi",
    "epargne": "Épargne",
    "mobilite": "Mobilité",
    "justice": "Justice",
    "accompagnement": "Accompagnement",
}
_NIVEAUX = {
    "region": "Région",
    "departement": "Département",
    "epci": "Agglomération et communautés de communes",
    "commune": "Communes",
}
FINANCEURS = {
    "etat": "État",
    "departement": "Département",
    "cnsa_departement": "CNSA et Département",
    "securite_sociale_famille": "sécurité sociale, branche famille",
    "securite_sociale_maladie": "sécurité sociale, branche maladie",
    "securite_sociale_vieillesse": "sécurité sociale, branche vieillesse",
    "fnal": "Fnal",
    "fsv": "Fonds de solidarité vieillesse",
    "fonds_css": "Fonds de la complémentaire santé solidaire",
    "action_logement": "Action Logement",
    "france_travail": "France Travail",
    "bailleur_social": "bailleur social",
    "banque": "banque",
    "msa": "MSA",
    "anah": "Anah",
    "region": "Région",
    "agglomeration": "agglomération",
    "commune": "commune",
    "caf": "Caf",
    "usagers": "usagers",
    "association": "association",
    "operateur_telephone": "opérateur de téléphone",
}


def ecrire_page() -> str:
    """Write the whole page."""
    cartes = list(charger_catalogue().values())
    nationaux = [carte for carte in cartes if carte.territoire == "national"]
    tete = _TETE.format(total=len(cartes), nationaux=len(nationaux), locaux=len(cartes) - len(nationaux))
    parties = [tete, "## Bilan", _bilan(cartes), "## Droits nationaux"]
    for famille, titre in _FAMILLES.items():
        parties += _partie(titre, [carte for carte in nationaux if carte.famille == famille])
    if len(nationaux) < len(cartes):
        parties.append("## Droits locaux")
    for niveau, titre in _NIVEAUX.items():
        parties += _partie(titre, [carte for carte in cartes if _niveau(carte) == niveau])
    return "\n\n".join(parties) + "\n"


def _niveau(carte: Carte) -> str:
    return carte.territoire.niveau if isinstance(carte.territoire, Territoire) else "national"


def _bilan(cartes: list[Carte]) -> str:
    lignes = ["| | national | local |", "|---|---:|---:|"]
    for mode, mot in MODES.items():
        du_mode = [_niveau(carte) == "national" for carte in cartes if carte.calcul.mode == mode]
        lignes.append(f"| {mot} | {sum(du_mode)} | {len(du_mode) - sum(du_mode)} |")
    return "\n".join(lignes)


def _partie(titre: str, cartes: Iterable[Carte]) -> list[str]:
    lignes = [_ligne(carte) for carte in sorted(cartes, key=lambda carte: carte.libelle.casefold())]
    if not lignes:
        return []
    entetes = [
        "| droit | état | versé par | financé par | source | confiance | vérifié le |",
        "|---|---|---|---|---|---|---|",
    ]
    return [f"### {titre}", "\n".join(entetes + lignes)]


def _ligne(carte: Carte) -> str:
    nom = f"{cellule(carte.libelle)} <br>`{carte.id}`"
    if isinstance(carte.territoire, Territoire):
        nom += f" <br>{cellule(_lieux(carte.territoire))}"
    sans_montant = carte.calcul.mode == "calcule" and carte.unite is None
    etat = MODES[carte.calcul.mode] + (", sans montant" if sans_montant else "")
    organisme = nom_organisme(carte.organisme)
    if carte.organisme_agricole:
        organisme += " ou MSA"
    return (
        f"| {nom} | {etat} | {organisme} | {FINANCEURS.get(carte.financeur, carte.financeur)} | "
        f"{_source(carte.sources)} | {_confiance(carte.sources)} | {jour(carte.verifie_le)} |"
    )


def _source(sources: tuple[Reference, ...]) -> str:
    """Give the first source that somebody has read, the first of all otherwise."""
    source = next((un for un in sources if un.confiance != "a_confirmer"), sources[0])
    return lien(source.titre, source.href)


def _confiance(sources: tuple[Reference, ...]) -> str:
    return next(mot for code, mot in CONFIANCES.items() if code in {s.confiance for s in sources})


def _lieux(territoire: Territoire) -> str:
    noms = {c.epci_siren: c.epci_nom for c in communes().values()}
    noms |= {code: commune.nom for code, commune in communes().items()}
    lieux = [noms.get(code, f"{_NIVEAUX[territoire.niveau].lower()} {code}") for code in territoire.codes]
    dehors = [noms.get(code, code) for code in territoire.hors]
    return ", ".join(lieux) + (f" (hors {', '.join(dehors)})" if dehors else "")


if __name__ == "__main__":
    sys.stdout.write(ecrire_page())
