"""What every result says of its making."""

from rules.versions import versions


def test_every_result_says_which_rules_made_it():
    v = versions()
    assert v["parametres"].startswith("sha256:")
    assert v["openfisca_france"].startswith("176.")
