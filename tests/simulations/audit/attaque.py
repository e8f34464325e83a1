"""An attacker of published tables, who shares no code with what hides them.

It knows every published figure, how they are rounded, the thresholds, where communes belong, and how the
figures add up; it solves for the least and the greatest value of what is hidden by linear programming.
"""

import numpy as np
import polars as pl
from scipy import optimize, sparse

GEOGRAPHIE = ("epci", "arrondissement", "pilote")
PARTITIONS = ("commune", *GEOGRAPHIE, "type_menage", "tranche_age", "statut_logement")
CLASSES = ("du_recu", "du_non_recu", "non_du_recu", "non_du_non_recu", "indecis", "recu_inconnu")
LOIN = 1_000_000


class Attaque:
    """Unknowns, what is known of each, and linear relations between them."""

    def __init__(self):
        self.rangs, self.bornes, self.egalites, self.inegalites = {}, [], [], []

    def inconnue(self, nom, bas=0.0, haut=LOIN):
        self.rangs[nom] = len(self.bornes)
        self.bornes.append((bas, haut))

    def relation(self, termes, bas=0.0, haut=0.0):
        """Add bas <= sum of coefficient × unknown <= haut; relations over absent unknowns are dropped."""
        if all(nom in self.rangs for nom in termes):
            ligne = {self.rangs[nom]: coefficient for nom, coefficient in termes.items()}
            self.egalites.append((ligne, bas, haut))

    def intervalles(self, noms):
        """Give the least and the greatest value of unknowns, to half a unit."""
        lignes = [(i, j, c) for i, (ligne, _, _) in enumerate(self.egalites) for j, c in ligne.items()]
        i, j, c = (np.array(x) for x in zip(*lignes, strict=True))
        matrice = sparse.csr_matrix((c, (i, j)), shape=(len(self.egalites), len(self.bornes)))
        bas = np.array([b for _, b, _ in self.egalites])
        haut = np.array([h for _, _, h in self.egalites])
        egal = bas == haut
        commun = {
            "A_eq": matrice[egal], "b_eq": bas[egal], "bounds": self.bornes, "method": "highs",
        }  # fmt: skip
        if (~egal).any():
            commun["A_ub"] = sparse.vstack([matrice[~egal], -matrice[~egal]])
            commun["b_ub"] = np.concatenate([haut[~egal], -bas[~egal]])
        trouves = {}
        for nom in noms:
            extremes = []
            for sens in (1.0, -1.0):
                but = np.zeros(len(self.bornes))
                but[self.rangs[nom]] = sens
                resultat = optimize.linprog(but, **commun)
                assert resultat.status == 0, (nom, resultat.message)
                extremes.append(sens * resultat.fun)
            trouves[nom] = tuple(extremes)
        return trouves


def tables(attaque, publie, vrai=None, audit=1, seuils=(11, 5), mesures=("menages", *CLASSES)):  # noqa: C901, PLR0912
    """Enter the published tables of an audit.

    Args:
        attaque: what is filled.
        publie: what was published.
        vrai: when given, the attacker knows every published figure before rounding, but does not use how
            the droits overlap in the households.
        audit: a number, for several audits.
        seuils: households, then flagged households, from which a cell may be shown.
        mesures: which figures.
    """
    menages, signales = seuils
    exact = {}
    if vrai is not None:
        exact = {(r["droit"], r["dimension"], r["modalite"]): r for r in vrai.iter_rows(named=True)}
    lignes = publie.to_dicts()
    for ligne in lignes:
        cle = (ligne["droit"], ligne["dimension"], ligne["modalite"])
        for mesure in mesures:
            if mesure == "menages" and ligne["droit"] != "tous":
                continue
            if ligne["droit"] == "tous" and mesure not in {"menages", "du_non_recu", "non_recours_mensuel"}:
                continue
            if ligne["dimension"] in {"cumul", "organisme", "financeur"} and mesure == "menages":
                continue
            # Elsewhere, the euros of all the droits together are the sum of the published ones.
            if ligne["droit"] == "tous" and ligne["dimension"] != "cumul" and mesure == "non_recours_mensuel":
                continue
            minimum = {"menages": menages, "du_non_recu": signales}.get(mesure, 0)
            nom, valeur = (audit, *cle, mesure), ligne[mesure]
            if valeur is None:
                attaque.inconnue(nom)
            elif vrai is not None:
                attaque.inconnue(nom, exact[cle][mesure], exact[cle][mesure])
            else:
                pas = 99.99 if mesure == "non_recours_mensuel" else 4
                attaque.inconnue(nom, max(minimum, valeur - pas), valeur + pas)
    for mesure in mesures:
        for droit in publie["droit"].unique():
            _sommes(attaque, publie.filter(droit=droit), audit, droit, mesure)
    if "menages" in mesures:
        for ligne in lignes:
            _deux_par_deux(attaque, ligne, audit)
    if vrai is None:
        _tous(attaque, publie, audit)


