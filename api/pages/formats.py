"""Numbers, dates and months written as they are read in French. No rule of law here."""

import re
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency

LOCALE = "fr_FR"
ESPACE = "\N{NO-BREAK SPACE}"

_UNITES = {"mensuel": f"{ESPACE}par mois", "annuel": f"{ESPACE}par an", "ponctuel": f"{ESPACE}en une fois"}


def euros(montant: float) -> str:
    """Write an amount: `231,40 €`."""
    return str(format_currency(montant, "EUR", locale=LOCALE))


def euros_ronds(montant: float) -> str:
    """Write an amount to the euro, for what is not precise: `231 €`."""
    return str(format_currency(round(montant), "EUR", "#,##0 ¤", locale=LOCALE, currency_digits=False))


def unite(periodicite: str) -> str:
    """Give what follows an amount: ` par mois`, nothing for a cover or a reduction."""
    return _UNITES.get(periodicite, "")


def date_longue(jour: date) -> str:
    """Write a day: `1er novembre 2026`."""
    ecrite = str(format_date(jour, "d MMMM y", locale=LOCALE))
    return f"1er {ecrite[2:]}" if jour.day == 1 else ecrite


def mois_long(mois: str) -> str:
    """Write a month given as `AAAA-MM`: `novembre 2026`."""
    return str(format_date(date.fromisoformat(f"{mois}-01"), "MMMM y", locale=LOCALE))


def delai_long(urgence: str, mois: str) -> str:
    """Write the day of `avant le 30/11` in full; any other text is kept."""
    trouve = re.fullmatch(r"avant le (\d{1,2})/(\d{1,2})", urgence)
    if trouve is None:
        return urgence
    jour = date(int(mois[:4]), int(trouve[2]), int(trouve[1]))
    return f"avant le {date_longue(jour)}"
