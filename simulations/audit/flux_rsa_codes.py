"""Codes of the RSA flux VRSB0801, reduced to the few words we need when they are read.

CNAF publishes no enumeration: the lists come from software of départements that read the flux. Each table
says how sure it is: H, several sources agree or nothing contradicts; M, one source; L, an inference. A code
that is in no table is accepted, counted and never interpreted; health codes have no word of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from simulations.modalites import Activite, NatureRevenu, StatutCouple

NULLE, INDEPENDANT, INDEPENDANT_INCONNU = "nulle", "independant", "independant_inconnu"
PRESTATIONS_FAMILIALES, PLACEMENTS, IGNOREE = "prestations_familiales", "placements", "ignoree"
INCONNUE, CHOMAGE, PONCTUEL = "inconnue", "chomage", "salaire_ponctuel"
AUTRE_MOTIF = "autre"


@dataclass(frozen=True)
class Liste:
    """One list of codes.

    Attributes:
        classes: the word of each code.
        confiance: by word, how sure the reduction is (H, M or L).
        defaut: what a code in no list becomes.
    """

    classes: Mapping[str, str]
    confiance: Mapping[str, str]
    defaut: str


def _lister(defaut: str, lignes: Mapping[str, tuple[str, str]]) -> Liste:
    classes = {code: mot for mot, (codes, _) in lignes.items() for code in codes.split()}
    return Liste(classes, {mot: confiance for mot, (_, confiance) in lignes.items()}, defaut)


#: NATRESS: the 31 natures expected in an RSA file. Invalidity, work accident, military and war pensions
#: and the disabled person's savings become « autre », which the RSA counts in the same way.
RESSOURCES = _lister(
    INCONNUE,
    {
        NULLE: ("000", "H"),
        NatureRevenu.SALAIRE: ("001 007 009", "M"),
        PONCTUEL: ("006 008", "M"),
        INDEPENDANT: ("030 205", "M"),
        INDEPENDANT_INCONNU: ("100", "M"),
        NatureRevenu.STAGE_FORMATION: ("201", "H"),
        CHOMAGE: ("010", "M"),
        NatureRevenu.IJ_MATERNITE: ("013", "H"),
        NatureRevenu.IJ_MALADIE: ("014", "M"),
        NatureRevenu.RETRAITE: ("020 022", "M"),
        NatureRevenu.AUTRE: ("021 023 024 025 027 070 071 072 203", "L"),
        NatureRevenu.PENSION_ALIMENTAIRE_RECUE: ("026", "H"),
        NatureRevenu.REVENUS_LOCATIFS: ("040", "H"),
        NatureRevenu.REVENUS_CAPITAL: ("041", "L"),
        PLACEMENTS: ("044", "L"),
        PRESTATIONS_FAMILIALES: ("206 500", "M"),
        IGNOREE: ("217", "H"),
    },
)

SANS_REPONSE, ECARTER, CHOMAGE_ASS, ENFANCE, ECOLE = "", "ecarter", "chomage_ass", "enfance", "ecole"
#: ACT: activity as a coarse class. Illness, disability and invalidity become « sans_activite », and sheltered
#: or adapted work becomes « salarie »: nothing tells them from the others.
ACTIVITES = _lister(
    SANS_REPONSE,
    {
        Activite.SALARIE: (
            (
                "SAL AMA AMT CAP CHA ANI CCV CGP MAT GSA DNL RMA CES CEA CEN CSA CIA CIS MOA SNA AAP CAT RAC "
                "CDD CDI CUI AUT VDI DET INT TSA CSS SAB"
            ),
            "M",
        ),
        Activite.AUTO_ENTREPRENEUR: ("AEN", "M"),
        Activite.INDEPENDANT: ("ETI CJT AFA VRP MAR", "M"),
        Activite.EXPLOITANT_AGRICOLE: ("EXP EXS", "H"),
        Activite.DEMANDEUR_EMPLOI: (
            "CHO CHR CNI CPL ABA ADA ADN CDA CDN FDA FDN AFC AFD AIN ASP ANP CAR MMC MMI SFP SNR PIL",
            "M",
        ),
        CHOMAGE_ASS: ("ASS", "H"),
        Activite.SANS_ACTIVITE: ("SSA SAC CAC ABS MOC SAV HAN INP MAL MLD CBS CLD INV RAT SUR", "M"),
        Activite.RETRAITE: ("RET PRE RSA", "H"),
        Activite.ETUDIANT: ("ETU ETS EBO", "H"),
        Activite.APPRENTI: ("APP", "H"),
        ECOLE: ("SCO DEG IAD NAS MMA SCI INF SCF", "M"),
        ENFANCE: ("NOB", "H"),
        # A stillbirth: the person is no member, and no trace of the reason is kept.
        ECARTER: ("MNE", "H"),
    },
)
#: Codes that say by themselves that the activity is unknown: no surprise, hence not counted.
ACTIVITES_INCONNUES = frozenset({"DSF", "JNF", "SIN", "NCH"})

#: SITFAM: what decides of a droit (shared tax household, widowhood, recent isolation), nothing finer.
FAMILLES = _lister(
    SANS_REPONSE,
    {
        StatutCouple.CELIBATAIRE: ("CEL", "H"),
        StatutCouple.DIVORCE: ("DIV", "H"),
        StatutCouple.VEUF: ("VEU", "H"),
        StatutCouple.SEPARE: ("SEF SEL ISO", "H"),
        StatutCouple.MARIAGE: ("MAR RVM", "H"),
        StatutCouple.PACS: ("PAC RPA", "H"),
        StatutCouple.CONCUBINAGE: ("VIM RVC", "H"),
        "absent": ("ABA", "H"),
    },
)

#: Reasons that may be known; every other one becomes « autre » before anything keeps it.
MOTIFS_VERSEMENT = frozenset({"01", "05", "06", "35"})
MOTIFS_FIN = frozenset({"ECH", "MUT"})
MOTIFS_REFUS = frozenset({"DSD"})

#: NATPF: basic, basic increased, then the RSA of assisted contracts, local, young; activité ended in 2016.
NATURES_RSA = frozenset({"RSD", "RSI", "RSU", "RSB", "RSJ", "RCD", "RCI", "RCU", "RCB", "RCJ"})
RSA_NON_MAJORE, RSA_MAJORE = "RSD", "RSI"
ROLES = frozenset({"DEM", "CJT", "ENF", "AUT", "RDO"})
#: SITASF: situation of the other parent of a child (DC, the parent is dead, rests on one source).
SITUATIONS_ASF = frozenset({"DC", "NR", "HB", "OE", "PA", "TP", "AS", "AD", "RS"})
ORGANISMES = {"CAF": "caf", "MSA": "msa"}

ATTENTE, REFUSE, OUVERT, SUSPENDU, VERSEMENT_SUSPENDU, CLOS, CLOS_AVANT = "0123456"
ETATS = {
    ATTENTE: "en_attente",
    REFUSE: "refuse",
    OUVERT: "ouvert",
    SUSPENDU: "suspendu",
    VERSEMENT_SUSPENDU: "versement_suspendu",
    CLOS: "clos",
    CLOS_AVANT: "clos_avant",
}
