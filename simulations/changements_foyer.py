"""Changes of family, home and health, and a droit that is claimed."""

from rules.catalogue import charger_catalogue
from simulations.changement import Changement, Document, euros, faute, libre, trouver
from simulations.mois import decaler

SANS_HANDICAP = {"taux": "moins_50"}
SANS_EPARGNE = {"livrets": 0, "autres_placements": 0, "immobilier_non_loue": 0}
_LOUES = frozenset({"locataire_hlm", "locataire_vide", "locataire_meuble", "colocataire", "foyer"})
_TAUX = {"50_79": "de 50 à 79 %", "80_plus": "d’au moins 80 %"}
# School usually attended, by age reached at most: a convention, said among what is supposed.
_ECOLES = ((2, "aucune"), (5, "maternelle"), (10, "elementaire"), (14, "college"), (17, "lycee"))


def se_separer(document: Document, changement: Changement) -> list[str]:
    """Part: the conjoint leaves, or the demandeur when the conjoint is named; children and home stay."""
    if all(p["role"] != "conjoint" for p in document["personnes"]):
        raise faute("id", changement.id, "un changement possible : ce foyer n’a pas de conjoint")
    reste = trouver(document, changement)
    if reste["role"] not in ("demandeur", "conjoint"):
        raise faute("personne", reste["id"], "le demandeur ou son conjoint, qui garde le logement")
    parti = next(
        p for p in document["personnes"] if p["role"] in ("demandeur", "conjoint") and p is not reste
    )
    document["personnes"].remove(parti)
    _oublier_ses_prestations(document, parti)
    reste["role"] = "demandeur"
    document["couple"] = {"statut": "separe", "depuis": document["mois"]}
    document.pop("fiscal", None)
    enfants = [p for p in document["personnes"] if p["role"] == "enfant"]
    for enfant in enfants:
        enfant.setdefault("autre_parent", "vivant")
    supposes = [f"{reste['id']} garde le logement et le même loyer ; avis d’impôt du couple non repris"]
    if enfants:
        supposes.append(
            "les enfants restent dans ce logement ; pension alimentaire à vérifier si rien n’en est dit"
        )
    return supposes


def vivre_a_deux(document: Document, changement: Changement) -> list[str]:
    """Take a conjoint in, who earns `montant` and is `age` years old when they are given."""
    if any(p["role"] == "conjoint" for p in document["personnes"]):
        raise faute("id", changement.id, "un changement possible : ce foyer a déjà un conjoint")
    mois = document["mois"]
    conjoint: Document = {
        "id": libre(document, "conjoint"), "role": "conjoint", "handicap": SANS_HANDICAP,
        "patrimoine": SANS_EPARGNE,
    }  # fmt: skip
    supposes = ["sans handicap reconnu ni épargne pour le nouveau conjoint"]
    if changement.montant is not None:
        salaire = {"nature": "salaire", "montant": changement.montant}
        conjoint["revenus"] = [salaire] if changement.montant else []
        conjoint["activite"] = "salarie" if changement.montant else "sans_activite"
    else:
        supposes.append("revenus du nouveau conjoint inconnus : aucun compté")
    if changement.age is not None:
        conjoint["date_naissance"] = _ne_il_y_a(mois, changement.age)
    document["personnes"].append(conjoint)
    document["couple"] = {"statut": "concubinage", "depuis": mois}
    document.pop("fiscal", None)
    return [*supposes, "avis d’impôt du nouveau foyer inconnu"]


def naissance(document: Document, changement: Changement) -> list[str]:  # noqa: ARG001 - as the others
    """Add a child born the month before, so that what the month after a birth opens is open."""
    parents = [p for p in document["personnes"] if p["role"] in ("demandeur", "conjoint")]
    for parent in parents:
        parent.pop("date_accouchement_prevue", None)
        if parent.get("enceinte"):
            parent["enceinte"] = False
    enfant = nouveau_ne(libre(document, "naissance"), decaler(document["mois"], -1) + "-01", len(parents))
    document["personnes"].append(enfant)
    supposes = ["un seul enfant, à charge, sans handicap, né le mois dernier"]
    if len(parents) == 1:
        supposes.append("autre parent vivant ; pension alimentaire à vérifier")
    return supposes


def nouveau_ne(identifiant: str, naissance: str, nb_parents: int) -> Document:
    """Describe a child just born."""
    enfant: Document = {
        "id": identifiant, "role": "enfant", "date_naissance": naissance, "a_charge": True,
        "handicap": SANS_HANDICAP, "garde_alternee": False, "scolarite": "aucune", "revenus": [],
    }  # fmt: skip
    if nb_parents == 1:
        enfant["autre_parent"] = "vivant"
    return enfant


def avoir_un_age(document: Document, changement: Changement) -> list[str]:
    """Give a person an age reached the month before: what ends and what begins at that age has done so."""
    if changement.age is None:
        raise faute("age", None, "un âge en années")
    personne, age = trouver(document, changement), changement.age
    personne["date_naissance"] = _ne_il_y_a(decaler(document["mois"], -1), age)
    supposes = ["les autres personnes gardent leur âge, et les revenus sont les mêmes"]
    if personne["role"] == "enfant":
        ecole = next((nom for limite, nom in _ECOLES if age <= limite), None)
        connue = personne.pop("scolarite", None)
        if ecole is not None:
            personne["scolarite"] = ecole
        elif connue in ("lycee", "superieur"):
            personne["scolarite"] = connue
        supposes.append("scolarité habituelle à cet âge" if ecole else "scolarité à cet âge à vérifier")
    return supposes


