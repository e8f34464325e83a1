"""The changes of life that exist, and a situation after one of them.

What a change does not touch stays as it was, unknown facts included. Amounts of the law (SMIC) come from the
dated parameters.
"""

from dataclasses import dataclass

from pydantic import ValidationError

from simulations import changements_foyer as foyer
from simulations import changements_travail as travail
from simulations.changement import LECTURES, Changement, Genre, Horizon, IdChangement
from simulations.errors import ErreurChamp, SituationInvalide
from simulations.lecture import fautes_de_forme, lire_situation
from simulations.situation import Situation

__all__ = [
    "CHANGEMENTS", "Change", "Changement", "Horizon", "IdChangement", "appliquer", "changer", "lecture",
    "libelle", "lire_changement",
]  # fmt: skip

_AVIS = ("rfr_n2", "rfr_n1")
_REVENU = frozenset({"personne", "montant", "horizon"})

CHANGEMENTS: dict[IdChangement, Genre] = {
    IdChangement.PRENDRE_EMPLOI: Genre(
        travail.dire_emploi, travail.prendre_emploi, _REVENU | {"heures"}, horizon=Horizon.INSTALLE
    ),
    IdChangement.PERDRE_EMPLOI: Genre(
        travail.dire_perte, travail.perdre_emploi, _REVENU, horizon=Horizon.PREMIER_MOIS
    ),
    IdChangement.PARTIR_EN_RETRAITE: Genre(
        travail.dire_retraite, travail.partir_en_retraite, _REVENU, horizon=Horizon.INSTALLE
    ),
    IdChangement.SE_SEPARER: Genre(
        foyer.dire_separation, foyer.se_separer, frozenset({"personne"}),
        "premier mois de la séparation : les revenus de l’autre ne comptent plus",
    ),
    IdChangement.VIVRE_A_DEUX: Genre(
        foyer.dire_couple, foyer.vivre_a_deux, frozenset({"montant", "age"}),
        "les revenus passés du nouveau conjoint comptent dès la vie commune",
    ),
    IdChangement.NAISSANCE: Genre(
        lambda _: "Naissance d’un enfant", foyer.naissance, frozenset(), "mois qui suit la naissance"
    ),
    IdChangement.AVOIR_UN_AGE: Genre(
        foyer.dire_age, foyer.avoir_un_age, frozenset({"personne", "age"}), "mois qui suit l’anniversaire"
    ),
    IdChangement.DEMENAGER: Genre(
        foyer.dire_demenagement, foyer.demenager, frozenset({"commune", "montant", "logement"}),
        "une fois l’aide au logement du nouveau logement en paiement",
    ),
    IdChangement.OBTENIR_AAH: Genre(
        foyer.dire_handicap, foyer.obtenir_aah, frozenset({"personne", "taux"}),
        "une fois la décision de la MDPH prise et tous les droits en paiement",
    ),
    IdChangement.DEMANDER: Genre(
        foyer.dire_demande, foyer.demander, frozenset({"personne", "droit"}),
        "avec ce qui est déjà reçu et ce seul droit en plus",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A household after a change.

    Attributes:
        changement: as asked, its horizon filled in.
        situation: the household of after; tax notices of settled incomes are left out.
        avis: tax figures that were known, to be worked out again from the settled incomes.
        hypotheses: what the change supposed.
    """

    changement: Changement
    situation: Situation
    avis: frozenset[str]
    hypotheses: tuple[str, ...]


def changer(situation: Situation, changement: Changement) -> Change:
    """Give a household after a change.

    Raises:
        SituationInvalide: the change does not exist, lacks a figure, has one too many, or does not suit this
            household.
    """
    genre = _genre(changement)
    if genre.horizon is not None:
        changement = changement.model_copy(update={"horizon": changement.horizon or genre.horizon})
    document = situation.model_dump(mode="json", exclude_none=True)
    hypotheses = genre.appliquer(document, changement)
    avis: frozenset[str] = frozenset()
    if changement.horizon is Horizon.INSTALLE:
        fiscal = document.get("fiscal") or {}
        avis = frozenset(nom for nom in _AVIS if fiscal.pop(nom, None) is not None)
    if avis:
        hypotheses.append("avis d’impôt refait avec les nouveaux revenus")
    try:
        apres = lire_situation(document)
    except SituationInvalide as erreur:
        raise SituationInvalide([faute.sous("apres") for faute in erreur.erreurs]) from None
    return Change(changement, apres, avis, tuple(hypotheses))


def lire_changement(document: object, chemin: str = "") -> Changement:
    """Read one change.

    Args:
        document: the object, as JSON gives it.
        chemin: where it is in its document.

    Raises:
        SituationInvalide: with everything that is wrong in it.
    """
    try:
        return Changement.model_validate(document)
    except ValidationError as erreur:
        raise SituationInvalide(fautes_de_forme(erreur, chemin)) from None


def appliquer(situation: Situation, changement: Changement) -> Situation:
    """Give the situation after a change.

    Raises:
        SituationInvalide: as `changer`.
    """
    return changer(situation, changement).situation


def libelle(changement: Changement) -> str:
    """Say a change in French, and whose it is."""
    texte = _genre(changement).libelle(changement)
    nomme = changement.personne is None or changement.personne in texte
    return texte if nomme else f"{texte} ({changement.personne})"


def lecture(changement: Changement) -> str:
    """Say when the droits are read after a change: its first month, or once it is settled."""
    genre = _genre(changement)
    if genre.horizon is None:
        return genre.lecture
    return LECTURES[changement.horizon or genre.horizon]


def _genre(changement: Changement) -> Genre:
    genre = CHANGEMENTS[changement.id]
    donnes = changement.model_dump(exclude_none=True).keys() - {"id"}
    fautes = [
        ErreurChamp(champ, "une valeur", f"rien : « {changement.id} » ne s’en sert pas")
        for champ in sorted(donnes - genre.champs)
    ]
    if fautes:
        raise SituationInvalide(fautes)
    return genre
