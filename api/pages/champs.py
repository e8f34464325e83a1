"""The fields of the form: for each fact of the situation, its label, its kind and where it is shown.

A field bears the path of its fact in the situation, so that an error about the one is an error about the
other. Knows nothing of HTML.
"""

from dataclasses import dataclass
from enum import StrEnum

from api.pages import libelles as mots
from simulations.modalites import Role


class Genre(StrEnum):
    """What a field takes."""

    DATE = "date"
    MOIS = "mois"
    MONTANT = "montant"
    NOMBRE = "nombre"
    ENTIER = "entier"
    OUI_NON = "oui_non"
    CHOIX = "choix"
    COMMUNE = "commune"


@dataclass(frozen=True)
class Champ:
    """One field.

    Attributes:
        chemin: path of the fact in its person, or in the situation.
        aide: a few words after the label.
        si: another answer without which the field is not worth showing (a class of the style sheet).
    """

    chemin: str
    libelle: str
    genre: Genre
    choix: mots.Choix = ()
    aide: str = ""
    si: str = ""


@dataclass(frozen=True)
class Groupe:
    """Less common fields, under a title."""

    titre: str
    chemins: tuple[str, ...]


def _table(*champs: Champ) -> dict[str, Champ]:
    return {champ.chemin: champ for champ in champs}


def _date(chemin: str, libelle: str, si: str = "") -> Champ:
    return Champ(chemin, libelle, Genre.DATE, aide="jj/mm/aaaa", si=si)


def _mois(chemin: str, libelle: str, si: str = "") -> Champ:
    return Champ(chemin, libelle, Genre.MOIS, aide="mm/aaaa", si=si)


def _euros(chemin: str, libelle: str, aide: str = "€", si: str = "") -> Champ:
    return Champ(chemin, libelle, Genre.MONTANT, aide=aide, si=si)


def _question(chemin: str, libelle: str, si: str = "") -> Champ:
    return Champ(chemin, libelle, Genre.OUI_NON, mots.OUI_NON, si=si)


def _choix(chemin: str, libelle: str, choix: mots.Choix) -> Champ:
    return Champ(chemin, libelle, Genre.CHOIX, choix)


def _entier(chemin: str, libelle: str, aide: str = "") -> Champ:
    return Champ(chemin, libelle, Genre.ENTIER, aide=aide)


CHAMPS_PERSONNE = _table(
    _date("date_naissance", "Date de naissance"),
    _choix("sexe", "Sexe", mots.SEXES),
    _choix("nationalite", "Nationalité", mots.NATIONALITES),
    _date("titre_sejour_depuis", "Titre de séjour depuis le", "si-etranger"),
    _choix("activite", "Activité principale", mots.ACTIVITES),
    _choix("regime", "Régime de sécurité sociale", mots.REGIMES),
    _date("inscrit_france_travail_depuis", "Inscrit à France Travail depuis le"),
    _euros("are_journaliere", "Allocation chômage par jour", "€ brut"),
    _date("are_fin_droits", "Fin des droits au chômage le"),
    _question("ass_condition_activite", "Cinq ans de travail dans les dix ans avant le chômage"),
    _question("rsa_jeune_condition_activite", "Moins de 25 ans : deux ans de travail en trois ans"),
    _question("enceinte", "Grossesse en cours", "si-grossesse"),
    _date("date_accouchement_prevue", "Accouchement prévu le", "si-enceinte"),
    _choix("handicap.taux", "Handicap reconnu (MDPH)", mots.TAUX),
    _question("handicap.rsdae", "Accès à l’emploi très limité par le handicap (RSDAE)", "si-taux"),
    _question("inapte_travail", "Reconnu inapte au travail"),
    _entier("gir", "Perte d’autonomie (GIR)", "de 1 à 6"),
    _euros("plan_aide_apa", "Plan d’aide accepté pour l’APA", "€ par mois"),
    _choix("scolarite", "Scolarité", mots.SCOLARITES),
    _question("boursier", "Boursier"),
    _question("interne", "Interne"),
    Champ("distance_ecole_km", "Distance du domicile à l’établissement", Genre.NOMBRE, aide="km"),
    _question("a_charge", "À la charge du foyer"),
    _question("garde_alternee", "En résidence alternée"),
    _question("rattache_foyer_parents", "Rattaché aux impôts de ses parents"),
    Champ("parent_isole_de", "Élevé seul par", Genre.CHOIX),
    _choix("autre_parent", "L’autre parent, hors du foyer, est", mots.AUTRES_PARENTS),
    _question("pension_alimentaire.payee", "Il verse toute la pension fixée", "si-autre-parent"),
    _question("pension_alimentaire.fixee", "Pension fixée par un juge ou un accord"),
    _euros("pension_alimentaire.montant", "Pension fixée", "€ par mois"),
    _entier("aeeh_categorie", "Catégorie du complément d’AEEH", "de 0 à 6"),
    _choix("garde.mode", "Garde de l’enfant", mots.GARDES),
    Champ("garde.heures_mois", "Heures de garde payées", Genre.NOMBRE, aide="par mois"),
    _euros("garde.cout_mensuel", "Coût de la garde", "€ par mois"),
    _date("adopte_le", "Adopté, arrivé au foyer le"),
    _choix("conge_parental.taux", "Congé parental", mots.CONGES_PARENTAUX),
    _date("conge_parental.depuis", "Congé parental depuis le"),
    _question("conge_parental.huit_trimestres", "Deux ans de travail cotisés avant la naissance"),
    _choix("aidant.motif", "Travail arrêté pour aider un proche", mots.MOTIFS_AIDE),
    Champ("aidant.jours_mois", "Jours sans travail pour l’aider", Genre.NOMBRE, aide="ce mois-ci"),
    _choix("etudes.annee", "Année d’études supérieures", mots.ANNEES_ETUDES),
    _question("etudes.formation_habilitee_bourse", "Formation ouvrant droit aux bourses du Crous"),
    _euros("etudes.ressources_parents", "Ressources des parents il y a deux ans", "€ par an"),
    _entier("etudes.distance_km", "Distance entre le domicile familial et les études", "km"),
    _entier("etudes.freres_soeurs_a_charge", "Autres enfants à charge des parents"),
    _entier("etudes.freres_soeurs_superieur", "dont étudiants"),
    _question("etudes.orphelin", "Orphelin"),
    _date("emploi.debut", "Début de l’emploi le"),
    Champ("emploi.heures_semaine", "Heures de travail par semaine", Genre.NOMBRE),
    _question("emploi.alternance", "En alternance"),
    _question("emploi.employeur_prive", "Employeur privé"),
    _question("emploi.secteur_agricole", "Secteur agricole"),
    _euros("patrimoine.livrets", "Épargne sur livrets"),
    _euros("patrimoine.autres_placements", "Autres placements"),
    _euros("patrimoine.immobilier_non_loue", "Valeur des biens non loués", "€, hors résidence"),
    _euros("patrimoine.valeur_locative_non_loue", "Leur valeur locative cadastrale", "€ par an"),
)

