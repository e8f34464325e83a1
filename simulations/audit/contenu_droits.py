"""The report, droit by droit: what is due, what is received, how much is not taken up."""

from simulations.audit import libelles
from simulations.audit.blocs import Barre, Barres, Liste, Section, Tableau, Texte
from simulations.audit.nombres import SANS_OBJET, entre_euros, euros, nombre, pourcent
from simulations.audit.publies import (
    TROP_PEU,
    Ligne,
    Publies,
    beta,
    cellule,
    intervalle,
    sans_montant,
    taux,
)

SANS_EUROS = "droit sans montant"
_LECTURE = (
    (
        "Le taux de non-recours est la part des foyers qui ne reçoivent pas un droit, parmi ceux à qui il "
        "est dû. Il est donné avec un intervalle à 95 % : si l’on refaisait la mesure sur d’autres foyers "
        "semblables, le taux y tomberait 95 fois sur 100."
    ),
    "Les euros d’un droit annuel, ou versé une seule fois, sont comptés pour un douzième chaque mois.",
    (
        "« Reçu sans être dû selon le calcul » est la trace visible de nos erreurs (on dit aussi « erreur "
        "bêta ») : l’organisme, qui a toutes les pièces, verse le droit et notre calcul ne le trouve pas. "
        "Quand cette part est forte, le taux de non-recours du droit est à lire avec prudence. Elle ne "
        "dit rien des personnes."
    ),
    (
        "La couverture est la part des foyers pour lesquels le calcul a pu trancher. Un foyer non tranché "
        "n’est pas un foyer sans droit : il manque un fait, ou l’on ignore s’il reçoit le droit."
    ),
)


def synthese(publies: Publies) -> Section:
    """Put the droits side by side, from the most euros not taken up."""
    droits = publies.actifs()
    lignes = {d: publies.ensemble(d) for d in droits}
    euros_par_droit = tuple(
        Barre(libelles.droit(d), u["non_recours_mensuel"], cellule(u, "non_recours_mensuel", euros),
              u["non_recours_bas"], u["non_recours_haut"])
        for d, u in lignes.items() if not sans_montant(u)
    )  # fmt: skip
    taux_par_droit = tuple(
        Barre(libelles.droit(d), u["taux_non_recours"], taux(u), u["taux_bas"], u["taux_haut"])
        for d, u in lignes.items()
    )
    blocs = (
        Barres("Euros non demandés chaque mois, par droit", "Un trait marque l’intervalle à 95 %.",
               euros_par_droit),
        _tableau_euros(lignes),
        Barres("Taux de non-recours, par droit",
               "Part des foyers qui ne reçoivent pas le droit, parmi ceux à qui il est dû.",
               taux_par_droit, 1.0),
        _tableau_taux(lignes),
    )  # fmt: skip
    return Section("droits", "Les droits non demandés", blocs)


def _tableau_euros(lignes: dict[str, Ligne]) -> Tableau:
    return Tableau(
        "Euros non demandés, par droit",
        ("Droit", "Foyers", "Par mois", "Intervalle à 95 %", "Par an"),
        tuple(
            (libelles.droit(d), cellule(u, "du_non_recu"), *_euros(u), _annuel(u)) for d, u in lignes.items()
        ),
    )


def _euros(ligne: Ligne) -> tuple[str, str]:
    if sans_montant(ligne):
        return SANS_EUROS, SANS_OBJET
    bas, haut = ligne["non_recours_bas"], ligne["non_recours_haut"]
    if ligne["secret"] or bas is None:
        return cellule(ligne, "non_recours_mensuel", euros), cellule(ligne, "non_recours_bas", euros)
    return euros(ligne["non_recours_mensuel"]), entre_euros(bas, haut)


def _annuel(ligne: Ligne) -> str:
    return SANS_OBJET if sans_montant(ligne) else cellule(ligne, "non_recours_annuel", euros)


def _tableau_taux(lignes: dict[str, Ligne]) -> Tableau:
    return Tableau(
        "Taux de non-recours, erreur bêta et couverture, par droit",
        (
            "Droit",
            "Taux de non-recours",
            "Intervalle à 95 %",
            "Reçu sans être dû selon le calcul",
            "Couverture",
        ),
        tuple(
            (libelles.droit(d), taux(u), intervalle(u), beta(u), cellule(u, "couverture", pourcent))
            for d, u in lignes.items()
        ),
    )


def detail(publies: Publies) -> Section:
    """Give each droit its two tables."""
    actifs = publies.actifs()
    muets = [libelles.droit(d) for d in publies.droits() if d not in actifs]
    blocs: list[Texte | Liste] = [Liste(_LECTURE)]
    if muets:
        liste = " ; ".join(muets)
        blocs.append(Texte(f"Calculés, mais ni dus ni reçus dans ce fichier : {liste}.", "note"))
    parties = [_droit(d, publies.ensemble(d)) for d in actifs]
    return Section("detail", "Droit par droit", blocs, parties)


def _droit(droit: str, ligne: Ligne) -> Section:
    nom = libelles.droit(droit)
    croise = Tableau(
        f"{nom} : ce qui est dû, comparé à ce qui est reçu",
        ("Foyers", "Le reçoivent", "Ne le reçoivent pas"),
        (
            ("Le droit est dû selon le calcul", cellule(ligne, "du_recu"), cellule(ligne, "du_non_recu")),
            ("Il n’est pas dû", cellule(ligne, "non_du_recu"), cellule(ligne, "non_du_non_recu")),
        ),
    )
    par_mois, marge = _euros(ligne)
    mesures = Tableau(
        f"{nom} : mesures",
        ("Mesure", "Valeur", "Intervalle à 95 %"),
        (
            ("Taux de non-recours", taux(ligne), intervalle(ligne)),
            ("Euros non demandés par mois", par_mois, marge),
            ("Euros non demandés par an", _annuel(ligne), SANS_OBJET),
            ("Versé en partie seulement : foyers", cellule(ligne, "sous_versement"), SANS_OBJET),
            ("Versé en partie : euros par mois", cellule(ligne, "sous_versement_mensuel", euros), SANS_OBJET),
            ("Reçu sans être dû selon le calcul", beta(ligne), SANS_OBJET),
            ("Couverture", cellule(ligne, "couverture", pourcent), SANS_OBJET),
            ("Non tranché : il manque un fait (foyers)", cellule(ligne, "indecis"), SANS_OBJET),
            ("Non tranché : on ignore s’il est reçu (foyers)", cellule(ligne, "recu_inconnu"), SANS_OBJET),
        ),
    )
    blocs: list[Texte | Tableau] = [Texte(_phrase(ligne)), croise, mesures]
    return Section(f"droit-{droit}", nom, blocs)


def _phrase(ligne: Ligne) -> str:
    if ligne["secret"]:
        return "Trop peu de foyers : les effectifs sont tenus secrets."
    manque, recu = ligne["du_non_recu"], ligne["du_recu"]
    if not manque + recu:
        return "Aucun foyer du fichier n’y a droit selon le calcul."
    texte = f"Ce droit est dû à {nombre(manque + recu)} foyers ; {nombre(manque)} ne le reçoivent pas"
    rate = taux(ligne)
    return f"{texte} ({rate})." if rate != TROP_PEU else f"{texte}."
