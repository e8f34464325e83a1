"""The law: openfisca-france, our corrections and our catalogue of droits.

OpenFisca imports the class `CountryTaxBenefitSystem` from here (`openfisca serve -c rules`).
"""

from rules.system import CountryTaxBenefitSystem

__all__ = ["CountryTaxBenefitSystem"]
