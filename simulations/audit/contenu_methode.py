"""The report's last pages: what was read, how it was calculated, what it cannot say, and its receipt."""

from collections.abc import Iterator, Mapping
from typing import Any

from rules.catalogue import charger_catalogue
from simulations.audit.blocs import Liste, Section, Tableau, Texte
from simulations.audit.nombres import nombre, pourcent
from simulations.audit.secret import seuils
from simulations.audit.synthese import Synthese

_GENRES = {
    "tables": "quatre tables (foyers, personnes, revenus, prestations)",
    "lignes": "situations, une par ligne",
    "flux_rsa": "flux des bénéficiaires du RSA (Caf et MSA)",
}
_RECU = {
    "versions": "Version",
    "droits_ouverts": "Droits ouverts",
    "openfisca_france": "OpenFisca-France",
    "openfisca_core": "OpenFisca-Core",
    "parametres": "empreinte des paramètres et des règles",
    "entree": "Fichier lu",
    "empreinte": "Empreinte du fichier lu (SHA-256)",
    "commande": "Commande",
    "mois": "Mois",
    "completions": "Cas essayés par foyer dont un fait manque",
    "echantillon": "Sensibilité : un foyer sur",
    "taille_lot": "Foyers calculés ensemble",
    "sensibilite": "Sensibilité",
    "processus": "Processus",
    "cluster": "Grappe",
    "duree": "Durée, en secondes",
    "secondes": "Durée, en secondes",
}
_METHODE = (
    (
        "Est dû ce que notre calcul trouve : pour chaque foyer, les règles du mois sont appliquées aux "
        "faits du fichier, une fois tous les autres droits supposés en paiement."
    ),
    (
        "Est reçu ce que le fichier dit. Ce qui est reçu est un fait, ce qui est dû est un calcul : les "
        "deux sont comparés, jamais mélangés."
    ),
    (
        "Est inconnu ce qui n’est pas dans le fichier. Une réponse absente n’est jamais comptée comme un "
        "zéro ni comme un non : le foyer est « non tranché » pour le droit qui en dépend, et la "
        "couverture le dit."
    ),
    (
        "Un foyer est compté une seule fois par droit, même si plusieurs de ses membres y ont droit ; les "
        "euros s’additionnent."
    ),
    (
        "Un droit reçu pour un montant plus bas que celui calculé est « versé en partie » ; il n’entre "
        "pas dans le taux de non-recours."
    ),
    (
        "Les intervalles à 95 % sont ceux de Wilson pour les taux ; pour les euros, ils viennent de la "
        "dispersion des montants. Ils ne disent rien des erreurs du fichier ni de celles du calcul."
    ),
)
_LIMITES = (
    (
        "Ces chiffres sont des estimations. Aucun n’est une décision : seul l’organisme qui verse un "
        "droit peut dire s’il est ouvert."
    ),
    (
        "Ils servent à ouvrir des droits. Ils ne servent jamais à contrôler, à noter des personnes ou à "
        "chercher des fraudes."
    ),
    (
        "Ils portent sur les foyers de ce fichier, pas sur toute la population : un taux d’usagers n’est "
        "pas un taux d’habitants."
    ),
    (
        "C’est une photographie d’un mois : un droit demandé depuis peu, pas encore versé, compte comme "
        "non demandé."
    ),
    (
        "Le calcul ne sait pas pourquoi un droit n’est pas demandé : par choix, par ignorance ou par "
        "découragement."
    ),
)


