"""The words of the choices offered by the form, for each value of the situation.

A test checks that every value of every enumeration has its words.
"""

from enum import StrEnum

from simulations.modalites import (
    Activite,
    AnneeEtudes,
    AutreParent,
    Chauffage,
    ModeGarde,
    MotifAide,
    Nationalite,
    NatureRevenu,
    Regime,
    Role,
    Scolarite,
    Sexe,
    Source,
    StatutCouple,
    StatutLogement,
    TauxCongeParental,
    TauxIncapacite,
)

Choix = tuple[tuple[str, str], ...]

INCONNU = "— ne sait pas —"
OUI_NON: Choix = (("non", "non"), ("oui", "oui"))


def _choix(libelles: dict[StrEnum, str]) -> Choix:
    return tuple((valeur.value, libelle) for valeur, libelle in libelles.items())


ROLES: dict[Role, str] = {
    Role.DEMANDEUR: "Demandeur",
    Role.CONJOINT: "Conjoint",
    Role.ENFANT: "Enfant",
    Role.AUTRE: "Autre personne",
}

SEXES = _choix({Sexe.FEMININ: "femme", Sexe.MASCULIN: "homme"})

NATIONALITES = _choix(
    {
        Nationalite.FRANCAISE: "française",
        Nationalite.EUROPEENNE: "européenne (UE, EEE, Suisse)",
        Nationalite.AUTRE: "autre",
    }
)

ACTIVITES = _choix(
    {
        Activite.SALARIE: "salarié",
        Activite.DEMANDEUR_EMPLOI: "demandeur d’emploi",
        Activite.SANS_ACTIVITE: "sans activité",
        Activite.RETRAITE: "retraité",
        Activite.INVALIDE: "invalide",
        Activite.ETUDIANT: "étudiant",
        Activite.APPRENTI: "apprenti",
        Activite.AUTO_ENTREPRENEUR: "micro-entrepreneur",
        Activite.INDEPENDANT: "indépendant",
        Activite.EXPLOITANT_AGRICOLE: "exploitant agricole",
    }
)

TAUX = _choix(
    {
        TauxIncapacite.MOINS_50: "non, ou moins de 50 %",
        TauxIncapacite.DE_50_A_79: "de 50 à 79 %",
        TauxIncapacite.DE_80_ET_PLUS: "80 % et plus",
    }
)

SCOLARITES = _choix(
    {
        Scolarite.AUCUNE: "non scolarisé",
        Scolarite.MATERNELLE: "maternelle",
        Scolarite.ELEMENTAIRE: "école élémentaire",
        Scolarite.COLLEGE: "collège",
        Scolarite.LYCEE: "lycée",
        Scolarite.SUPERIEUR: "enseignement supérieur",
    }
)

REGIMES = _choix(
    {
        Regime.GENERAL: "général",
        Regime.AGRICOLE: "agricole (MSA)",
        Regime.INDEPENDANT: "indépendants",
        Regime.AUTRE: "autre",
    }
)

AUTRES_PARENTS = _choix(
    {
        AutreParent.VIVANT: "vivant",
        AutreParent.DECEDE: "décédé",
        AutreParent.SANS_FILIATION: "inconnu de l’état civil",
    }
)

GARDES = _choix(
    {
        ModeGarde.ASSISTANT_MATERNEL: "chez une assistante maternelle",
        ModeGarde.DOMICILE: "à domicile, par une personne payée",
        ModeGarde.MICRO_CRECHE: "en micro-crèche",
        ModeGarde.CRECHE: "en crèche",
        ModeGarde.AUCUNE: "pas de garde payée",
    }
)

CONGES_PARENTAUX = _choix(
    {
        TauxCongeParental.AUCUN: "non",
        TauxCongeParental.TOTAL: "travail arrêté",
        TauxCongeParental.MI_TEMPS: "travail réduit à la moitié ou moins",
        TauxCongeParental.PLUS_MI_TEMPS: "travail réduit à plus de la moitié",
    }
)

MOTIFS_AIDE = _choix(
    {
        MotifAide.AUCUN: "non",
        MotifAide.ENFANT_MALADE: "enfant gravement malade ou handicapé",
        MotifAide.PROCHE: "proche âgé ou handicapé",
        MotifAide.FIN_DE_VIE: "proche en fin de vie",
    }
)

