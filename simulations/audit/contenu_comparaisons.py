"""The report, set against other incomes, the country, the audit before, the payer's figures."""

from collections.abc import Mapping
from typing import Any

from simulations.audit import libelles
from simulations.audit.blocs import Barre, Barres, Bloc, Liste, Section, Tableau, Texte
from simulations.audit.nombres import SECRET, euros, evolution, nombre, pourcent
from simulations.audit.publies import TOUS, Publies, intervalle, taux
from simulations.audit.synthese import Synthese, TauxNational

VARIANTES = ("-10", "-5", "0", "+5", "+10")
_MINIMUM, _PAS = 11, 5
_EXCLUSIONS = {
    "abattement": "une part des revenus est neutralisée ou abattue",
    "autre_bareme": "montant calculé avec un barème plus ancien",
    "calcul_termine": "montant qui ne vaut plus pour ce mois",
    "composition_incertaine": "composition du foyer incertaine",
    "fenetre": "ressources d’autres mois que ceux de la règle",
    "montants_absents": "montants de l’organisme absents du flux",
    "non_salarie": "revenus d’indépendant",
    "pas_en_paiement": "RSA pas en paiement",
    "ressource_non_interpretee": "une ressource que nous ne savons pas lire",
    "ressources_incoherentes": "ressources qui ne s’additionnent pas",
    "ressources_inconnues": "ressources inconnues",
}
_LECTURES = {
    "total": "Calcul avec les prestations familiales et le logement retenus par l’organisme",
    "verse": "Le même, comparé au dernier montant versé",
    "moteur_seul": "Calcul de l’audit, qui ignore le loyer et les autres prestations",
    "forfaitaire": "Étape : montant forfaitaire",
    "ressources": "Étape : ressources prises en compte",
}
_EFFECTIFS = ("non_recours_avant", "non_recours_apres", "nouveaux", "ouverts", "sortis")
_GROUPES = {"composition": "Composition", "organisme": "Organisme", "nature": "Nature du RSA"}


def sensibilite(synthese: Synthese) -> Section:
    """Show what other incomes would change."""
    par_droit: dict[str, dict[str, dict[str, Any]]] = {}
    for ligne in synthese.sensibilite.to_dicts():
        par_droit.setdefault(ligne["droit"], {})[ligne["variante"]] = ligne
    if not par_droit:
        return Section("sensibilite", "Si les revenus étaient autres", [Texte("Non mesurée dans cet audit.")])
    ordre = sorted(par_droit, key=lambda d: (d != TOUS, libelles.droit(d)))
    tous = par_droit.get(TOUS, {})
    barres = tuple(_barre(v, tous.get(v, {}).get("taux_non_recours")) for v in VARIANTES)
    texte = Texte(
        "Les revenus déclarés peuvent être faux ou datés. L’audit a donc été refait, sur un échantillon "
        "de foyers, avec tous les revenus plus bas ou plus hauts de 5 et de 10 %. Si un taux bouge "
        "beaucoup, il tient à la qualité des revenus du fichier."
    )
    blocs: list[Bloc] = [texte]
    if tous:
        blocs.append(
            Barres("Taux de non-recours selon les revenus, tous droits calculés",
                   "Échantillon de foyers ; part de ceux à qui il manque au moins un droit.", barres, 1.0)
        )  # fmt: skip
    blocs += [
        _variantes(ordre, par_droit, "taux_non_recours", "Taux de non-recours si les revenus étaient autres"),
        _variantes(
            ordre,
            par_droit,
            "evolution_euros",
            "Évolution des euros non demandés si les revenus étaient autres",
        ),
    ]
    return Section("sensibilite", "Si les revenus étaient autres", blocs)


def _nom_variante(variante: str) -> str:
    return "Revenus du fichier" if variante == "0" else f"Revenus {variante.replace('-', '−')}\u00a0%"


def _barre(variante: str, valeur: float | None) -> Barre:
    return Barre(_nom_variante(variante), valeur, pourcent(valeur))


def _variantes(ordre: list[str], par_droit: Mapping[str, Any], mesure: str, legende: str) -> Tableau:
    vues = VARIANTES if mesure == "taux_non_recours" else tuple(v for v in VARIANTES if v != "0")
    ecrire = pourcent if mesure == "taux_non_recours" else evolution
    lignes = [
        (libelles.droit(d), *(ecrire(par_droit[d].get(v, {}).get(mesure)) for v in vues)) for d in ordre
    ]
    return Tableau(legende, ("Droit", *(_nom_variante(v) for v in vues)), tuple(lignes))


def nationaux(publies: Publies, taux_lus: list[TauxNational]) -> Section:
    """Set the rates beside those published for France."""
    barres: list[Barre] = []
    lignes = []
    for publie in taux_lus:
        ici, nom = publies.ensemble(publie.droit), libelles.droit(publie.droit)
        mesure = taux(ici)
        barres.append(Barre(f"Ce fichier — {nom}", ici.get("taux_non_recours"), mesure))
        barres.append(Barre(f"France, {publie.annee} — {nom}", publie.taux, pourcent(publie.taux)))
        source = publie.source + (" (lu dans une autre source)" if publie.secondaire else "")
        source += f", {publie.href}" if publie.href else ""
        champ = publie.champ + (f" ; {publie.reserve}" if publie.reserve else "")
        lignes.append((nom, mesure, intervalle(ici), pourcent(publie.taux), publie.annee, champ, source))
    texte = Texte(
        "À lire avec prudence : ces taux ne portent ni sur les mêmes foyers, ni sur les mêmes années, ni "
        "sur la même méthode. Ils datent tous d’avant le préremplissage des déclarations de 2025. Un "
        "fichier d’usagers n’est pas un échantillon de la population : un écart avec la France ne prouve "
        "rien à lui seul.",
        "alerte",
    )
    tableau = Tableau(
        "Taux de non-recours de ce fichier et taux publiés pour la France",
        ("Droit", "Ce fichier", "Intervalle à 95 %", "France", "Année", "Champ et réserves", "Source"),
        tuple(lignes),
        textes=(4, 5, 6),
    )
    graphique = Barres(
        "Ce fichier et la France", "Champs, années et méthodes différents.", tuple(barres), 1.0
    )
    absents = Texte(
        "Aucun taux national sûr n’existe pour la prime d’activité (la Drees y a renoncé), ni n’a été "
        "trouvé pour les aides au logement, l’AAH, l’APA, le FSL ou les bourses : ils ne sont pas "
        "comparés.",
        "note",
    )
    return Section("france", "Comparaison avec la France", [texte, graphique, tableau, absents])


