"""A database for the tests, apart from the one of who runs them."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def base_des_tests(tmp_path_factory):
    """Give every application started by a test the same empty directory for its data."""
    adresse = f"sqlite:///{tmp_path_factory.mktemp('donnees')}/tests.sqlite3"
    with pytest.MonkeyPatch.context() as env:
        env.setenv("DROITS_DATABASE_URL", adresse)
        yield adresse