ANNEES_ETUDES = _choix(
    {
        AnneeEtudes.LICENCE_1: "1re année",
        AnneeEtudes.LICENCE_2: "2e année",
        AnneeEtudes.LICENCE_3: "3e année",
        AnneeEtudes.MASTER_1: "4e année",
        AnneeEtudes.MASTER_2: "5e année",
        AnneeEtudes.DOCTORAT: "doctorat",
        AnneeEtudes.AUTRE: "autre",
    }
)

NATURES = _choix(
    {
        NatureRevenu.SALAIRE: "salaire",
        NatureRevenu.ARE: "allocation chômage (ARE)",
        NatureRevenu.ASS: "allocation de solidarité spécifique (ASS)",
        NatureRevenu.IJ_MALADIE: "indemnités journalières maladie",
        NatureRevenu.IJ_MATERNITE: "indemnités journalières maternité",
        NatureRevenu.IJ_ACCIDENT_TRAVAIL: "indemnités journalières accident du travail",
        NatureRevenu.RETRAITE: "retraite",
        NatureRevenu.PENSION_INVALIDITE: "pension d’invalidité",
        NatureRevenu.RENTE_AT: "rente d’accident du travail",
        NatureRevenu.PENSION_ALIMENTAIRE_RECUE: "pension alimentaire reçue",
        NatureRevenu.PENSION_ALIMENTAIRE_VERSEE: "pension alimentaire versée",
        NatureRevenu.CA_AUTO_ENTREPRENEUR_VENTES: "chiffre d’affaires micro : ventes",
        NatureRevenu.CA_AUTO_ENTREPRENEUR_SERVICES: "chiffre d’affaires micro : services",
        NatureRevenu.CA_AUTO_ENTREPRENEUR_LIBERAL: "chiffre d’affaires micro : libéral",
        NatureRevenu.BIC: "bénéfice commercial ou artisanal",
        NatureRevenu.BNC: "bénéfice libéral",
        NatureRevenu.BENEFICE_AGRICOLE: "bénéfice agricole",
        NatureRevenu.BOURSE: "bourse",
        NatureRevenu.STAGE_FORMATION: "rémunération de stage ou de formation",
        NatureRevenu.REVENUS_LOCATIFS: "loyers reçus",
        NatureRevenu.REVENUS_CAPITAL: "revenus de placements",
        NatureRevenu.PRIME_EXCEPTIONNELLE: "prime exceptionnelle",
        NatureRevenu.AUTRE: "autre revenu",
    }
)

SOURCES = _choix(
    {
        Source.DECLARE: "déclaré",
        Source.JUSTIFIE: "justifié",
        Source.ORGANISME: "organisme",
        Source.SUPPOSE: "supposé",
    }
)

COUPLES = _choix(
    {
        StatutCouple.CELIBATAIRE: "célibataire",
        StatutCouple.MARIAGE: "marié",
        StatutCouple.PACS: "pacsé",
        StatutCouple.CONCUBINAGE: "en concubinage",
        StatutCouple.SEPARE: "séparé",
        StatutCouple.DIVORCE: "divorcé",
        StatutCouple.VEUF: "veuf",
    }
)

LOGEMENTS = _choix(
    {
        StatutLogement.LOCATAIRE_HLM: "locataire d’un HLM",
        StatutLogement.LOCATAIRE_VIDE: "locataire, logement vide",
        StatutLogement.LOCATAIRE_MEUBLE: "locataire, logement meublé",
        StatutLogement.COLOCATAIRE: "colocataire",
        StatutLogement.FOYER: "en foyer ou résidence sociale",
        StatutLogement.HEBERGE: "hébergé gratuitement ou par un proche",
        StatutLogement.PROPRIETAIRE: "propriétaire, sans crédit",
        StatutLogement.PROPRIETAIRE_ACCEDANT: "propriétaire, crédit en cours",
        StatutLogement.SANS_DOMICILE: "sans domicile",
    }
)

CHAUFFAGES = _choix(
    {
        Chauffage.ELECTRIQUE: "électrique",
        Chauffage.GAZ: "gaz",
        Chauffage.FIOUL: "fioul",
        Chauffage.BOIS: "bois",
        Chauffage.COLLECTIF: "collectif",
        Chauffage.AUTRE: "autre",
    }
)
