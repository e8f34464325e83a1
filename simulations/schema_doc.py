"""Writes docs/situation.md, the guide to the fields of a situation, from the pydantic model.

`python -m simulations.schema_doc > docs/situation.md`; a test checks that the page is up to date.
"""

import sys
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from simulations.mois import PREMIER_MOIS, verifier_mois, verifier_mois_simulable
from simulations.situation import Situation

_TETE = """\
# La situation d'un foyer

<!-- Page écrite par « python -m simulations.schema_doc » : ne pas la modifier à la main. -->

Un document JSON décrit un foyer à un mois.

- Un champ absent ou `null` est **inconnu** ; `false`, `0` ou `[]` veut dire **non**.
- Un champ qui n'est pas dans cette page est refusé.
- Les montants sont en euros, nets et par mois sauf mention contraire.
- Les dates s'écrivent `AAAA-MM-JJ`, les mois `AAAA-MM`.

Des exemples complets, tous fictifs, sont dans `examples/situations/`.
`droits verifier FICHIER` dit ce qui ne va pas dans un document."""

_TITRES = {
    "Situation": "Le document",
    "Personne": "`personnes[]`",
    "RevenuInterrompu": "`personnes[].revenus_interrompus[]`",
    "Handicap": "`personnes[].handicap`",
    "PensionAlimentaire": "`personnes[].pension_alimentaire`, pour un enfant",
    "Etudes": "`personnes[].etudes`, pour la bourse du Crous",
    "Garde": "`personnes[].garde`, pour un enfant",
    "CongeParental": "`personnes[].conge_parental`, pour un parent",
    "Aidant": "`personnes[].aidant`",
    "Emploi": "`personnes[].emploi`",
    "Revenu": "`personnes[].revenus[]`",
    "Patrimoine": "`personnes[].patrimoine`",
    "Couple": "`couple`",
    "Logement": "`logement`",
    "Pret": "`logement.pret`",
    "Fiscal": "`fiscal`, le ou les avis d'impôt du demandeur et de son conjoint, additionnés",
    "Evenements": "`evenements`, que l'on ne demande à personne",
    "Prestation": "`prestations[]`",
}

# What a field means, where the model does not say it itself.
SENS = {
    "Situation.mois": "mois de la simulation",
    "Situation.personnes": "toutes les personnes qui vivent sous le même toit",
    "Situation.couple": "situation familiale du demandeur",
    "Situation.logement": "logement du foyer",
    "Situation.fiscal": "avis d'impôt",
    "Situation.evenements": "ce qui est arrivé au foyer, ou qui pèse sur lui",
    "Situation.prestations": "ce qui est reçu ou non ; un droit absent de la liste est inconnu",
    "Personne.id": "identifiant unique dans le document, sans nom ni prénom",
    "Personne.role": "place dans le foyer ; exactement un demandeur",
    "Personne.date_naissance": "date de naissance",
    "Personne.sexe": "sexe à l'état civil",
    "Personne.nationalite": "`ue` : Union européenne, Espace économique européen ou Suisse",
    "Personne.titre_sejour_depuis": "premier titre de séjour autorisant à travailler",
    "Personne.activite": "occupation principale au mois simulé",
    "Personne.inscrit_france_travail_depuis": "date d'inscription comme demandeur d'emploi",
    "Personne.revenus_interrompus": "revenus perdus de façon certaine",
    "Personne.enceinte": "grossesse en cours",
    "Personne.date_accouchement_prevue": "date prévue de l'accouchement",
    "Personne.handicap": "décision de la CDAPH sur le taux d'incapacité",
    "Personne.inapte_travail": "inaptitude au travail reconnue, pour l'Aspa avant l'âge légal",
    "Personne.gir": "groupe iso-ressources, perte d'autonomie",
    "Personne.plan_aide_apa": "plan d'aide de l'APA, par mois",
    "Personne.scolarite": "établissement fréquenté au mois simulé",
    "Personne.boursier": "reçoit une bourse",
    "Personne.interne": "élève interne",
    "Personne.distance_ecole_km": "kilomètres entre le domicile et l'établissement scolaire",
    "Personne.regime": "régime de sécurité sociale ; `agricole` : la MSA remplace la Caf et la CPAM",
    "Personne.a_charge": "enfant à la charge du foyer",
    "Personne.garde_alternee": "enfant en résidence alternée",
    "Personne.rattache_foyer_parents": "rattaché au foyer fiscal de ses parents",
    "Personne.autre_parent": "pour un enfant : le parent qui ne vit pas dans le foyer",
    "Personne.pension_alimentaire": "pension due par l'autre parent",
    "Personne.aeeh_categorie": "complément d'AEEH, 0 pour l'allocation de base",
    "Personne.are_fin_droits": "dernier jour d'allocation chômage",
    "Personne.are_journaliere": "allocation chômage par jour, 0 si elle n'est pas indemnisée",
    "Personne.garde": "garde d'un jeune enfant",
    "Personne.conge_parental": "travail arrêté ou réduit pour élever un enfant",
    "Personne.aidant": "travail arrêté pour aider un proche",
    "Personne.etudes": "études supérieures",
    "Personne.emploi": "emploi en cours",
    "Personne.revenus": "revenus par intervalle de mois ; `[]` : aucun revenu",
    "Personne.patrimoine": "épargne et biens",
    "Revenu.nature": "nature du revenu ; les natures `ca_…` sont des chiffres d'affaires",
    "Revenu.source": "d'où vient l'information",
    "RevenuInterrompu.nature": "nature du revenu perdu",
    "Handicap.taux": "taux d'incapacité, en pourcentage",
    "Patrimoine.autres_placements": "assurance-vie, actions, autres placements",
    "Etudes.annee": "année d'études",
    "Etudes.formation_habilitee_bourse": "formation qui ouvre droit à la bourse du Crous",
    "Etudes.distance_km": "kilomètres entre le domicile des parents et le lieu d'études",
    "Etudes.freres_soeurs_a_charge": "frères et sœurs à la charge des parents",
    "Etudes.freres_soeurs_superieur": "parmi eux, ceux qui font des études supérieures",
    "Etudes.orphelin": "orphelin de ses deux parents",
    "Garde.mode": "comment l'enfant est gardé",
    "CongeParental.depuis": "premier jour du congé",
    "Aidant.motif": "qui est aidé",
    "Emploi.alternance": "contrat d'apprentissage ou de professionnalisation",
    "Emploi.debut": "date d'embauche",
    "Emploi.heures_semaine": "heures de travail par semaine",
    "Emploi.employeur_prive": "employeur du secteur privé",
    "Emploi.secteur_agricole": "employeur du secteur agricole",
    "Couple.statut": "situation du demandeur",
    "Couple.depuis": "mois depuis lequel c'est le cas",
    "Logement.statut": "à quel titre le logement est occupé",
    "Logement.loyer": "loyer par mois, sans les charges",
    "Logement.charges": "charges par mois",
    "Logement.depuis": "mois d'entrée dans le logement",
    "Logement.surface": "surface en mètres carrés",
    "Logement.chauffage": "énergie principale de chauffage",
    "Logement.chambre": "une chambre seulement",
    "Logement.crous": "logement du Crous",
    "Logement.pret": "prêt du logement occupé, pour un accédant",
    "Pret.signe_le": "date de signature",
    "Pret.mensualite": "mensualité du prêt",
    "Pret.conventionne": "prêt conventionné ou prêt d'accession sociale",
    "Fiscal.parts": "nombre de parts",
    "Prestation.droit": "identifiant du droit (`droits catalogue` en donne la liste)",
    "Prestation.recu": "reçu ou non au mois simulé",
    "Prestation.de": "premier mois ; absent : depuis toujours",
    "Prestation.a": "dernier mois ; absent : toujours reçu",
    "Prestation.source": "d'où vient l'information",
}


