"""Texts that a spreadsheet would take for a formula, made harmless."""

import polars as pl

_FORMULE = r"^[=+\-@\t\r]"


def inertes(cadre: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before every text of a frame that begins like a formula."""
    return cadre.with_columns(
        pl.when(pl.col(nom).str.contains(_FORMULE)).then(pl.concat_str(pl.lit("'"), pl.col(nom)))
        .otherwise(pl.col(nom)).alias(nom)
        for nom, genre in cadre.schema.items()
        if genre == pl.String
    )  # fmt: skip
