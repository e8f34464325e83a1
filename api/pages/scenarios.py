"""What if, and the months to come, as the templates draw them: the changes offered, plain tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from api.pages.champs import Champ, Genre
from api.pages.communes import trouver_commune
from api.pages.form import lire_valeur
from api.pages.formats import ESPACE, date_longue, euros, mois_long, unite
from api.pages.noms import Noms, en_phrase
from simulations.changement import Changement, IdChangement
from simulations.changements import changer, lire_changement
from simulations.errors import SituationInvalide
from simulations.modalites import StatutLogement
from simulations.resultat import Decision
from simulations.resultat_scenarios import Calendrier, DroitCompare, EvenementDroit, MoisCalendrier, Scenario
from simulations.situation import Situation

_COLLECTIFS = frozenset({"famille", "menage", "foyer_fiscal"})
_GENRES = {"ouvre": "s’ouvre", "ferme": "s’arrête", "change": "change"}
_LOUES = (StatutLogement.COLOCATAIRE, StatutLogement.FOYER)
_MONTANT = Champ("montant", "Montant", Genre.MONTANT)


@dataclass(frozen=True)
class Proposition:
    """A change offered; `champs` are its figures: name, label and unit."""

    id: IdChangement
    texte: str
    champs: tuple[tuple[str, str, str], ...] = ()
    par_personne: bool = False


PROPOSITIONS = (
    Proposition(
        IdChangement.PRENDRE_EMPLOI, "Prendre un emploi", (("montant", "Salaire net", "€ par mois"),), True
    ),
    Proposition(
        IdChangement.PERDRE_EMPLOI, "Perdre son emploi",
        (("montant", "Allocation chômage, si elle est connue", "€ par mois"),), True,
    ),
    Proposition(
        IdChangement.VIVRE_A_DEUX, "Vivre en couple",
        (("montant", "Salaire net du conjoint", "€ par mois"),),
    ),
    Proposition(IdChangement.SE_SEPARER, "Se séparer"),
    Proposition(IdChangement.NAISSANCE, "Naissance d’un enfant"),
    Proposition(
        IdChangement.DEMENAGER, "Déménager",
        (("commune", "Commune", "nom ou code postal"), ("montant", "Loyer sans les charges", "€ par mois")),
    ),
)  # fmt: skip


@dataclass
class Demande:
    """The changes asked, and why some cannot be."""

    changements: list[Changement] = field(default_factory=list)
    refus: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LigneComparee:
    """A droit, or a total, before and after."""

    nom: str
    avant: str
    apres: str


@dataclass(frozen=True)
class ScenarioVu:
    """A change beside today."""

    titre: str
    lecture: str
    lignes: list[LigneComparee]
    totaux: list[LigneComparee]
    ecart: str
    ouverts: list[str]
    fermes: list[str]
    hypotheses: list[str]


@dataclass(frozen=True)
class MoisVu:
    """A month to come."""

    mois: str
    total: str
    raisons: list[str]
    evenements: list[str]
    a_faire: list[str]


def lire_demande(valeurs: Mapping[str, str], situation: Situation) -> Demande:
    """Read the changes ticked; each that does not suit the household is said, the others are kept."""
    demande = Demande()
    for proposition in PROPOSITIONS:
        if not valeurs.get(f"si.{proposition.id.value}"):
            continue
        try:
            changement = lire_changement(_document(proposition, valeurs, situation))
            changer(situation, changement)
        except (SituationInvalide, ValueError) as erreur:
            demande.refus.append(f"{proposition.texte} : {_raison(erreur)}.")
        else:
            demande.changements.append(changement)
    return demande


def _document(
    proposition: Proposition, valeurs: Mapping[str, str], situation: Situation
) -> dict[str, object]:
    document: dict[str, object] = {"id": proposition.id.value}
    for nom, _, _ in proposition.champs:
        texte = valeurs.get(f"si.{proposition.id.value}.{nom}", "").strip()
        if texte:
            document[nom] = trouver_commune(texte) if nom == "commune" else lire_valeur(_MONTANT, texte)
    if proposition.id is IdChangement.DEMENAGER and "montant" in document:
        statut = situation.logement.statut if situation.logement else None
        if statut is None or not (statut.value.startswith("locataire") or statut in _LOUES):
            document["logement"] = StatutLogement.LOCATAIRE_VIDE.value
    personne = valeurs.get("si.personne", "")
    if proposition.par_personne and situation.personne(personne) is not None:
        document["personne"] = personne
    return document


def _raison(erreur: SituationInvalide | ValueError) -> str:
    if not isinstance(erreur, SituationInvalide):
        return f"indiquez {erreur}"
    faute = erreur.erreurs[0]
    if faute.attendu.startswith("un changement possible : "):
        return faute.attendu.removeprefix("un changement possible : ")
    return f"indiquez {faute.attendu}"


def presenter_scenario(scenario: Scenario, noms: Noms) -> ScenarioVu:
    """Prepare a change beside today."""
    chiffres = [d for d in scenario.droits if d.avant or d.apres]
    autres = [d for d in scenario.droits if not (d.avant or d.apres)]
    probable, non = Decision.DROIT_PROBABLE, Decision.PEU_PROBABLE
    signe = "+ " if scenario.ecart_mensuel > 0 else ""
    return ScenarioVu(
        titre=en_phrase(scenario.libelle, noms),
        lecture=scenario.lecture,
        lignes=[_ligne(droit, noms) for droit in chiffres],
        totaux=[
            LigneComparee("Revenus du mois", euros(scenario.revenus_avant), euros(scenario.revenus_apres)),
            LigneComparee(
                "Droits, par mois",
                euros(scenario.droits_mensuels_avant),
                euros(scenario.droits_mensuels_apres),
            ),
        ],
        ecart=signe + euros(scenario.ecart_mensuel),
        ouverts=[_nommer(d.libelle, d.beneficiaire, noms) for d in autres if d.decision_apres is probable],
        fermes=[
            _nommer(d.libelle, d.beneficiaire, noms)
            for d in autres
            if d.decision_avant is probable and d.decision_apres is non
        ],
        hypotheses=[en_phrase(h, noms) for h in scenario.hypotheses],
    )


def _ligne(droit: DroitCompare, noms: Noms) -> LigneComparee:
    suite = unite(droit.periodicite)
    avant, apres = (euros(montant or 0.0) + suite for montant in (droit.avant, droit.apres))
    if droit.decision_apres is Decision.A_VERIFIER and droit.decision_avant is not Decision.A_VERIFIER:
        apres += ", à vérifier"
    return LigneComparee(_nommer(droit.libelle, droit.beneficiaire, noms), avant, apres)


def presenter_calendrier(calendrier: Calendrier, noms: Noms) -> list[MoisVu]:
    """Prepare the months to come."""
    return [_mois(mois, noms) for mois in calendrier.mois]


def _mois(mois: MoisCalendrier, noms: Noms) -> MoisVu:
    return MoisVu(
        mois=mois_long(mois.mois),
        total=euros(mois.total_mensuel),
        raisons=[en_phrase(raison, noms) for raison in mois.raisons],
        evenements=[_evenement(e, noms) for e in mois.evenements],
        a_faire=list(_a_faire(mois, noms)),
    )


def _evenement(evenement: EvenementDroit, noms: Noms) -> str:
    suite = unite(evenement.periodicite)
    montants = [euros(m) + suite for m in (evenement.avant, evenement.apres) if m]
    dits = f" ({', puis '.join(montants)})" if montants else ""
    raison = f" : {en_phrase(evenement.raison, noms)}" if evenement.raison else ""
    return (
        f"{_nommer(evenement.libelle, evenement.beneficiaire, noms)} {_GENRES[evenement.genre]}{dits}{raison}"
    )


def _a_faire(mois: MoisCalendrier, noms: Noms) -> Iterator[str]:
    for echeance in mois.a_faire:
        limite = "" if echeance.avant_le is None else f"avant le{ESPACE}{date_longue(echeance.avant_le)} : "
        yield limite + en_phrase(echeance.phrase, noms)


def _nommer(nom: str, beneficiaire: str, noms: Noms) -> str:
    return nom if beneficiaire in _COLLECTIFS else en_phrase(f"{nom}, pour {beneficiaire}", noms)
