"""Who is who in the households: ages, roles, and the situations that cards name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from simulations.encoding.entites import Entites
from simulations.mois import indice
from simulations.tables import Tables

AGE_MAJORITE = 18
AGE_TRAVAIL = 16
# The notices on the incomes of N-1 are there for the new school year (code de l'éducation D531-5).
MOIS_DU_NOUVEL_AVIS = 9
_INDEPENDANTS = ("independant", "auto_entrepreneur", "exploitant_agricole")


@dataclass(frozen=True)
class Profils:
    """Persons of the households as columns; every method gives a boolean array over the persons."""

    tables: Tables
    entites: Entites

    @cached_property
    def _memoire(self) -> dict[tuple[Any, ...], Any]:
        return {}

    def une_fois(self, *cle: Any, calcul: Callable[[], Any]) -> Any:
        """Compute once what many cards ask."""
        if cle not in self._memoire:
            self._memoire[cle] = calcul()
        return self._memoire[cle]

    def en_situation(self, si: str | None) -> Any:
        """Tell who is, or may be, in the situation that a card names."""
        return self.une_fois("situation", si, calcul=lambda: self._en_situation(si))

    @cached_property
    def age(self) -> Any:
        """Age in whole years at the month; NaN when unknown."""
        naissance = self.tables.personnes["date_naissance"]
        mois = naissance.dt.year().cast(pl.Int64) * 12 + naissance.dt.month().cast(pl.Int64) - 1
        return np.floor((indice(self.tables.mois) - mois.to_numpy().astype(float)) / 12)

    @cached_property
    def adulte(self) -> Any:
        """Adults: of age, or of unknown age without the role of a child."""
        role = self.tables.personnes["role"].to_numpy()
        return np.where(np.isnan(self.age), role != "enfant", self.age >= AGE_MAJORITE)

    @cached_property
    def enfant_jeune(self) -> Any:
        """Children too young to have incomes or savings of their own that count."""
        role = self.tables.personnes["role"].to_numpy()
        return (role == "enfant") & ~(self.age >= AGE_TRAVAIL)

    def _en_situation(self, si: str | None) -> Any:
        personnes, tous = self.tables.personnes, np.ones(self.entites.nb_personnes, dtype=bool)
        if si is None:
            return tous
        if si in ("locataire", "accedant", "heberge"):
            return self._logement(si)[self.entites.menage_de_personne]
        if si.endswith("_septembre"):
            nouvel_avis = int(self.tables.mois[5:]) >= MOIS_DU_NOUVEL_AVIS
            vises = self.en_situation("age_60") if si.startswith("age_60") else tous
            return vises & (nouvel_avis == si.endswith("de_septembre"))
        if si in ("enfant_present", "parent_isole"):
            return self.de_famille(si)[self.entites.famille.de_personne]
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
            "apprenti": lambda: activite == "apprenti",
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

    def de_famille(self, si: str) -> Any:
        """Tell which familles have children, or a lone parent."""
        famille = self.entites.famille
        enfants = np.bincount(famille.de_personne, famille.role == "enfant", famille.nombre) > 0
        if si == "enfant_present":
            return enfants
        couples = np.bincount(famille.de_personne, famille.role == "conjoint", famille.nombre) > 0
        return enfants & ~couples

    @cached_property
    def communes(self) -> tuple[list[str | None], Any]:
        """Give the different communes of the households, and by household the rank of its own."""
        codes = self.tables.menages["logement.commune"].to_list()
        rangs = {code: rang for rang, code in enumerate(dict.fromkeys(codes))}
        return list(rangs), np.array([rangs[code] for code in codes], dtype=int)

    def concernes(self, pour: str) -> Any:
        """Tell whose fact counts in a famille."""
        return self.une_fois("concernes", pour, calcul=lambda: self._concernes(pour))

    def _concernes(self, pour: str) -> Any:
        role = self.entites.famille.role
        groupes = {
            "demandeur": role == "demandeur",
            "parents": np.isin(role, ("demandeur", "conjoint")),
            "adultes": self.adulte,
            "enfants": role == "enfant",
        }
        return groupes.get(pour, np.ones(self.entites.nb_personnes, dtype=bool))
