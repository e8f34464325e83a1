"""The one tax and benefit system of the process, built at first use (a few seconds)."""

from functools import cache

from rules import CountryTaxBenefitSystem


@cache
def systeme() -> CountryTaxBenefitSystem:
    """Build the system once."""
    return CountryTaxBenefitSystem()