def demenager(document: Document, changement: Changement) -> list[str]:
    """Move to another commune, another rent, another kind of home."""
    logement = dict(document.get("logement") or {})
    if changement.commune is None and changement.montant is None and changement.logement is None:
        raise faute("commune", None, "une commune, un loyer ou un statut de logement")
    if changement.commune is not None:
        logement["commune"] = changement.commune
    if changement.logement is not None:
        logement["statut"] = str(changement.logement)
    if changement.montant is not None:
        if logement.get("statut") not in _LOUES | {None}:
            attendu = f"un logement loué ({', '.join(sorted(_LOUES))}), puisqu’un loyer est donné"
            raise faute("logement", changement.logement, attendu)
        logement["loyer"] = changement.montant
    elif logement.get("statut") not in _LOUES:
        logement.pop("loyer", None)
    logement |= {"depuis": document["mois"], "demenagement_prevu": False}
    for champ in ("entree_prevue", "pret"):
        logement.pop(champ, None)
    document["logement"] = logement
    return ["ce qui n’est pas dit du nouveau logement est comme dans l’ancien"]


def obtenir_aah(document: Document, changement: Changement) -> list[str]:
    """Have an incapacity recognised by the MDPH."""
    if changement.taux not in _TAUX:
        raise faute("taux", changement.taux, "50_79 ou 80_plus")
    personne = trouver(document, changement)
    handicap = {"taux": changement.taux}
    personne["handicap"] = handicap | ({"rsdae": True} if changement.taux == "50_79" else {})
    if changement.taux == "50_79":
        return ["restriction substantielle et durable d’accès à l’emploi reconnue"]
    return []


def demander(document: Document, changement: Changement) -> list[str]:
    """Receive one more droit, at the amount due today."""
    if changement.droit not in charger_catalogue():
        raise faute("droit", changement.droit, "un droit du catalogue")
    carte = charger_catalogue()[changement.droit]
    individuel = carte.calcul.entite == "individu"
    qui = trouver(document, changement)["id"]
    lignes = document.get("prestations") or []
    for ligne in lignes:
        meme = ligne["droit"] == changement.droit and (not individuel or ligne.get("personne") in (None, qui))
        if meme and ligne.get("recu"):
            raise faute("droit", changement.droit, "un droit que le foyer ne reçoit pas déjà")
    gardees = [ligne for ligne in lignes if ligne["droit"] != changement.droit or ligne.get("recu")]
    nouvelle: Document = {"droit": changement.droit, "recu": True}
    if individuel:
        nouvelle["personne"] = qui
    document["prestations"] = [*gardees, nouvelle]
    return ["rien d’autre n’est demandé ; le droit est reçu depuis assez longtemps pour être compté partout"]


def dire_separation(changement: Changement) -> str:
    """Name the change `se_separer`."""
    return "Se séparer" + (f", {changement.personne} garde le logement" if changement.personne else "")


def dire_couple(changement: Changement) -> str:
    """Name the change `vivre_a_deux`."""
    if changement.montant is None:
        return "Vivre en couple"
    return f"Vivre en couple avec quelqu’un qui gagne {euros(changement.montant)} par mois"


def dire_age(changement: Changement) -> str:
    """Name the change `avoir_un_age`."""
    return f"{changement.personne or 'Le demandeur'} vient d’avoir {changement.age} ans"


def dire_demenagement(changement: Changement) -> str:
    """Name the change `demenager`."""
    morceaux = [
        f"dans la commune {changement.commune}" if changement.commune else "",
        "" if changement.montant is None else f"pour un loyer de {euros(changement.montant)}",
        f"comme {changement.logement}".replace("_", " ") if changement.logement else "",
    ]
    return " ".join(["Déménager", *filter(None, morceaux)])


def dire_handicap(changement: Changement) -> str:
    """Name the change `obtenir_aah`."""
    return f"Handicap reconnu : taux d’incapacité {_TAUX[changement.taux or '']}"


def dire_demande(changement: Changement) -> str:
    """Name the change `demander`."""
    return f"Recevoir en plus : {charger_catalogue()[changement.droit or ''].libelle}"


def _ne_il_y_a(mois: str, ans: int) -> str:
    return decaler(mois, -12 * ans) + "-01"


def _oublier_ses_prestations(document: Document, parti: Document) -> None:
    """Drop what the person who leaves receives alone; with nobody named, it is the demandeur's."""
    cartes = charger_catalogue()
    if not document.get("prestations"):
        return
    document["prestations"] = [
        ligne
        for ligne in document["prestations"]
        if ligne.get("personne") != parti["id"]
        and not (
            parti["role"] == "demandeur"
            and ligne.get("personne") is None
            and cartes[ligne["droit"]].calcul.entite == "individu"
        )
    ]
