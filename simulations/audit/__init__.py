"""The audit of non-take-up: from a file of households to figures and a list to act on."""
