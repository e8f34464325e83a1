"""The card of a droit: what the law asks and how to claim, in YAML under `rules/catalogue/`.

Imports pydantic only; never OpenFisca, a household or the web. A card holds no amount and no formula.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from rules.vocabulaire import (
    Adresse,
    Champ,
    Chemin,
    CodeTerritoire,
    Confiance,
    Entite,
    Evenement,
    FamilleDroits,
    Financeur,
    Identifiant,
    Mode,
    Niveau,
    NomVariable,
    Operateur,
    Organisme,
    Periode,
    Periodicite,
    Pour,
    Quantificateur,
    RegleEffet,
    Si,
    Texte,
)


class _Fiche(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Reference(_Fiche):
    """A text or an official page.

    `verifie`: its content was read; `secondaire`: known through another source;
    `a_confirmer`: nobody has checked it, and the product must say so.
    """

    titre: Texte
    href: Adresse
    confiance: Confiance


class Forme(_Fiche):
    """A kind of one droit (APL, ALS or ALF): `variable` says which one applies."""

    id: Identifiant
    libelle: Texte
    variable: NomVariable


class Calcul(_Fiche):
    """How the engine answers. Only the mode `calcule` may give an amount.

    Attributes:
        mode: `calcule`: sourced and dated, the engine says who and how much; `a_instruire`: someone decides,
            or the amounts are left to an authority; `orientation`: a place to go, nothing is computed;
            `non_calculable`: a rule of law that the engine does not have.
        periode: the period the variable is asked with; bourses are monthly with a yearly amount.
        nature: `montant` reads euros; `eligibilite` reads a boolean, or a number above zero.
        crds: the variable is before CRDS and people see the amount after it.
        beneficiaires: for a variable of `individu`, the persons who may hold the droit.
    """

    mode: Mode
    raison: Texte | None
    variable: NomVariable | None
    entite: Entite | None
    periode: Periode | None
    nature: Literal["montant", "eligibilite"]
    crds: bool
    beneficiaires: Literal["adultes", "enfants", "tous"] | None
    formes: tuple[Forme, ...]

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        calcule = self.mode == "calcule"
        if calcule == (self.raison is not None):
            raise PydanticCustomError("attendu", "une raison si et seulement si mode ≠ calcule")
        if self.variable is None and calcule:
            raise PydanticCustomError("attendu", "une variable quand mode vaut calcule")
        if self.variable is not None and self.mode == "non_calculable":
            raise PydanticCustomError("attendu", "variable null quand mode vaut non_calculable")
        if not calcule and (self.nature == "montant" or self.crds or self.formes):
            raise PydanticCustomError("attendu", "ni montant ni formes quand mode ≠ calcule")
        if (self.variable is None) != (self.entite is None) or (self.entite is None) != (
            self.periode is None
        ):
            raise PydanticCustomError("attendu", "variable, entite et periode ensemble")
        if (self.entite == "individu") != (self.beneficiaires is not None):
            raise PydanticCustomError("attendu", "beneficiaires pour les variables d'individu")
        return self


class Parametre(_Fiche):
    """A dated legal value, by its OpenFisca path."""

    parametre: Chemin


class Repere(_Fiche):
    """A figure worth quoting that is not the amount of the household: a ceiling, a price, a maximum.

    It is read from a dated parameter; where the authority has not given it, it is shown as awaited.
    """

    libelle: Texte
    parametre: Chemin


class Perime(_Fiche):
    """A parameter known to be older than its last yearly revision, and what it changes.

    The freshness test fails on a late parameter that no card declares, and on a declaration that is no
    longer true.

    Attributes:
        parametre: its path, or a folder of parameters ending with `.*`.
    """

    parametre: Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+(\.\*)?$")]
    motif: Texte


class Territoire(_Fiche):
    """Where a local droit exists.

    Attributes:
        niveau: whose codes are given.
        codes: Insee codes of regions, départements or communes, SIREN of EPCI.
        hors: SIREN of EPCI inside it where the droit does not exist (another authority acts there).
    """

    niveau: Niveau
    codes: Annotated[tuple[CodeTerritoire, ...], Field(min_length=1)]
    hors: tuple[CodeTerritoire, ...] = ()


class Seuil(_Fiche):
    """What a variable is compared with: exactly one of the four.

    Attributes:
        parametre: a dated legal value, by its OpenFisca path.
        variable: another variable of the same entity and period as the condition.
        modalite: a value of the enumeration of the variable, by its OpenFisca name.
        valeur: zero, the only figure a card may write since every other one is dated.
    """

    parametre: Chemin | None = None
    variable: NomVariable | None = None
    modalite: NomVariable | None = None
    valeur: Literal[0] | None = None

    @model_validator(mode="after")
    def _un_seul(self) -> Self:
        possibles = (self.parametre, self.variable, self.modalite, self.valeur)
        if sum(possible is not None for possible in possibles) != 1:
            raise PydanticCustomError("attendu", "une clé : parametre, variable, modalite, valeur")
        return self


class Effet(_Fiche):
    """From which day a claim counts.

    Attributes:
        rappel_mois: months before the claim that can still be paid.
        perdu_si_attente: a month that passes without a claim is lost.
        evenement: the dated fact of the household that opens the droit; None when nobody is asked its
            date, the months that can be claimed back are then not counted.
    """

    regle: RegleEffet
    rappel_mois: Annotated[int, Field(ge=0, le=60)]
    perdu_si_attente: bool
    evenement: Evenement | None = None
    reference: Reference

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.rappel_mois and self.perdu_si_attente:
            raise PydanticCustomError("attendu", "rappel_mois 0 quand perdu_si_attente vaut true")
        return self


class Condition(_Fiche):
    """A condition that decides a yes or a no, evaluated on the run of the engine.

    Attributes:
        variable: None when the engine cannot tell; it is then shown as to be checked.
        seuil: what `variable` is compared with; None for `vrai` and `faux`.
        quantificateur: whose value counts, for a variable of `individu`; `chaque` is each person
            who may hold the droit, judged for themselves.
        champs: facts it depends on; when all are known, a false condition is a firm no. Empty when
            a no of the engine proves nothing (a late ceiling, an exception it cannot see).
        sauf: situations where the law grants an exception the engine ignores: a false condition
            is then no firm no either.
        si: the only situations the condition is about: when those whose first fact of `champs`
            counts are in none of them, it does not apply. Empty when it is about everyone.
        ou: another variable, of the same entity and period, that fulfils the condition by itself
            (a presumption of the law); the value compared is then not shown.
        doute: another variable, of the same entity and period, true where what the engine knows
            does not suffice to conclude (a late ceiling, a fact nobody is asked): the condition is
            neither fulfilled nor not, and the droit is at best to be checked.
    """

    id: Identifiant
    libelle: Texte
    variable: NomVariable | None
    entite: Entite | None = None
    periode: Periode | None = None
    operateur: Operateur | None = None
    seuil: Seuil | None = None
    quantificateur: Quantificateur | None = None
    champs: tuple[Champ, ...] = ()
    sauf: tuple[Si, ...] = ()
    si: tuple[Si, ...] = ()
    ou: NomVariable | None = None
    doute: NomVariable | None = None
    reference: Reference

    @model_validator(mode="after")
    def _coherente(self) -> Self:
        presents = {self.variable is None, self.entite is None, self.periode is None}
        if presents != {self.operateur is None}:
            raise PydanticCustomError(
                "attendu", "variable, entite, periode et operateur ensemble, ou tous null"
            )
        if (self.operateur in {None, "vrai", "faux"}) != (self.seuil is None):
            raise PydanticCustomError("attendu", "un seuil avec une comparaison, et sans elle null")
        if (self.entite == "individu") != (self.quantificateur is not None):
            raise PydanticCustomError("attendu", "un quantificateur pour les variables d'individu")
        if self.variable is None and (self.ou or self.doute):
            raise PydanticCustomError("attendu", "ni ou ni doute sans variable")
        if self.si and not self.champs:
            raise PydanticCustomError("attendu", "des champs pour une condition qui porte si")
        return self


class ChampNecessaire(_Fiche):
    """A fact without which the result is not firm.

    Attributes:
        pour: whose fact; `beneficiaires` are the persons who may hold the droit.
        si: the only situation in which it matters; None when it always does.
    """

    champ: Champ
    pour: Pour
    si: Si | None
    pourquoi: Texte


class Formulaire(_Fiche):
    """The paper form."""

    titre: Texte
    cerfa: Annotated[str, Field(pattern=r"^\d{4,5}(\*\d{2})?$")] | None
    confiance: Confiance


class Demarche(_Fiche):
    """How the droit is claimed."""

    ou: Texte
    en_ligne: Adresse | None
    formulaire: Formulaire | None
    pieces: tuple[Texte, ...]
    delai: Texte | None


class Cumul(_Fiche):
    """How this droit stands with the others.

    Attributes:
        avant: to claim before this one, because the text makes it subsidiary.
        ouvre: opened or made easier by this one.
        reduit: lowered by this one, which counts among their resources.
        exclut: not added to this one; naming it on one of the two cards is enough.
    """

    avant: tuple[Identifiant, ...]
    ouvre: tuple[Identifiant, ...]
    reduit: tuple[Identifiant, ...]
    exclut: tuple[Identifiant, ...]
    note: Texte | None


class Carte(_Fiche):
    """One droit.

    Attributes:
        organisme_agricole: who pays instead when a member belongs to the agricultural scheme.
        seuil_versement: below this legal amount nothing is paid; for information, the variable
            already applies it.
        tolerance: euros, in the period of the droit, beyond which "paid less than due" is
            reported. A convention of this project, not a rule of law.
        perimes: parameters of the calculation that are known to be late.
    """

    id: Identifiant
    libelle: Texte
    resume: Texte
    famille: FamilleDroits
    organisme: Organisme
    organisme_agricole: Literal["msa"] | None = None
    financeur: Financeur
    territoire: Literal["national"] | Territoire
    calcul: Calcul
    periodicite: Periodicite
    unite: Literal["EUR"] | None
    seuil_versement: Parametre | None
    tolerance: Annotated[float, Field(ge=0)] | None
    reperes: tuple[Repere, ...] = ()
    effet: Effet
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)]
    champs_necessaires: tuple[ChampNecessaire, ...]
    demarche: Demarche
    cumul: Cumul
    limites: tuple[Texte, ...]
    perimes: tuple[Perime, ...] = ()
    sources: Annotated[tuple[Reference, ...], Field(min_length=1)]
    verifie_le: date

    @model_validator(mode="after")
    def _montants(self) -> Self:
        en_euros = self.calcul.nature == "montant"
        if (self.unite is not None) != en_euros or (self.tolerance is not None) != en_euros:
            raise PydanticCustomError("attendu", "unite et tolerance si la nature est montant")
        if self.seuil_versement is not None and not en_euros:
            raise PydanticCustomError("attendu", "seuil_versement null sans montant")
        identifiants = [condition.id for condition in self.conditions]
        if len(identifiants) != len(set(identifiants)):
            raise PydanticCustomError("attendu", "des conditions d'identifiants distincts")
        return self