_ADULTE = (
    "date_naissance", "sexe", "activite", "nationalite", "titre_sejour_depuis", "handicap.taux",
    "handicap.rsdae", "enceinte", "date_accouchement_prevue", "patrimoine.livrets",
)  # fmt: skip
#: The fields always in view, for each role, in order.
PRINCIPAUX: dict[Role, tuple[str, ...]] = {
    Role.DEMANDEUR: _ADULTE,
    Role.CONJOINT: _ADULTE,
    Role.AUTRE: _ADULTE,
    Role.ENFANT: (
        "date_naissance", "scolarite", "garde_alternee", "handicap.taux", "autre_parent",
        "pension_alimentaire.payee",
    ),
}  # fmt: skip

_EMPLOI = tuple(chemin for chemin in CHAMPS_PERSONNE if chemin.startswith("emploi."))
_ETUDES = tuple(chemin for chemin in CHAMPS_PERSONNE if chemin.startswith("etudes."))
_PLACEMENTS = (
    "patrimoine.autres_placements", "patrimoine.immobilier_non_loue", "patrimoine.valeur_locative_non_loue",
)  # fmt: skip
_COMPLEMENTS_ADULTE = (
    Groupe("Travail", ("regime", *_EMPLOI)),
    Groupe(
        "Chômage",
        (
            "inscrit_france_travail_depuis", "are_journaliere", "are_fin_droits",
            "ass_condition_activite", "rsa_jeune_condition_activite",
        ),
    ),
    Groupe(
        "Congé parental et aide à un proche",
        (
            "conge_parental.taux", "conge_parental.depuis", "conge_parental.huit_trimestres",
            "aidant.motif", "aidant.jours_mois",
        ),
    ),
    Groupe("Santé et autonomie", ("inapte_travail", "gir", "plan_aide_apa")),
    Groupe("Études", ("scolarite", "boursier", *_ETUDES)),
    Groupe("Placements et biens", _PLACEMENTS),
)  # fmt: skip
_RATTACHEMENT = Groupe("Place dans le foyer", ("rattache_foyer_parents",))
#: The fields folded away, for each role.
COMPLEMENTS: dict[Role, tuple[Groupe, ...]] = {
    Role.DEMANDEUR: (*_COMPLEMENTS_ADULTE, _RATTACHEMENT),
    Role.CONJOINT: (*_COMPLEMENTS_ADULTE, _RATTACHEMENT),
    Role.AUTRE: (
        *_COMPLEMENTS_ADULTE,
        Groupe("Place dans le foyer", ("a_charge", "rattache_foyer_parents")),
    ),
    Role.ENFANT: (
        Groupe("Pension de l’autre parent", ("pension_alimentaire.fixee", "pension_alimentaire.montant")),
        Groupe("Garde et arrivée", ("garde.mode", "garde.heures_mois", "garde.cout_mensuel", "adopte_le")),
        Groupe("École", ("interne", "distance_ecole_km", "boursier")),
        Groupe("Handicap", ("aeeh_categorie", "handicap.rsdae")),
        Groupe("Place dans le foyer", ("a_charge", "rattache_foyer_parents", "parent_isole_de")),
        Groupe(
            "À partir de 16 ans",
            (
                "activite", "sexe", "nationalite", "titre_sejour_depuis", "enceinte",
                "date_accouchement_prevue", "inscrit_france_travail_depuis",
                "rsa_jeune_condition_activite", "regime", *_EMPLOI, *_ETUDES,
                "patrimoine.livrets", "patrimoine.autres_placements",
            ),
        ),
    ),
}  # fmt: skip