def _sommes(attaque, publie, audit, droit, mesure):
    """Each breakdown adds up to the whole, each commune to where it belongs."""

    def nom(dimension, modalite):
        return (audit, droit, dimension, modalite, mesure)

    entier = {nom("ensemble", "ensemble"): -1.0}
    for dimension in (*PARTITIONS, "organisme"):
        cellules = publie.filter(dimension=dimension)["modalite"].to_list()
        if cellules and not (droit == "tous" and dimension == "organisme"):
            attaque.relation(entier | {nom(dimension, m): 1.0 for m in cellules})
    communes = publie.filter(dimension="commune")
    for dimension in GEOGRAPHIE:
        for (lieu,), dedans in communes.group_by(f"dans_{dimension}"):
            attaque.relation(
                {nom(dimension, lieu): -1.0} | {nom("commune", m): 1.0 for m in dedans["modalite"]}
            )


def _deux_par_deux(attaque, ligne, audit):
    cellule = (ligne["dimension"], ligne["modalite"])
    if ligne["droit"] != "tous" and ligne["dimension"] != "organisme":
        attaque.relation(
            {(audit, "tous", *cellule, "menages"): -1.0}
            | {(audit, ligne["droit"], *cellule, classe): 1.0 for classe in CLASSES}
        )


def _tous(attaque, publie, audit):
    """All the droits together: at most the sum, at least each; by number, they add up to the droits."""
    droits = sorted(set(publie["droit"]) - {"tous"})
    for ligne in publie.filter(droit="tous").iter_rows(named=True):
        cellule = (ligne["dimension"], ligne["modalite"])
        if ligne["dimension"] in {"cumul", "financeur"}:
            continue
        nom = (audit, "tous", *cellule, "du_non_recu")
        connus = [n for d in droits if (n := (audit, d, *cellule, "du_non_recu")) in attaque.rangs]
        attaque.relation({nom: -1.0} | dict.fromkeys(connus, 1.0), 0.0, LOIN * 10.0)
        for autre in connus:
            attaque.relation({nom: 1.0, autre: -1.0}, 0.0, LOIN * 10.0)
    for mesure in ("du_non_recu", "non_recours_mensuel"):
        nombres = publie.filter(droit="tous", dimension="cumul")["modalite"].to_list()
        cumul = {(audit, "tous", "cumul", m, mesure): m for m in nombres}
        if mesure == "du_non_recu":
            entier = {(audit, "tous", "ensemble", "ensemble", mesure): -1.0}
            attaque.relation(entier | dict.fromkeys(cumul, 1.0))
        poids = {nom: 1.0 if mesure == "non_recours_mensuel" else float(m[0]) for nom, m in cumul.items()}
        attaque.relation(
            {nom: -p for nom, p in poids.items()}
            | {(audit, d, "ensemble", "ensemble", mesure): 1.0 for d in droits},
            0.0,
            0.0 if mesure == "non_recours_mensuel" else LOIN * 10.0,
        )


def petites_cachees(attaque, publie, vrai, audit=1, seuils=(11, 5)):
    """Name the hidden figures that are small in truth."""
    noms = []
    joint = vrai.join(publie, on=["droit", "dimension", "modalite"], suffix="_publie")
    for ligne in joint.iter_rows(named=True):
        for mesure, seuil in zip(("menages", "du_non_recu"), seuils, strict=True):
            nom = (audit, ligne["droit"], ligne["dimension"], ligne["modalite"], mesure)
            cachee = ligne[f"{mesure}_publie"] is None and ligne[mesure] is not None
            if cachee and ligne[mesure] < seuil and nom in attaque.rangs:
                noms.append((nom, ligne[mesure], seuil))
    return noms


def visibles_trop_petites(publie, vrai, seuils=(11, 5)):
    """List the published figures that are small in truth."""
    joint = vrai.join(publie, on=["droit", "dimension", "modalite"], suffix="_publie")
    return joint.filter(
        (pl.col("du_non_recu_publie").is_not_null() & (pl.col("du_non_recu") < seuils[1]))
        | (pl.col("menages_publie").is_not_null() & (pl.col("menages") < seuils[0]))
        | (pl.col("du_non_recu_publie").is_not_null() & (pl.col("menages") < seuils[0]))
    )
