"""The situation of a household at a month: what is known of the people who live together.

Absent or null means unknown; an explicit `false`, `0` or `[]` means "no". Unknown keys are refused.
This module knows the shape of the document; `lecture` reads it and says what is wrong in French.
"""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticKnownError

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
from simulations.mois import MOTIF, verifier_mois, verifier_mois_simulable

NB_PERSONNES_MAX = 20
MONTANT_MENSUEL_MAX = 1_000_000.0
MONTANT_MAX = 100_000_000.0

_FORME_JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")


def _jour(valeur: object) -> object:
    """Read AAAA-MM-JJ only: pydantic takes a number written as a text for seconds since 1970."""
    if not isinstance(valeur, str):
        return valeur
    try:
        return date.fromisoformat(valeur if _FORME_JOUR.fullmatch(valeur) else "")
    except ValueError:
        raise PydanticKnownError("date_from_datetime_parsing", {"error": "AAAA-MM-JJ"}) from None


# The pattern is published, and said by our own sentence when it is not followed.
_FORME_MOIS = Field(json_schema_extra={"pattern": MOTIF, "examples": ["2026-11"]})
Jour = Annotated[date, BeforeValidator(_jour)]
Mois = Annotated[str, _FORME_MOIS, AfterValidator(verifier_mois)]
MoisSimulable = Annotated[str, _FORME_MOIS, AfterValidator(verifier_mois_simulable)]
Identifiant = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
MontantMensuel = Annotated[float, Field(ge=0, le=MONTANT_MENSUEL_MAX, allow_inf_nan=False)]
Montant = Annotated[float, Field(ge=0, le=MONTANT_MAX, allow_inf_nan=False)]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Revenu(_Document):
    """A monthly income over an interval of months; open-ended when `de` or `a` is absent."""

    nature: NatureRevenu
    montant: MontantMensuel = Field(description="montant par mois, en euros")
    de: Mois | None = Field(default=None, description="premier mois ; absent : depuis toujours")
    a: Mois | None = Field(default=None, description="dernier mois ; absent : toujours perçu")
    source: Source | None = None

    @model_validator(mode="after")
    def _dans_l_ordre(self) -> Self:
        if self.de and self.a and self.a < self.de:
            raise ValueError(f"« a » ({self.a}) postérieur ou égal à « de » ({self.de})")
        return self


class RevenuInterrompu(_Document):
    """An income lost for certain; not counted by the RSA when nothing replaces it (CASF R262-13)."""

    nature: NatureRevenu
    le: Jour = Field(description="dernier jour de perception")
    remplace: bool | None = Field(
        default=None, description="un revenu de remplacement a-t-il pris la suite ?"
    )


class Handicap(_Document):
    """Decision of the CDAPH on incapacity."""

    taux: TauxIncapacite | None = None
    rsdae: bool | None = Field(
        default=None,
        description="restriction substantielle et durable pour l'accès à l'emploi reconnue",
    )


class PensionAlimentaire(_Document):
    """Support due for a child by the parent who does not live with it."""

    fixee: bool | None = Field(default=None, description="fixée par un jugement ou un accord")
    montant: MontantMensuel | None = Field(default=None, description="montant fixé, par mois")
    payee: bool | None = Field(default=None, description="payée en totalité")


class Patrimoine(_Document):
    """Savings and property, market values in euros unless said otherwise."""

    livrets: Montant | None = Field(default=None, description="livrets A, LDDS, LEP, CEL…")
    autres_placements: Montant | None = None
    immobilier_non_loue: Montant | None = Field(
        default=None, description="valeur des biens non loués, hors résidence principale"
    )
    valeur_locative_non_loue: Montant | None = Field(
        default=None, description="valeur locative cadastrale annuelle de ces biens"
    )


