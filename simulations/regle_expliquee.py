"""The rule of a droit alone, without a household: what a jurist reads beside the text.

Conditions in the order of the text with their dated thresholds, then the steps of the account with the legal
values they use, at a month. Nothing is calculated: only the card, the account and the parameters are read.
"""

from collections.abc import Iterable, Iterator

from pydantic import Field

from rules.cartes import Carte, Condition
from rules.catalogue import charger_catalogue
from rules.versions import versions
from simulations.comptes import CRDS, dire_operation
from simulations.errors import ErreurChamp, SituationInvalide
from simulations.fiche import reperes
from simulations.mois import decaler, mois_courant, verifier_mois_simulable
from simulations.parametre_lu import parametre_lu
from simulations.recits import Ligne, Recit, chemin_du_parametre, libelles, recits
from simulations.resultat import Reference, Repere, Reponse, Versions
from simulations.resultat_explique import ParametreLu
from simulations.systeme import systeme

_SIGNES = {"+": "+", "-": "−", "×": "×"}


class ConditionDeRegle(Reponse):
    """A condition of the text, with its threshold at the month."""

    libelle: str
    reference: Reference
    variable: str | None = Field(description="variable lue ; null : le calcul ne peut pas dire")
    operateur: str | None = None
    quantificateur: str | None = Field(default=None, description="de qui la valeur compte dans le foyer")
    parametre: ParametreLu | None = Field(default=None, description="seuil daté, quand la loi le chiffre")
    variable_seuil: str | None = Field(default=None, description="seuil calculé, quand il dépend du foyer")
    modalite: str | None = Field(default=None, description="valeur attendue d'une liste")
    faits: list[str] = Field(default=[], description="champs de la situation dont elle dépend")


class EtapeDeRegle(Reponse):
    """A line of the account, with the legal values it uses."""

    signe: str = Field(description="+, −, ×, =, ou vide pour une ligne d'information")
    libelle: str
    variable: str | None = Field(default=None, description="variable OpenFisca")
    parametres: list[ParametreLu] = Field(
        default=[], description="plusieurs : un par cas, par zone par exemple"
    )
    minimum: ParametreLu | None = Field(default=None, description="en dessous, la ligne est nulle")
    nombre: float | None = Field(default=None, description="un nombre que le texte lui-même écrit")
    unite: str = Field(default="EUR", description="EUR, taux, nombre, ou oui pour un fait")
    operation: str | None = Field(default=None, description="ce que fait le détail, s'il n'est pas une somme")
    pour: str | None = Field(default=None, description="comptée pour chacun : membres, parents, enfants")
    mois_lus: list[str] = Field(
        default=[], description="mois dont la ligne lit la valeur, si ce n'est pas le mois"
    )
    cas: dict[str, float] = Field(
        default={}, description="la ligne n'existe que si ces variables ont ces valeurs"
    )
    ressources: list[str] = Field(default=[], description="ressources lues, mois par mois")
    reference: Reference | None = None
    detail: list["EtapeDeRegle"] = Field(default_factory=list)


class RegleExpliquee(Reponse):
    """The rule of one droit at a month, without any household."""

    mois: str
    versions: Versions
    droit: str
    libelle: str
    resume: str
    mode: str = Field(description="calcule, a_instruire, orientation ou non_calculable")
    raison: str | None = Field(description="pourquoi il n'est pas calculé, le cas échéant")
    periodicite: str
    conditions: list[ConditionDeRegle]
    seuil_versement: ParametreLu | None = Field(description="en dessous, rien n'est versé")
    reperes: list[Repere]
    compte: list[EtapeDeRegle] = Field(description="étapes du calcul ; vide quand aucun compte n'est écrit")
    non_detaille: str | None = Field(description="ce que le compte lit sans le décomposer")
    references: list[Reference] = Field(
        description="textes cités par les conditions, la date d'effet et le compte"
    )
    limites: list[str]


def expliquer_regle(droit: str, mois: str | None = None) -> RegleExpliquee:
    """Explain the rule of a droit at a month, this one when None.

    Raises:
        KeyError: no droit of that name.
        SituationInvalide: not a month of which the law is carried.
    """
    carte, mois = charger_catalogue()[droit], mois_courant() if mois is None else mois
    try:
        verifier_mois_simulable(mois)
    except ValueError as erreur:
        raise SituationInvalide([ErreurChamp("mois", f"« {mois[:40]} »", str(erreur))]) from erreur
    recit = recits().get(droit) if carte.calcul.mode == "calcule" else None
    conditions = [_condition(condition, mois) for condition in carte.conditions]
    compte = [*_compte(recit, carte, mois)] if recit else []
    seuil = carte.seuil_versement
    return RegleExpliquee(
        mois=mois,
        versions=Versions(**versions()),
        droit=droit,
        libelle=carte.libelle,
        resume=carte.resume,
        mode=carte.calcul.mode,
        raison=carte.calcul.raison,
        periodicite=carte.periodicite,
        conditions=conditions,
        seuil_versement=parametre_lu(seuil.parametre, mois) if seuil else None,
        reperes=reperes(carte, mois),
        compte=compte,
        non_detaille=recit.non_detaille if recit else None,
        references=_references(carte, conditions, compte),
        limites=list(carte.limites),
    )