def precedent(synthese: Synthese) -> Section | None:
    """Set this audit against the one before, if there is one."""
    if synthese.comparaison is None:
        return None
    lues = sorted(
        synthese.comparaison.to_dicts(), key=lambda u: (u["droit"] != TOUS, libelles.droit(u["droit"]))
    )
    tableau = Tableau(
        "Droits non demandés : audit précédent et cet audit (foyers)",
        ("Droit", "Manquaient avant", "Manquent aujourd’hui", "Nouveaux", "Droits ouverts depuis",
         "Sortis du fichier ou plus dus", "Euros ouverts par mois"),
        tuple(
            (
                libelles.droit(u["droit"]),
                *(nombre(u[c]) for c in _EFFECTIFS),
                euros(u["mensuel_ouvert"]),
            )
            for u in lues
        ),
    )  # fmt: skip
    barres = tuple(
        Barre(libelles.droit(u["droit"]), u["ouverts"], nombre(u["ouverts"]))
        for u in lues
        if u["droit"] != TOUS
    )
    texte = Texte(
        "Un droit est ouvert quand il manquait à l’audit précédent et qu’il est reçu aujourd’hui. Cela ne "
        "dit pas pourquoi il l’a été."
    )
    graphique = Barres("Droits ouverts depuis l’audit précédent", "En nombre de foyers.", barres)
    return Section("precedent", "Depuis l’audit précédent", [texte, graphique, tableau])


def exactitude(synthese: Synthese) -> Section | None:
    """Say how close our RSA is to the payer's, for a flux."""
    bilan = synthese.exactitude
    if bilan is None:
        return None
    mesures = {n: bilan[n] for n in ("total", "verse", "moteur_seul")} | bilan["etapes"]
    lignes = [(_LECTURES[nom], *_mesure(mesure)) for nom, mesure in mesures.items()]
    for groupe, titre in _GROUPES.items():
        lignes += [(f"{titre} : {_valeur(u[groupe])}", *_mesure(u)) for u in bilan["par"].get(groupe, [])]
    entetes = ("Comparaison", "Foyers", "À 1 € près", "À 5 € près", "À 10 % près", "Écart médian",
               "Écart médian en valeur absolue")  # fmt: skip
    barres = tuple(Barre(_LECTURES[nom], m.get("5_euro"), _part(m, "5_euro")) for nom, m in mesures.items())
    exclus = Tableau(
        "Foyers que l’on ne peut pas comparer",
        ("Raison", "Foyers"),
        tuple((_EXCLUSIONS.get(nom, nom).capitalize(), _effectif(n)) for nom, n in bilan["exclus"].items()),
    )
    resume = Liste(
        (
            (
                "Le RSA de chaque foyer a été recalculé et comparé à celui que la Caf ou la MSA a "
                "calculé. C’est une mesure publique de l’exactitude de notre moteur, jamais un contrôle "
                "des foyers ni de l’organisme."
            ),
            (
                f"{_effectif(bilan['foyers'])} foyers dans le flux, {_effectif(bilan['compares'])} "
                f"comparables ; {_effectif(bilan['a_relire'])} écarts de plus de 5 € à relire."
            ),
        )
    )
    graphique = Barres("Part des montants retrouvés à 5 € près", "Parmi les foyers comparables.", barres, 1.0)
    tableau = Tableau("RSA recalculé et RSA de l’organisme", entetes, tuple(lignes))
    return Section("exactitude", "Exactitude du calcul du RSA", [resume, graphique, tableau, exclus])


def _valeur(valeur: str | None) -> str:
    return "non renseigné" if valeur is None else valeur.replace("_", " ")


def _effectif(valeur: int | None) -> str:
    """Write a count of the accuracy check, in no other table: small ones hidden, others rounded."""
    if valeur is None or 0 < valeur < _MINIMUM:
        return f"moins de {_MINIMUM}"
    return nombre(_PAS * round(valeur / _PAS))


def _mesure(mesure: Mapping[str, Any]) -> tuple[str, ...]:
    foyers = _effectif(mesure.get("foyers"))
    parts = tuple(_part(mesure, nom) for nom in ("1_euro", "5_euro", "10_pour_cent"))
    ecarts = tuple(_ecart(mesure, nom) for nom in ("ecart_median", "ecart_absolu_median"))
    return (foyers, *parts, *ecarts)


def _visible(mesure: Mapping[str, Any], nom: str) -> bool:
    return mesure.get(nom) is not None and (mesure.get("foyers") or 0) >= _MINIMUM


def _part(mesure: Mapping[str, Any], nom: str) -> str:
    return pourcent(mesure[nom]) if _visible(mesure, nom) else SECRET


def _ecart(mesure: Mapping[str, Any], nom: str) -> str:
    return euros(mesure[nom]) if _visible(mesure, nom) else SECRET
