"""The database: SQLite by default, PostgreSQL by address. No situation typed by anyone is ever written there.

`connexion` opens it, `migration` brings its tables up to date, `models` describes them, `foyers` fills and
reads the fictitious households of the page.
"""