def _condition(condition: Condition, mois: str) -> ConditionDeRegle:
    seuil = condition.seuil
    return ConditionDeRegle(
        libelle=condition.libelle,
        reference=Reference(**condition.reference.model_dump()),
        variable=condition.variable,
        operateur=condition.operateur,
        quantificateur=condition.quantificateur,
        parametre=parametre_lu(seuil.parametre, mois) if seuil and seuil.parametre else None,
        variable_seuil=seuil.variable if seuil else None,
        modalite=seuil.modalite if seuil else None,
        faits=list(condition.champs),
    )


def _compte(recit: Recit, carte: Carte, mois: str) -> Iterator[EtapeDeRegle]:
    yield from (_etape(ligne, mois, 0) for ligne in recit.etapes)
    if recit.marge:
        yield EtapeDeRegle(signe="=", libelle="Marge sous le plafond")
        for dit in (*recit.dispenses, *recit.exclusions):
            yield EtapeDeRegle(signe="", libelle=dit.libelle, variable=dit.variable, unite="oui")
        return
    if recit.seuil:
        seuil = parametre_lu(recit.seuil, mois)
        yield EtapeDeRegle(signe="", libelle="Sous le minimum versé : rien n’est dû", parametres=[seuil])
    if recit.arrondi:
        yield EtapeDeRegle(signe="", libelle="Arrondi à l’euro inférieur")
    if carte.calcul.crds:
        yield EtapeDeRegle(signe="−", libelle="CRDS", unite="taux", parametres=[parametre_lu(CRDS, mois)])
    yield EtapeDeRegle(signe="=", libelle="Montant dû", variable=carte.calcul.variable)


def _etape(ligne: Ligne, mois: str, decalage: int) -> EtapeDeRegle:
    base = decalage + ligne.mois
    lus = [decaler(mois, base + m) for m in ligne.chaque_mois or (0,)]
    quand = f"{lus[0][:4]}-01" if ligne.au_premier_janvier else lus[-1]
    noms = libelles()
    return EtapeDeRegle(
        signe="" if ligne.information else _SIGNES[ligne.signe],
        libelle=ligne.libelle,
        variable=ligne.variable,
        parametres=[parametre_lu(chemin, quand) for chemin in _chemins(ligne)],
        minimum=parametre_lu(ligne.minimum, quand) if ligne.minimum else None,
        nombre=ligne.nombre,
        unite=ligne.unite,
        operation=dire_operation(ligne),
        pour=ligne.pour,
        mois_lus=lus if lus != [mois] else [],
        cas=ligne.si,
        ressources=[noms[nom].libelle if nom in noms else nom for nom in ligne.ressources],
        reference=Reference(**ligne.reference.model_dump()) if ligne.reference else None,
        # A detail told month by month is the same each month: its legal values are those of the last one.
        detail=[_etape(sous, mois, base) for sous in ligne.detail],
    )


def _chemins(ligne: Ligne) -> Iterator[str]:
    """Give the parameters of a line: one by value of the enumeration that its path reads, in the law."""
    lue: list[str] = []

    def modalite(nom: str) -> str:
        lue.append(nom)
        return "\0"

    chemin = chemin_du_parametre(ligne, modalite)
    if not chemin or not lue:
        yield from filter(None, [chemin])
        return
    for valeur in systeme().get_variable(lue[0]).possible_values:
        possible = chemin.replace("\0", valeur.name)
        try:
            parametre_lu(possible, mois_courant())
        except KeyError:
            continue
        yield possible


def _references(
    carte: Carte, conditions: Iterable[ConditionDeRegle], compte: Iterable[EtapeDeRegle]
) -> list[Reference]:
    """List every text once, in the order they are met."""
    citees = [c.reference for c in conditions]
    citees += [c.parametre.reference for c in conditions if c.parametre and c.parametre.reference]
    citees.append(Reference(**carte.effet.reference.model_dump()))
    citees += [r for etape in compte for r in _cites(etape)]
    return list({(r.titre, r.href): r for r in citees}.values())


def _cites(etape: EtapeDeRegle) -> Iterator[Reference]:
    if etape.reference:
        yield etape.reference
    yield from (p.reference for p in (*etape.parametres, etape.minimum) if p and p.reference)
    for sous in etape.detail:
        yield from _cites(sous)