def donnees(synthese: Synthese) -> Section:
    """Say what was read, and what was set aside."""
    lecture = synthese.lecture
    total = lecture.menages + lecture.ecartes
    part = f" ({pourcent(lecture.ecartes / total)})" if total else ""
    tableau = Tableau(
        "Foyers lus et foyers écartés",
        ("Fichier", "Valeur"),
        (
            ("Genre", _GENRES.get(lecture.genre, lecture.genre)),
            ("Foyers audités", nombre(lecture.menages)),
            ("Foyers écartés en entier", f"{nombre(lecture.ecartes)}{part}"),
            ("Défauts relevés", nombre(lecture.rejets)),
            ("Lots calculés", nombre(len(synthese.certificats))),
        ),
        textes=(1,),
    )
    texte = Texte(
        "Un foyer dont une seule donnée est refusée est écarté en entier, et compté ici : rien n’est "
        "corrigé ni mis à zéro en silence. Chaque défaut est dans rejets.csv, avec le fichier, la ligne, "
        "la colonne, ce qui a été reçu et ce qui est accepté."
    )
    return Section("donnees", "Les données lues", [texte, tableau])


def methode() -> Section:
    """Say how the figures were made and what they cannot say."""
    cartes, regles = charger_catalogue().values(), seuils()
    calcules = sum(carte.calcul.mode == "calcule" for carte in cartes)
    hors = Texte(
        f"Le catalogue compte {len(cartes)} droits ; {calcules} sont calculés et mesurés ici. Les autres "
        "ne le sont pas : ils dépendent de l’appréciation d’un organisme, d’un règlement local non "
        "confirmé, ou d’une règle que le moteur n’a pas. Les chiffres de ce rapport sont donc un minimum."
    )
    secret = Liste(
        (
            (
                f"Un chiffre qui porte sur moins de {regles.menages} foyers, ou sur moins de "
                f"{regles.signales} foyers à qui le droit manque (zéro compris), est remplacé par « secret "
                "»."
            ),
            (
                "D’autres cases sont cachées pour que personne ne puisse retrouver une case secrète par "
                "soustraction."
            ),
            (
                f"Les effectifs sont arrondis à {regles.arrondi_effectifs} et les euros à "
                f"{regles.arrondi_euros}, au hasard vers le haut ou vers le bas : une somme peut différer "
                "un peu de son total. Les taux sont ceux des chiffres arrondis."
            ),
            (
                "Les euros de tous les droits réunis sont la somme de ceux qui ne sont pas cachés : c’est "
                "un minimum, d’autant plus bas que les foyers sont peu nombreux."
            ),
            (
                f"Aucun taux n’est donné sur moins de {regles.denominateur_taux} foyers (« trop peu de "
                "foyers »)."
            ),
        )
    )
    return Section(
        "methode",
        "Méthode et limites",
        [],
        [
            Section("calcul", "Comment ces chiffres sont calculés", [Liste(_METHODE)]),
            Section("non-calcules", "Ce qui n’est pas calculé", [hors]),
            Section("secret", "Secret statistique", [secret]),
            Section("limites", "Ce que ces chiffres ne disent pas", [Liste(_LIMITES)]),
        ],
    )


def recu(synthese: Synthese) -> Section:
    """Give what it takes to do the same audit again."""
    lignes = [("Empreinte du fichier lu (SHA-256)", synthese.lecture.empreinte)]
    lignes += [ligne for ligne in _aplatir(synthese.recu) if ligne not in lignes]
    texte = Texte("De quoi refaire le même audit, et vérifier qu’il est le même.")
    tableau = Tableau("Reçu de l’audit", ("Quoi", "Valeur"), tuple(lignes), textes=(1,))
    return Section("recu", "Reçu", [texte, tableau])


def _aplatir(contenu: Mapping[str, Any], tete: str = "") -> Iterator[tuple[str, str]]:
    for cle, valeur in contenu.items():
        mot = _RECU.get(cle, cle.replace("_", " "))
        nom = f"{tete}, {mot}" if tete else mot
        if isinstance(valeur, Mapping):
            yield from _aplatir(valeur, nom)
        else:
            yield nom[:1].upper() + nom[1:], _ecrit(valeur)


def _ecrit(valeur: Any) -> str:
    if valeur is None:
        return "aucun"
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, list | tuple):
        return ", ".join(_ecrit(v) for v in valeur) or "aucun"
    return str(valeur)
