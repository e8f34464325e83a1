"""Communes: which exist, and for the départements served, what is known of them.

The list of every French commune is the housing-aid zoning carried by openfisca-france; the files of
`rules/territoires/`, one per département served, come from @etalab/decoupage-administratif 6.0.0
(official geographic code, March 2026). Their zone ABC is that of the arrêté of July 2024; their zone for
housing aid is there for a commune that openfisca-france does not know, and the two must agree otherwise.
A new département is a new file: nothing here names one.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openfisca_france.model.prestations import aides_logement

from rules.cartes import Territoire

DOSSIER = Path(__file__).parent / "territoires"
ZONE_PAR_DEFAUT = 3


@dataclass(frozen=True)
class Commune:
    """A commune of a département served.

    Attributes:
        arrondissement: code of its arrondissement.
        siren: SIREN of the commune.
        region: Insee code of its region.
        zone_apl: 1, 2 or 3 (CCH D823-16).
        zone_abc: Abis, A, B1, B2 or C (CCH D304-1).
        pilote: it belongs to the area where the local rights are gathered first.
    """

    code_insee: str
    nom: str
    codes_postaux: tuple[str, ...]
    population: int
    arrondissement: str
    arrondissement_nom: str
    siren: str
    epci_siren: str
    epci_nom: str
    region: str
    zone_apl: int
    zone_abc: str
    pilote: bool


@cache
def communes() -> dict[str, Commune]:
    """Give the communes of the départements served, by Insee code."""
    trouvees = {}
    for fichier in sorted(DOSSIER.glob("*.csv")):
        with fichier.open(encoding="utf-8", newline="") as lignes:
            for ligne in csv.DictReader(lignes):
                trouvees[ligne["code_insee"]] = Commune(
                    code_insee=ligne["code_insee"],
                    nom=ligne["nom"],
                    codes_postaux=tuple(ligne["codes_postaux"].split("|")),
                    population=int(ligne["population"]),
                    arrondissement=ligne["arrondissement"],
                    arrondissement_nom=ligne["arrondissement_nom"],
                    siren=ligne["siren_commune"],
                    epci_siren=ligne["epci_siren"],
                    epci_nom=ligne["epci_nom"],
                    region=ligne["region"],
                    zone_apl=int(ligne["zone_apl"]),
                    zone_abc=ligne["zone_abc"],
                    pilote=ligne["pilote"] == "oui",
                )
    return trouvees


@cache
def zones_apl() -> dict[str, int]:
    """Give the housing-aid zone (1, 2 or 3) of every commune, by Insee code.

    Reference: CCH D823-16 and arrêté of 30 September 2014; for a commune created since, the zone written
    in the file of its département.
    """
    aides_logement.preload_zone_apl()
    zones = dict(aides_logement.zone_apl_by_depcom)
    return {code: commune.zone_apl for code, commune in communes().items()} | zones


def existe(code_insee: str) -> bool:
    """Tell whether this is the Insee code of a French commune."""
    return code_insee in zones_apl()


def departement(code_insee: str) -> str:
    """Give the département of a commune: the first two characters of its code, three overseas."""
    return code_insee[:3] if code_insee.startswith("97") else code_insee[:2]


def couvre(territoire: Territoire, code_insee: str) -> bool:
    """Tell whether a local droit exists in a commune.

    A commune of a département that is not served is in none of the EPCI and regions known here.
    """
    commune = communes().get(code_insee)
    if commune is not None and commune.epci_siren in territoire.hors:
        return False
    ici = {
        "commune": code_insee,
        "departement": departement(code_insee),
        "epci": commune.epci_siren if commune else "",
        "region": commune.region if commune else "",
    }
    return ici[territoire.niveau] in territoire.codes
