"""The tax and benefit system of the project: openfisca-france, our variables, our parameters.

Our variables live in `rules/variables/`; a file named after an upstream variable corrects it from the
date of its first formula on. Our parameters live in `parameters/`: `parameters/national/` overlays dated
values at upstream's own paths, every other folder is a new root node.
"""

from pathlib import Path
from typing import Any

from openfisca_core.parameters import ParameterNode, ParameterNodeAtInstant
from openfisca_core.periods import Instant, Period, instant
from openfisca_core.variables import Variable
from openfisca_france import FranceTaxBenefitSystem

from rules.overlay import appliquer_surcouche
from rules.parametres import appliquer_agence, fichier_agence
from rules.versions import VERSION

RACINE = Path(__file__).parent.parent
DOSSIER_VARIABLES = Path(__file__).parent / "variables"
DOSSIER_PARAMETRES = RACINE / "parameters"
DOSSIER_SURCOUCHE = DOSSIER_PARAMETRES / "national"
#: Root node of the project's own conventions, which are no law.
CONVENTIONS = "droits_ouverts"
#: Root node of the national rights that openfisca-france does not have.
DROITS_NATIONAUX = "droits_nationaux"


def racines() -> list[str]:
    """List the root nodes of our parameters: our conventions and one per authority."""
    dossiers = (d for d in DOSSIER_PARAMETRES.iterdir() if d.is_dir() and d != DOSSIER_SURCOUCHE)
    return sorted(dossier.name for dossier in dossiers)


def autorites() -> list[str]:
    """List the root nodes of the authorities whose local values we carry."""
    return [nom for nom in racines() if nom not in (CONVENTIONS, DROITS_NATIONAUX)]


def parametres_des_autorites() -> ParameterNode:
    """Read the local values alone, those of the agency included, without building the law.

    Raises:
        ParametresAgenceInvalides: with every fault of the file of the agency.
    """
    racine = ParameterNode("", data={})
    for nom in autorites():
        racine.add_child(nom, ParameterNode(nom, directory_path=str(DOSSIER_PARAMETRES / nom)))
    if fichier := fichier_agence():
        appliquer_agence(racine, autorites(), fichier)
    return racine


class CountryTaxBenefitSystem(FranceTaxBenefitSystem):
    """openfisca-france as corrected and completed here.

    `openfisca test -c rules` and `openfisca serve -c rules` build it by this name.
    """

    def __init__(self) -> None:
        self._corrections_allowed = False
        self._parameters_by_instant: dict[Instant, ParameterNodeAtInstant] = {}
        super().__init__()
        appliquer_surcouche(self.parameters, DOSSIER_SURCOUCHE)
        for nom in racines():
            noeud = ParameterNode(nom, directory_path=str(DOSSIER_PARAMETRES / nom))
            self.parameters.add_child(nom, noeud)
        if fichier := fichier_agence():
            appliquer_agence(self.parameters, autorites(), fichier)
        self._corrections_allowed = True
        for fichier in sorted(DOSSIER_VARIABLES.rglob("*.py")):
            self.add_variables_from_file(str(fichier))

    def add_variable(self, variable: type[Variable]) -> Variable:
        """Add a variable; one of ours may correct an upstream one, whose older formulas stay."""
        return self.load_variable(variable, update=self._corrections_allowed)

    def get_parameters_at_instant(self, moment: str | int | Period | Instant) -> Any:
        """Give the law at an instant, built once per day asked for.

        Upstream caches by the object asked with, so that a month and the year that starts with it
        build the same tree of 4 000 parameters twice.
        """
        jour = moment.start if isinstance(moment, Period) else instant(moment)
        loi = self._parameters_by_instant.get(jour)
        if loi is None:
            loi = self._parameters_by_instant[jour] = self.parameters.get_at_instant(jour)
        return loi

    def get_package_metadata(self) -> dict[str, str]:
        """Name this package to the OpenFisca web API."""
        return {
            "name": "droits-ouverts",
            "version": VERSION,
            "repository_url": "",
            "location": str(RACINE),
        }
