"""Rounding at random, once for all: what is shown is right on average and never shows one household more.

A value goes to the multiple below or above, the nearer the more often. The draw is not one of chance but of
the households counted: the same ones give the same result on any day and in any table, so that no average
over several tables or months brings the value back.

It does not hide one household from who knows every other one: two audits of files that differ by it alone may
tell, by figures that move, whether it misses a droit. An audit of nearly the same file is not published
twice.
"""

import hashlib

_TIRAGES = 2**32


def arrondir(valeur: float, base: int, *graine: object) -> int:
    """Round to a multiple of a base.

    Args:
        valeur: what to round.
        base: the multiple.
        graine: what draws the result, besides the value: who is counted, and what is measured.

    Returns:
        The multiple just below or just above; the value itself when it is a multiple.
    """
    unites, reste = divmod(round(valeur * 100), base * 100)
    texte = "|".join(str(element) for element in (*graine, unites, reste))
    tirage = int.from_bytes(hashlib.blake2b(texte.encode(), digest_size=4).digest()) / _TIRAGES
    return base * (unites + (tirage < reste / (base * 100)))
