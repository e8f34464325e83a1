"""Accepted values of the facts of a situation, each a text of the document."""

from enum import StrEnum


class Role(StrEnum):
    """Place of a person in the household."""

    DEMANDEUR = "demandeur"
    CONJOINT = "conjoint"
    ENFANT = "enfant"
    AUTRE = "autre"


class Sexe(StrEnum):
    """Sex recorded at birth or by the registry."""

    FEMININ = "f"
    MASCULIN = "m"


class Nationalite(StrEnum):
    """French, citizen of the EU, EEA or Switzerland, or of another country."""

    FRANCAISE = "fr"
    EUROPEENNE = "ue"
    AUTRE = "autre"


class Activite(StrEnum):
    """Main occupation at the month of the simulation."""

    SALARIE = "salarie"
    INDEPENDANT = "independant"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    EXPLOITANT_AGRICOLE = "exploitant_agricole"
    DEMANDEUR_EMPLOI = "demandeur_emploi"
    ETUDIANT = "etudiant"
    APPRENTI = "apprenti"
    RETRAITE = "retraite"
    INVALIDE = "invalide"
    SANS_ACTIVITE = "sans_activite"


class TauxIncapacite(StrEnum):
    """Rate of incapacity decided by the CDAPH (code de l'action sociale, annexe 2-4)."""

    MOINS_50 = "moins_50"
    DE_50_A_79 = "50_79"
    DE_80_ET_PLUS = "80_plus"


class Scolarite(StrEnum):
    """School attended in the month."""

    AUCUNE = "aucune"
    MATERNELLE = "maternelle"
    ELEMENTAIRE = "elementaire"
    COLLEGE = "college"
    LYCEE = "lycee"
    SUPERIEUR = "superieur"


class Regime(StrEnum):
    """Social security scheme; `agricole` means the MSA pays instead of Caf and CPAM."""

    GENERAL = "general"
    AGRICOLE = "agricole"
    INDEPENDANT = "independant"
    AUTRE = "autre"


class AutreParent(StrEnum):
    """For a child: the parent who does not live in the household."""

    VIVANT = "vivant"
    DECEDE = "decede"
    SANS_FILIATION = "sans_filiation"


class ModeGarde(StrEnum):
    """How a young child is looked after while the parents work."""

    ASSISTANT_MATERNEL = "assistant_maternel"
    DOMICILE = "domicile"
    MICRO_CRECHE = "micro_creche"
    CRECHE = "creche"
    AUCUNE = "aucune"


class TauxCongeParental(StrEnum):
    """How far a parent stops working to raise a child (CSS D531-4)."""

    AUCUN = "aucun"
    TOTAL = "total"
    MI_TEMPS = "mi_temps"
    PLUS_MI_TEMPS = "plus_mi_temps"


class MotifAide(StrEnum):
    """Why someone stops working to help a relative."""

    AUCUN = "aucun"
    ENFANT_MALADE = "enfant_malade"
    PROCHE = "proche"
    FIN_DE_VIE = "fin_de_vie"


class AnneeEtudes(StrEnum):
    """Year of higher education."""

    LICENCE_1 = "licence_1"
    LICENCE_2 = "licence_2"
    LICENCE_3 = "licence_3"
    MASTER_1 = "master_1"
    MASTER_2 = "master_2"
    DOCTORAT = "doctorat"
    AUTRE = "autre"


class NatureRevenu(StrEnum):
    """Nature of an income: net of contributions, before tax, unless the name says otherwise."""

    SALAIRE = "salaire"
    ARE = "are"
    ASS = "ass"
    IJ_MALADIE = "ij_maladie"
    IJ_MATERNITE = "ij_maternite"
    IJ_ACCIDENT_TRAVAIL = "ij_accident_travail"
    RETRAITE = "retraite"
    PENSION_INVALIDITE = "pension_invalidite"
    RENTE_AT = "rente_at"
    PENSION_ALIMENTAIRE_RECUE = "pension_alimentaire_recue"
    PENSION_ALIMENTAIRE_VERSEE = "pension_alimentaire_versee"
    BIC = "bic"
    BNC = "bnc"
    BENEFICE_AGRICOLE = "benefice_agricole"
    CA_AUTO_ENTREPRENEUR_VENTES = "ca_auto_entrepreneur_ventes"
    CA_AUTO_ENTREPRENEUR_SERVICES = "ca_auto_entrepreneur_services"
    CA_AUTO_ENTREPRENEUR_LIBERAL = "ca_auto_entrepreneur_liberal"
    BOURSE = "bourse"
    STAGE_FORMATION = "stage_formation"
    REVENUS_LOCATIFS = "revenus_locatifs"
    REVENUS_CAPITAL = "revenus_capital"
    PRIME_EXCEPTIONNELLE = "prime_exceptionnelle"
    AUTRE = "autre"


class StatutCouple(StrEnum):
    """Marital or family state of the demandeur."""

    CELIBATAIRE = "celibataire"
    MARIAGE = "mariage"
    PACS = "pacs"
    CONCUBINAGE = "concubinage"
    SEPARE = "separe"
    DIVORCE = "divorce"
    VEUF = "veuf"


EN_COUPLE = frozenset({StatutCouple.MARIAGE, StatutCouple.PACS, StatutCouple.CONCUBINAGE})


class StatutLogement(StrEnum):
    """How the household occupies its home."""

    PROPRIETAIRE = "proprietaire"
    PROPRIETAIRE_ACCEDANT = "proprietaire_accedant"
    LOCATAIRE_HLM = "locataire_hlm"
    LOCATAIRE_VIDE = "locataire_vide"
    LOCATAIRE_MEUBLE = "locataire_meuble"
    COLOCATAIRE = "colocataire"
    FOYER = "foyer"
    HEBERGE = "heberge"
    SANS_DOMICILE = "sans_domicile"


class Chauffage(StrEnum):
    """Main heating energy."""

    ELECTRIQUE = "electrique"
    GAZ = "gaz"
    FIOUL = "fioul"
    BOIS = "bois"
    COLLECTIF = "collectif"
    AUTRE = "autre"


class Source(StrEnum):
    """Where a fact comes from."""

    DECLARE = "declare"
    JUSTIFIE = "justifie"
    ORGANISME = "organisme"
    SUPPOSE = "suppose"
