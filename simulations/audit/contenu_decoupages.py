"""The report, by place, by kind of household, by who pays, and by number of droits missing together."""

from simulations.audit import libelles
from simulations.audit.blocs import Barre, Barres, Bloc, Section, Tableau, Texte
from simulations.audit.nombres import SANS_OBJET, euros
from simulations.audit.publies import Ligne, Publies, cellule, intervalle, sans_montant, taux

_LIEUX = ("epci", "arrondissement", "pilote")
_FOYERS = ("type_menage", "tranche_age", "statut_logement")
_TAUX = (
    "Part des foyers à qui il manque au moins un droit, parmi ceux à qui au moins un droit est dû. Un "
    "trait marque l’intervalle à 95 %."
)
_MINIMUM = (
    "Les euros d’une ligne sont ceux des droits que le secret ne cache pas dans cette ligne : un minimum, "
    "plus loin du compte là où les foyers sont peu nombreux. On ne peut donc ni les additionner ni les "
    "comparer entre lignes."
)
_SANS_MONTANT = "aucun montant publiable"
_PLUSIEURS = "Un foyer à qui il manque des droits de plusieurs {} est compté une fois dans chacun."


def lieux(publies: Publies, carte: list[Bloc]) -> Section:
    """Show where rights are not taken up; `carte` comes first."""
    parties = [_par(publies, d) for d in _LIEUX]
    parties[-1] = Section(parties[-1].ancre, parties[-1].titre, [*parties[-1].blocs, _pilote(publies)])
    blocs = [*carte, Texte(_MINIMUM, "note")]
    return Section("lieux", "Où les droits ne sont pas demandés", blocs, [*parties, _communes(publies)])


def foyers(publies: Publies) -> Section:
    """Show which households do not take up their rights."""
    blocs = [Texte(_MINIMUM, "note")]
    return Section("foyers", "Quels foyers sont concernés", blocs, [_par(publies, d) for d in _FOYERS])


def payeurs(publies: Publies) -> Section:
    """Show whose rights they are, and who funds them."""
    parties = [
        _par_payeur(publies, "organisme", "organismes", "Par organisme qui verse"),
        _par_payeur(publies, "financeur", "financeurs", "Par financeur"),
    ]
    return Section("payeurs", "De qui relèvent les droits non demandés", [], parties)


def cumul(publies: Publies) -> Section:
    """Show how many rights households miss at once."""
    lignes = publies.lignes("cumul")
    barres = tuple(Barre(_nom("cumul", u), u["du_non_recu"], cellule(u, "du_non_recu")) for u in lignes)
    tableau = Tableau(
        "Foyers selon le nombre de droits qui leur manquent",
        (libelles.DIMENSIONS["cumul"], "Foyers", "Euros par mois"),
        tuple(
            (_nom("cumul", u), cellule(u, "du_non_recu"), cellule(u, "non_recours_mensuel", euros))
            for u in lignes
        ),
    )
    texte = Texte(
        "Des droits manquent souvent ensemble : une seule rencontre peut en ouvrir plusieurs. Sont "
        "comptés ici les foyers à qui il manque au moins un droit."
    )
    graphique = Barres("Foyers selon le nombre de droits non demandés", "En nombre de foyers.", barres)
    return Section("cumul", "Plusieurs droits à la fois", [texte, graphique, tableau])


def table_de_la_carte(publies: Publies) -> Tableau:
    """Give the figures that the map shades."""
    return Tableau(
        "Taux de non-recours par intercommunalité, tel que le montre la carte",
        (libelles.DIMENSIONS["epci"], "Taux", "Intervalle à 95 %"),
        tuple((_nom("epci", u), taux(u), intervalle(u)) for u in publies.lignes("epci")),
    )


def _nom(dimension: str, ligne: Ligne) -> str:
    return libelles.modalite(dimension, ligne["modalite"])


def _par(publies: Publies, dimension: str) -> Section:
    lignes, titre = publies.lignes(dimension), libelles.DIMENSIONS[dimension]
    barres = tuple(
        Barre(_nom(dimension, u), u["taux_non_recours"], taux(u), u["taux_bas"], u["taux_haut"])
        for u in lignes
    )
    return Section(
        f"par-{dimension}",
        titre,
        [Barres(f"{titre} : taux de non-recours", _TAUX, barres, 1.0), _tableau(dimension, titre, lignes)],
    )


def _tableau(dimension: str, titre: str, lignes: list[Ligne]) -> Tableau:
    return Tableau(
        f"{titre} : foyers à qui il manque au moins un droit",
        (
            titre,
            "Foyers du fichier",
            "Foyers à qui il manque un droit",
            "Taux",
            "Intervalle à 95 %",
            "Euros par mois, au moins",
        ),
        tuple(
            (
                _nom(dimension, u),
                cellule(u, "menages"),
                cellule(u, "du_non_recu"),
                taux(u),
                intervalle(u),
                cellule(u, "non_recours_mensuel", euros),
            )
            for u in lignes
        ),
    )


def _pilote(publies: Publies) -> Tableau:
    lignes = []
    for droit in publies.actifs():
        cotes = {u["modalite"]: u for u in publies.lignes("pilote", droit)}
        if {"oui", "non"} <= cotes.keys():
            pilote, reste = cotes["oui"], cotes["non"]
            lignes.append(
                (libelles.droit(droit), taux(pilote), intervalle(pilote), taux(reste), intervalle(reste))
            )
    return Tableau(
        "Taux de non-recours de chaque droit, territoire pilote et reste du fichier",
        ("Droit", "Territoire pilote", "Intervalle à 95 %", "Reste du fichier", "Intervalle à 95 %"),
        tuple(lignes),
    )


def _communes(publies: Publies) -> Section:
    toutes = publies.lignes("commune")
    lignes = [u for u in toutes if not u["secret"]]
    caches = len(toutes) - len(lignes)
    blocs: list[Bloc] = []
    if caches:
        blocs.append(
            Texte(
                f"Le secret statistique cache {caches} des {len(toutes)} communes du fichier : trop peu "
                "de foyers, ou un chiffre que l’on pourrait retrouver par soustraction. Elles portent « "
                "secret » dans les fichiers de chiffres.",
                "note",
            )
        )
    if lignes:
        blocs.append(_tableau("commune", "Commune", lignes))
    return Section("par-commune", "Communes", blocs)


def _par_payeur(publies: Publies, dimension: str, mot: str, titre: str) -> Section:
    lignes = sorted(publies.lignes(dimension), key=lambda u: -(u["non_recours_mensuel"] or 0))
    barres = tuple(
        Barre(_nom(dimension, u), u["non_recours_mensuel"], cellule(u, "non_recours_mensuel", euros))
        for u in lignes
        if not sans_montant(u)
    )
    tableau = Tableau(
        f"{titre} : foyers et euros",
        (libelles.DIMENSIONS[dimension], "Foyers à qui il manque un droit", "Euros par mois", "Euros par an"),
        tuple(
            (
                _nom(dimension, u),
                cellule(u, "du_non_recu"),
                _SANS_MONTANT if sans_montant(u) else cellule(u, "non_recours_mensuel", euros),
                SANS_OBJET if sans_montant(u) else cellule(u, "non_recours_annuel", euros),
            )
            for u in lignes
        ),
    )
    graphique = Barres(f"{titre} : euros non demandés chaque mois", _PLUSIEURS.format(mot), barres)
    return Section(f"par-{dimension}", titre, [graphique, tableau])
