"""Which facts are missing for which droit: the unknowns that keep an answer from being firm.

Each card names the facts it needs, of whom, and in which situation; everything here is columns of booleans
over the persons of the tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from simulations.encoding.entites import Entites
from simulations.ledger import Ledger
from simulations.mois import indice
from simulations.tables import Tables

AGE_MAJORITE = 18
# Facts asked as a whole: known as soon as their first part is.
_PARTIES = {
    "personnes[].patrimoine": "patrimoine.livrets",
    "personnes[].handicap": "handicap.taux",
    "personnes[].pension_alimentaire": "pension_alimentaire.payee",
    "personnes[].etudes": "etudes.formation_habilitee_bourse",
    "personnes[].emploi": "emploi.employeur_prive",
}
# Facts that only add something when they are said.
_JAMAIS_INCONNUS = {
    "mois", "prestations", "personnes[].id", "personnes[].role", "personnes[].revenus_interrompus",
}  # fmt: skip
# Facts so rare that they are presumed absent until said; listed as assumptions, never a doubt.
PRESUMES = {
    "logement.chambre": "logement d'au moins une pièce entière, hors chambre",
    "logement.bailleur_proche": "bailleur sans lien de parenté direct avec le foyer",
    "logement.charges": "charges non précisées, comptées au forfait",
    "personnes[].rattache_foyer_parents": "chacun fait sa propre déclaration de revenus",
}
AGE_TRAVAIL = 16
AGES_GROSSESSE = (15, 50)
_INDEPENDANTS = ("independant", "auto_entrepreneur", "exploitant_agricole")


@dataclass(frozen=True)
class Besoins:
    """The unknowns of the households, person by person.

    Every method gives a boolean array over the persons.
    """

    tables: Tables
    entites: Entites
    livre: Ledger

    @cached_property
    def _memoire(self) -> dict[tuple[str, str | None], Any]:
        return {}

    def manque(self, champ: str) -> Any:
        """Tell whose fact is unknown; a fact of the household is unknown for all its members."""
        return self._une_fois("manque", champ, lambda: self._manque(champ))

    def en_situation(self, si: str | None) -> Any:
        """Tell who is, or may be, in the situation that a card names."""
        return self._une_fois("situation", si, lambda: self._en_situation(si))

    def _une_fois(self, nature: str, cle: str | None, calcul: Callable[[], Any]) -> Any:
        """Compute once what many cards ask."""
        if (nature, cle) not in self._memoire:
            self._memoire[nature, cle] = calcul()
        return self._memoire[nature, cle]

    def _manque(self, champ: str) -> Any:
        if champ in _JAMAIS_INCONNUS or champ in PRESUMES:
            return np.zeros(self.entites.nb_personnes, dtype=bool)
        if champ == "personnes[].revenus":
            return ~self.livre.connus & ~self.enfant_jeune
        if champ == "fiscal.rfr_n2":
            return self._du_menage("fiscal.rfr_n2") & ~self.livre.couvre_n2 & ~self.enfant_jeune
        if champ == "couple.depuis":
            separes = self.tables.menages["couple.statut"].is_in(["separe", "divorce", "veuf"])
            depuis_peu = separes.fill_null(value=True).to_numpy()
            return self._du_menage(champ) & depuis_peu[self.entites.menage_de_personne]
        if champ == "personnes[].pension_alimentaire":
            absent = self.tables.personnes["autre_parent"].is_in(["decede", "sans_filiation"])
            return self._de_la_personne(champ) & ~absent.fill_null(value=False).to_numpy()
        if champ.startswith("personnes[]."):
            return self._de_la_personne(champ)
        return self._du_menage(champ)

    @cached_property
    def enfant_jeune(self) -> Any:
        """Children too young to have incomes or savings of their own that count."""
        role = self.tables.personnes["role"].to_numpy()
        return (role == "enfant") & ~(self.age >= AGE_TRAVAIL)

    @cached_property
    def _sans_objet(self) -> dict[str, Any]:
        """Facts that the others already settle: an answer would say nothing more."""
        p = self.tables.personnes
        seul = self._famille("parent_isole")[self.entites.famille.de_personne]
        orphelin = p["autre_parent"].is_in(["decede", "sans_filiation"]).fill_null(value=False)
        homme = (p["sexe"] == "m").fill_null(value=False).to_numpy()
        jeune, agee = AGES_GROSSESSE
        activite = p["activite"].fill_null("").to_numpy()
        return {
            "personnes[].a_charge": self.age < AGE_MAJORITE,
            "personnes[].garde_alternee": ~seul | orphelin.to_numpy(),
            "personnes[].enceinte": homme | (self.age < jeune) | (self.age > agee),
            "personnes[].patrimoine": self.enfant_jeune,
            "personnes[].activite": self.enfant_jeune,
            "personnes[].nationalite": self.enfant_jeune,
            "personnes[].scolarite": self.adulte & ~np.isin(activite, ("", "etudiant")),
        }

    def _de_la_personne(self, champ: str) -> Any:
        colonne = _PARTIES.get(champ, champ.removeprefix("personnes[]."))
        absent = self.tables.personnes[colonne].is_null().to_numpy()
        sans_objet = self._sans_objet.get(champ)
        return absent if sans_objet is None else absent & ~sans_objet

    def _du_menage(self, champ: str) -> Any:
        return self.tables.menages[champ].is_null().to_numpy()[self.entites.menage_de_personne]

    @cached_property
    def age(self) -> Any:
        """Age in whole years at the month; NaN when unknown."""
        naissance = self.tables.personnes["date_naissance"]
        mois = naissance.dt.year().cast(pl.Int64) * 12 + naissance.dt.month().cast(pl.Int64) - 1
        return np.floor((indice(self.tables.mois) - mois.to_numpy().astype(float)) / 12)

    def _en_situation(self, si: str | None) -> Any:
        personnes, tous = self.tables.personnes, np.ones(self.entites.nb_personnes, dtype=bool)
        if si is None:
            return tous
        if si in ("locataire", "accedant", "heberge"):
            return self._logement(si)[self.entites.menage_de_personne]
        if si in ("enfant_present", "parent_isole"):
            return self._famille(si)[self.entites.famille.de_personne]
        activite = personnes["activite"].fill_null("").to_numpy()
        adulte = self.adulte
        possibles: dict[str, Callable[[], Any]] = {
            "moins_de_25": lambda: adulte & ~(self.age >= 25),
            "age_60": lambda: ~(self.age < 60),
            "etranger_hors_ue": lambda: (personnes["nationalite"] == "autre").fill_null(value=False),
            "etranger": lambda: (personnes["nationalite"] != "fr").fill_null(value=False),
            "independant": lambda: np.isin(activite, _INDEPENDANTS),
            "etudiant": lambda: (
                (activite == "etudiant") | (personnes["scolarite"].fill_null("").to_numpy() == "superieur")
            ),
            "demandeur_emploi": lambda: activite == "demandeur_emploi",
            "handicap": lambda: personnes["handicap.taux"].is_in(["50_79", "80_plus"]),
            "enceinte": lambda: personnes["enceinte"].fill_null(value=False),
            "agricole": lambda: activite == "exploitant_agricole",
        }
        valeurs = possibles[si]()
        if isinstance(valeurs, pl.Series):
            valeurs = valeurs.fill_null(value=False).to_numpy()
        return np.asarray(valeurs, dtype=bool)

    def _logement(self, si: str) -> Any:
        groupes = {
            "locataire": [
                "locataire_hlm",
                "locataire_vide",
                "locataire_meuble",
                "colocataire",
                "foyer",
            ],
            "accedant": ["proprietaire_accedant"],
            "heberge": ["heberge"],
        }
        statut = self.tables.menages["logement.statut"]
        return statut.is_in(groupes[si]).fill_null(value=False).to_numpy()

    def _famille(self, si: str) -> Any:
        famille = self.entites.famille
        enfants = np.bincount(famille.de_personne, famille.role == "enfant", famille.nombre) > 0
        if si == "enfant_present":
            return enfants
        couples = np.bincount(famille.de_personne, famille.role == "conjoint", famille.nombre) > 0
        return enfants & ~couples

    @cached_property
    def adulte(self) -> Any:
        """Adults: of age, or of unknown age without the role of a child."""
        role = self.tables.personnes["role"].to_numpy()
        return np.where(np.isnan(self.age), role != "enfant", self.age >= AGE_MAJORITE)

    def concernes(self, pour: str) -> Any:
        """Tell whose fact counts in a famille."""
        role = self.entites.famille.role
        groupes = {
            "demandeur": role == "demandeur",
            "parents": np.isin(role, ("demandeur", "conjoint")),
            "adultes": self.adulte,
            "enfants": role == "enfant",
        }
        return groupes.get(pour, np.ones(self.entites.nb_personnes, dtype=bool))
