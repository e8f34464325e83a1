"""The report as a document, whatever it is written in: HTML and PDF say the same."""

from simulations.audit import (
    carte,
    contenu_comparaisons,
    contenu_decoupages,
    contenu_droits,
    contenu_methode,
)
from simulations.audit.blocs import Bloc, Document, Repere
from simulations.audit.nombres import SECRET, entre_euros, euros, mois_lisible, nombre, pourcent
from simulations.audit.publies import Publies
from simulations.audit.synthese import Synthese

_FICTIF = (
    "Données fictives : ces foyers sont inventés. Les chiffres montrent ce que fait l’outil et ne "
    "décrivent personne."
)
_ESTIMATION = "Estimation, pas une décision. Sert à ouvrir des droits, jamais à contrôler."


def document(synthese: Synthese) -> Document:
    """Put an audit into words, tables and bars."""
    publies = Publies(synthese.publies)
    sections = [
        contenu_droits.synthese(publies),
        contenu_decoupages.lieux(publies, _carte(synthese, publies)),
        contenu_decoupages.foyers(publies),
        contenu_decoupages.payeurs(publies),
        contenu_decoupages.cumul(publies),
        contenu_comparaisons.precedent(synthese),
        contenu_comparaisons.sensibilite(synthese),
        contenu_comparaisons.nationaux(publies, synthese.nationaux) if synthese.nationaux else None,
        contenu_comparaisons.exactitude(synthese),
        contenu_droits.detail(publies),
        contenu_methode.donnees(synthese),
        contenu_methode.methode(),
        contenu_methode.recu(synthese),
    ]
    return Document(
        titre=f"Audit du non-recours, {mois_lisible(synthese.mois)}",
        sous_titre=_ESTIMATION,
        bandeau=_FICTIF if synthese.fictif else None,
        reperes=_reperes(publies),
        sections=[section for section in sections if section is not None],
    )


def _reperes(publies: Publies) -> list[Repere]:
    tous, couverture = publies.ensemble(), publies.couverture()
    manque, foyers, somme = (tous.get(c) for c in ("du_non_recu", "menages", "non_recours_mensuel"))
    part = "Effectif tenu secret"
    if manque is not None and foyers:
        part = f"soit {pourcent(min(1.0, manque / foyers))} des {nombre(foyers)} foyers du fichier"
    montants = "Montant tenu secret"
    if somme is not None:
        montants = f"soit {euros(12 * somme)} par an"
        if any(publies.ensemble(d)["secret"] for d in publies.actifs()):
            montants += ", sans les droits tenus secrets"
        if tous.get("non_recours_bas") is not None:
            intervalle = entre_euros(tous["non_recours_bas"], tous["non_recours_haut"])
            montants += f" ; intervalle à 95 % : {intervalle} par mois"
    return [
        Repere("Foyers à qui il manque au moins un droit", nombre(manque), part),
        Repere("Euros non demandés chaque mois", euros(somme), montants),
        Repere(
            "Couverture",
            pourcent(couverture) if couverture is not None else SECRET,
            "des réponses (un foyer, un droit) ont pu être tranchées ; le reste est inconnu, pas refusé",
        ),
    ]


def _carte(synthese: Synthese, publies: Publies) -> list[Bloc]:
    if synthese.contours is None:
        return []
    return [carte.carte(synthese.contours, publies), contenu_decoupages.table_de_la_carte(publies)]