def ecrire_page() -> str:
    """Write the whole page."""
    parties = [_TETE]
    for modele in modeles(Situation):
        lignes = [f"## {_TITRES[modele.__name__]}", "", "| champ | valeur | sens |", "|---|---|---|"]
        lignes += [_ligne(modele, nom, champ) for nom, champ in modele.model_fields.items()]
        parties.append("\n".join(lignes))
    return "\n\n".join(parties) + "\n"


def modeles(racine: type[BaseModel]) -> list[type[BaseModel]]:
    """List a model and those it holds, each once, in the order of the document."""
    trouves = [racine]
    for champ in racine.model_fields.values():
        contenu = _sans_rien(champ.annotation)
        dedans = get_args(contenu)[0] if get_origin(contenu) is list else contenu
        if isinstance(dedans, type) and issubclass(dedans, BaseModel):
            trouves += [modele for modele in modeles(dedans) if modele not in trouves]
    return trouves


def _ligne(modele: type[BaseModel], nom: str, champ: FieldInfo) -> str:
    sens = champ.description or SENS[f"{modele.__name__}.{nom}"]
    obligatoire = " **(obligatoire)**" if champ.is_required() else ""
    valeur = _valeur(champ.annotation, list(champ.metadata))
    return f"| `{nom}`{obligatoire} | {valeur} | {sens} |"


def _sans_rien(annotation: Any) -> Any:
    """Give the type of a field without its None and its constraints."""
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(sorte for sorte in get_args(annotation) if sorte is not NoneType)
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _contraintes(annotation: Any, autres: list[Any]) -> list[Any]:
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(sorte for sorte in get_args(annotation) if sorte is not NoneType)
    propres = list(get_args(annotation)[1:]) if get_origin(annotation) is Annotated else []
    return [c for brute in propres + autres for c in _developper(brute)]


def _developper(contrainte: Any) -> Iterator[Any]:
    if isinstance(contrainte, FieldInfo):
        yield from contrainte.metadata
    else:
        yield contrainte


def _valeur(annotation: Any, autres: list[Any]) -> str:
    sorte, contraintes = _sans_rien(annotation), _contraintes(annotation, autres)
    fonctions = [c.func for c in contraintes if isinstance(c, AfterValidator)]
    if verifier_mois_simulable in fonctions:
        return f"mois, de {PREMIER_MOIS} à douze mois après aujourd'hui"
    if verifier_mois in fonctions:
        return "mois"
    if get_origin(sorte) is list:
        return "liste" + _bornes(contraintes, "min_length", "max_length", " éléments")
    if isinstance(sorte, type) and issubclass(sorte, StrEnum):
        return " · ".join(f"`{valeur.value}`" for valeur in sorte)
    if isinstance(sorte, type) and issubclass(sorte, BaseModel):
        return "objet"
    simples = {bool: "`true` ou `false`", date: "date"}
    if sorte in simples:
        return simples[sorte]
    if sorte is str:
        return "texte" + _bornes(contraintes, "min_length", "max_length", " caractères")
    return ("nombre entier" if sorte is int else "nombre") + _bornes(contraintes, "ge", "le")


def _bornes(contraintes: list[Any], bas: str, haut: str, unite: str = "") -> str:
    moins, plus = _borne(contraintes, bas), _borne(contraintes, haut)
    return "" if plus is None else f" de {moins or 0} à {plus:,.0f}{unite}".replace(",", " ")


def _borne(contraintes: list[Any], nom: str) -> float | None:
    return next((getattr(c, nom) for c in contraintes if getattr(c, nom, None) is not None), None)


if __name__ == "__main__":
    sys.stdout.write(ecrire_page())
