"""HTTP access to simulations: JSON API and pages. Imports `simulations` and `rules.catalogue`."""