CHAMPS_FOYER = _table(
    _choix("couple.statut", "Le demandeur est", mots.COUPLES),
    _mois("couple.depuis", "Depuis"),
    Champ("logement.commune", "Commune", Genre.COMMUNE, aide="nom ou code postal"),
    _choix("logement.statut", "Occupation du logement", mots.LOGEMENTS),
    _euros("logement.loyer", "Loyer sans les charges", "€ par mois", "si-locataire"),
    _euros("logement.charges", "Charges", "€ par mois", "si-locataire"),
    _question("logement.participation_frais", "Participe aux frais du logement", "si-heberge"),
    _date("logement.pret.signe_le", "Prêt signé le", "si-accedant"),
    _euros("logement.pret.mensualite", "Mensualité du prêt", "€ par mois", "si-accedant"),
    _question("logement.pret.conventionne", "Prêt conventionné ou à l’accession sociale", "si-accedant"),
    _mois("logement.depuis", "Dans ce logement depuis"),
    Champ("logement.surface", "Surface", Genre.NOMBRE, aide="m²"),
    _choix("logement.chauffage", "Chauffage", mots.CHAUFFAGES),
    _question("logement.chambre", "Une simple chambre"),
    _question("logement.crous", "Logement du Crous"),
    _question("logement.bailleur_proche", "Loué à un parent, un grand-parent ou un enfant"),
    _question("logement.demenagement_prevu", "Déménagement prévu"),
    _date("logement.entree_prevue", "Emménagement prévu le", "si-demenagement"),
    _euros("fiscal.rfr_n2", "Revenu fiscal de référence {n2}", "avis reçu en {n1}, €"),
    _euros("fiscal.rfr_n1", "Revenu fiscal de référence {n1}", "avis reçu en {n}, €"),
    Champ("fiscal.parts", "Nombre de parts fiscales", Genre.NOMBRE),
    _date("evenements.demande_logement_social", "Logement social demandé depuis le"),
    _question("evenements.dettes", "Dettes que le foyer ne peut plus payer"),
    _question("evenements.sans_compte_bancaire", "Une banque a refusé d’ouvrir un compte"),
    _question("evenements.procedure_justice", "Procédure en justice"),
    _question("evenements.violences", "Violences dans le couple"),
    _date("evenements.deces_enfant", "Décès d’un enfant le"),
    _question("prestations_completes", "Le foyer ne reçoit rien d’autre que ce qui est dit ici"),
)
LOGEMENT_PRINCIPAL = (
    "logement.commune", "logement.statut", "logement.loyer", "logement.charges",
    "logement.participation_frais", "logement.pret.signe_le", "logement.pret.mensualite",
    "logement.pret.conventionne",
)  # fmt: skip
LOGEMENT_COMPLEMENT = (
    "logement.depuis", "logement.surface", "logement.chauffage", "logement.chambre", "logement.crous",
    "logement.bailleur_proche", "logement.demenagement_prevu", "logement.entree_prevue",
)  # fmt: skip
COUPLE = ("couple.statut", "couple.depuis")
FISCAL_PRINCIPAL = ("fiscal.rfr_n2",)
EVENEMENTS = tuple(chemin for chemin in CHAMPS_FOYER if chemin.startswith("evenements."))
FISCAL_COMPLEMENT = ("fiscal.rfr_n1", "fiscal.parts")

CHAMPS_REVENU = _table(
    _choix("nature", "Revenu", mots.NATURES),
    _euros("montant", "Net par mois"),
    _choix("source", "Source", mots.SOURCES),
    _mois("de", "Depuis"),
    _mois("a", "Jusqu’à"),
)
CHAMPS_INTERRUPTION = _table(
    _choix("nature", "Revenu perdu", mots.NATURES),
    _date("le", "Dernier jour"),
    _question("remplace", "Remplacé ?"),
)
CHAMPS_PRESTATION = _table(
    _question("recu", "Reçue ?"),
    _euros("montant", "Montant"),
    _mois("de", "Depuis"),
    _mois("a", "Jusqu’à"),
    Champ("droit", "Droit", Genre.CHOIX),
    Champ("personne", "Personne", Genre.CHOIX),
    _choix("source", "Source", mots.SOURCES),
)
#: The benefits asked first; those of the catalogue that are left are folded away.
PRESTATIONS_PRINCIPALES = (
    "rsa", "ppa", "al", "af", "cf", "asf", "paje_base", "aah", "aeeh", "ass", "aspa", "css_gratuite",
    "css_participation",
)  # fmt: skip


def champs_de_personne(role: Role) -> tuple[str, ...]:
    """List the facts of a person that the form shows, for a role."""
    return PRINCIPAUX[role] + tuple(c for groupe in COMPLEMENTS[role] for c in groupe.chemins)
