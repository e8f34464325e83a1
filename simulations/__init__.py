"""Use of the law: situations, calculation, comparison with what is received.

No web and no database here. Imports `rules` and OpenFisca; imported by `api`.
"""