class Etudes(_Document):
    """What the Crous grant needs to know of a student."""

    annee: AnneeEtudes | None = None
    formation_habilitee_bourse: bool | None = None
    ressources_parents: Montant | None = Field(
        default=None, description="revenu brut global des parents, année N-2"
    )
    distance_km: Annotated[int, Field(ge=0, le=20_000)] | None = None
    freres_soeurs_a_charge: Annotated[int, Field(ge=0, le=20)] | None = None
    freres_soeurs_superieur: Annotated[int, Field(ge=0, le=20)] | None = None
    orphelin: bool | None = None


class Garde(_Document):
    """How a child is looked after, by month."""

    mode: ModeGarde | None = None
    heures_mois: Annotated[float, Field(ge=0, le=744, allow_inf_nan=False)] | None = Field(
        default=None,
        description="heures payées par mois ; une garde à domicile partagée n'est comptée qu'une fois",
    )
    cout_mensuel: MontantMensuel | None = Field(
        default=None,
        description=(
            "salaire net, entretien et repas compris pour une assistante maternelle, ou facture de la "
            "micro-crèche ; une garde à domicile partagée n'est comptée qu'une fois"
        ),
    )


class CongeParental(_Document):
    """What the PreParE needs to know of a parent who stops working."""

    taux: TauxCongeParental | None = Field(
        default=None,
        description="travail gardé : aucun (`total`), la moitié au plus, ou plus de la moitié",
    )
    depuis: Jour | None = None
    huit_trimestres: bool | None = Field(
        default=None,
        description=(
            "huit trimestres de travail cotisés dans les deux ans avant la naissance (quatre ans pour un "
            "deuxième enfant, cinq à partir du troisième)"
        ),
    )


class Aidant(_Document):
    """Work stopped for the sake of a relative."""

    motif: MotifAide | None = None
    jours_mois: Annotated[float, Field(ge=0, le=31, allow_inf_nan=False)] | None = Field(
        default=None, description="jours sans travail au mois simulé"
    )


class Emploi(_Document):
    """What housing and youth aids need to know of a job."""

    alternance: bool | None = None
    debut: Jour | None = None
    heures_semaine: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    employeur_prive: bool | None = None
    secteur_agricole: bool | None = None


class Personne(_Document):
    """One person who lives in the household."""

    id: Identifiant
    role: Role
    date_naissance: Jour | None = None
    sexe: Sexe | None = None
    nationalite: Nationalite | None = None
    titre_sejour_depuis: Jour | None = None
    activite: Activite | None = None
    inscrit_france_travail_depuis: Jour | None = None
    revenus_interrompus: list[RevenuInterrompu] | None = Field(default=None, max_length=20)
    enceinte: bool | None = None
    date_accouchement_prevue: Jour | None = None
    handicap: Handicap | None = None
    inapte_travail: bool | None = None
    gir: Annotated[int, Field(ge=1, le=6)] | None = None
    plan_aide_apa: MontantMensuel | None = None
    scolarite: Scolarite | None = None
    boursier: bool | None = None
    interne: bool | None = None
    distance_ecole_km: Annotated[float, Field(ge=0, le=2000, allow_inf_nan=False)] | None = None
    regime: Regime | None = None
    a_charge: bool | None = None
    garde_alternee: bool | None = None
    parent_isole_de: Identifiant | None = Field(
        default=None, description="pour un enfant : la personne hébergée qui l'élève seule"
    )
    rattache_foyer_parents: bool | None = None
    autre_parent: AutreParent | None = None
    pension_alimentaire: PensionAlimentaire | None = None
    aeeh_categorie: Annotated[int, Field(ge=0, le=6)] | None = None
    ass_condition_activite: bool | None = Field(
        default=None, description="cinq ans de travail dans les dix ans avant la fin du contrat"
    )
    rsa_jeune_condition_activite: bool | None = Field(
        default=None,
        description="moins de 25 ans : deux ans de travail dans les trois dernières années",
    )
    are_fin_droits: Jour | None = None
    are_journaliere: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)] | None = None
    garde: Garde | None = None
    adopte_le: Jour | None = Field(default=None, description="arrivée au foyer d'un enfant adopté")
    conge_parental: CongeParental | None = None
    aidant: Aidant | None = None
    etudes: Etudes | None = None
    emploi: Emploi | None = None
    revenus: list[Revenu] | None = Field(default=None, max_length=200)
    patrimoine: Patrimoine | None = None


class Couple(_Document):
    """Family state of the demandeur and since when."""

    statut: StatutCouple | None = None
    depuis: Mois | None = None


class Pret(_Document):
    """Loan for the home the household lives in."""

    signe_le: Jour | None = None
    mensualite: MontantMensuel | None = None
    conventionne: bool | None = None


class Logement(_Document):
    """The home; rent and charges by month."""

    commune: Annotated[str, Field(pattern=r"^(2[AB]|\d{2})\d{3}$")] | None = Field(
        default=None, description="code Insee de la commune"
    )
    statut: StatutLogement | None = None
    loyer: MontantMensuel | None = None
    charges: MontantMensuel | None = None
    depuis: Mois | None = None
    surface: Annotated[float, Field(ge=1, le=2000, allow_inf_nan=False)] | None = None
    chauffage: Chauffage | None = None
    chambre: bool | None = None
    crous: bool | None = None
    bailleur_proche: bool | None = Field(
        default=None, description="le bailleur est un ascendant ou un descendant"
    )
    participation_frais: bool | None = Field(
        default=None, description="hébergé : participe aux frais de logement"
    )
    demenagement_prevu: bool | None = Field(
        default=None, description="un déménagement est prévu ; `false` : aucun"
    )
    entree_prevue: Jour | None = Field(default=None, description="emménagement prévu")
    pret: Pret | None = None


class Fiscal(_Document):
    """The tax notices of the demandeur and the conjoint, added up when there are two."""

    rfr_n2: Montant | None = Field(default=None, description="revenu fiscal de référence, N-2")
    rfr_n1: Montant | None = Field(default=None, description="revenu fiscal de référence, N-1")
    parts: Annotated[float, Field(ge=1, le=20, allow_inf_nan=False)] | None = None


class Evenements(_Document):
    """What happened or weighs on the household; asked to nobody, said by those who wish."""

    deces_enfant: Jour | None = Field(default=None, description="décès d'un enfant à charge")
    demande_logement_social: Jour | None = Field(
        default=None, description="première demande de logement social encore en cours"
    )
    violences: bool | None = Field(default=None, description="violences dans le couple")
    dettes: bool | None = Field(default=None, description="dettes que le foyer ne peut plus payer")
    sans_compte_bancaire: bool | None = Field(
        default=None, description="une banque a refusé d'ouvrir un compte"
    )
    procedure_justice: bool | None = Field(
        default=None, description="procédure en justice en cours ou à engager"
    )


class Prestation(_Document):
    """A droit the household says or is known to receive, or not to receive."""

    droit: Annotated[str, Field(min_length=1, max_length=40)]
    recu: bool | None = None
    montant: MontantMensuel | None = Field(
        default=None, description="dans l'unité du droit ; absent : reçu, montant inconnu"
    )
    de: Mois | None = None
    a: Mois | None = None
    personne: Identifiant | None = Field(
        default=None, description="pour un droit individuel : la personne qui le reçoit"
    )
    source: Source | None = None


class Situation(_Document):
    """One household at one month."""

    mois: MoisSimulable
    personnes: Annotated[list[Personne], Field(min_length=1, max_length=NB_PERSONNES_MAX)]
    couple: Couple | None = None
    logement: Logement | None = None
    fiscal: Fiscal | None = None
    evenements: Evenements | None = None
    prestations: Annotated[list[Prestation], Field(max_length=200)] | None = None
    prestations_completes: bool | None = Field(
        default=None, description="rien d'autre n'est reçu que ce que dit `prestations`"
    )

    def personne(self, identifiant: str) -> Personne | None:
        """Give the person with this id, or None."""
        return next((p for p in self.personnes if p.id == identifiant), None)
