"""The page at `/`: a household on one screen, its rights and flags beside it.

GET shows it empty or with a fictitious example; POST answers what was typed. Nothing is kept, and no fact of
a household ever enters an address.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.errors import ErreurApi, probleme
from api.gathering import simuler_pour, tel_quel
from api.pages.erreurs import ErreurSaisie
from api.pages.exemples import Exemple, charger_exemple, lister_exemples
from api.pages.form import saisie_de
from api.pages.lecture import lire_saisie, noms_des_personnes
from api.pages.rendu import pied, rendre
from api.pages.resultats import ResultatVu, presenter
from api.pages.saisie import Saisie, saisie_du_formulaire, saisie_vide
from api.pages.vue import formulaire
from simulations.errors import CalculImpossible
from simulations.modalites import Role

router = APIRouter(include_in_schema=False)

CHAMPS_MAX = 10_000
CLE_MAX = 100
_ACTION = re.compile(r"([a-z_]+)(?::(\w+))?(?::(\d+))?")


@dataclass
class Ecran:
    """What the page shows.

    Attributes:
        cible: HTML id of what takes the focus when the page opens; empty for nothing.
        signale: whether faults are shown on the fields and at the top.
        exemple: the fictitious household shown.
        exemples: those offered, on the empty page.
        panne: why there is no result although the answers are fine.
    """

    saisie: Saisie
    resultat: ResultatVu | None = None
    erreurs: list[ErreurSaisie] = field(default_factory=list)
    panne: str = ""
    cible: str = ""
    signale: bool = False
    exemple: Exemple | None = None
    exemples: list[Exemple] = field(default_factory=list)
    statut: int = 200


@router.get("/")
async def ouvrir(request: Request, exemple: Annotated[str, Query(max_length=80)] = "") -> Response:
    """Show the form, empty or filled with a fictitious example."""
    choisi = await charger_exemple(request, exemple) if exemple else None
    if choisi is None:
        return page(request, Ecran(saisie_vide(), exemples=await lister_exemples(request)))
    ecran = Ecran(saisie_de(choisi[1]), exemple=choisi[0])
    await _calculer(request, ecran)
    return page(request, ecran)


@router.post("/")
async def repondre(request: Request) -> Response:
    """Answer what was typed: a whole page, or its moving parts for the live results."""
    valeurs = await textes_recus(request)
    ecran = Ecran(saisie_du_formulaire(valeurs))
    en_direct = request.headers.get("HX-Target") == "resultats"
    action = valeurs.get("action", "")
    ecran.signale = action == "calculer" and not en_direct
    ecran.cible = "titre-resultats" if ecran.signale else _agir(ecran.saisie, action, valeurs)
    await _calculer(request, ecran)
    if en_direct:
        # With nothing to put in their place, the last results stay.
        entetes = {} if ecran.resultat else {"HX-Reswap": "none"}
        reponse = rendre(request, "direct.html", _contexte(request, ecran))
        reponse.headers.update(entetes)
        return reponse
    if ecran.signale and ecran.resultat is None:
        ecran.cible = "erreurs"
    return page(request, ecran)


async def textes_recus(request: Request) -> dict[str, str]:
    """Read the texts of a submitted form."""
    recu = await request.form(max_fields=CHAMPS_MAX)
    return {nom: valeur.replace("\x00", "") for nom, valeur in recu.items() if isinstance(valeur, str)}


async def _calculer(request: Request, ecran: Ecran) -> None:
    """Read and simulate what was typed, in one call; what prevents it is written on the screen."""
    situation, fautes = lire_saisie(ecran.saisie)
    if situation is None:
        ecran.erreurs, ecran.statut = fautes, 422
        return
    try:
        reponse = (await simuler_pour(request, [situation], tel_quel))[0]
        if isinstance(reponse, CalculImpossible):
            raise reponse
    except (ErreurApi, CalculImpossible) as erreur:
        ecran.panne, ecran.statut = probleme(erreur).detail, probleme(erreur).status
        return
    ecran.resultat = presenter(reponse, situation, noms_des_personnes(ecran.saisie), ecran.saisie)


def _agir(saisie: Saisie, action: str, valeurs: Mapping[str, str]) -> str:
    """Do what a button asks; give the id of what takes the focus."""
    if action.startswith("passer:"):
        saisie.passees = list(dict.fromkeys([*saisie.passees, action.removeprefix("passer:")[:CLE_MAX]]))
        return "titre-question"
    if action == "reprendre":
        saisie.passees = []
        return "titre-question"
    if action == "ajouter_prestation":
        rang = saisie.ajouter_prestation(valeurs.get("prestation_a_ajouter", ""))
        return "ajouter-prestation" if rang < 0 else f"prestations-{rang}-recu"
    lue = _ACTION.fullmatch(action)
    if lue is None:
        return ""
    verbe, objet, ligne = lue[1], lue[2] or "", int(lue[3] or 0)
    if verbe == "ajouter" and objet in set(Role):
        avant = len(saisie.personnes)
        saisie.ajouter_personne(Role(objet))
        rang = len(saisie.personnes) - 1
        return f"personnes-{rang}-date_naissance" if rang >= avant else "ajouter-enfant"
    if not objet.isdecimal() or int(objet) >= len(saisie.personnes):
        return ""
    rang = int(objet)
    if verbe == "retirer":
        saisie.retirer_personne(rang)
        return "ajouter-enfant"
    return _agir_sur_une_ligne(saisie, verbe, rang, ligne)


def _agir_sur_une_ligne(saisie: Saisie, verbe: str, rang: int, ligne: int) -> str:
    mouvement, _, liste = verbe.partition("_")
    personne = saisie.personnes[rang]
    lignes = {"revenu": personne.revenus, "interruption": personne.interruptions}.get(liste)
    if lignes is None:
        return ""
    if mouvement == "ajouter":
        if liste == "interruption" and not lignes:
            lignes.append({})
        lignes.append({})
        nom = "revenus" if liste == "revenu" else "revenus_interrompus"
        return f"personnes-{rang}-{nom}-{len(lignes) - 1}-nature"
    if mouvement == "retirer" and ligne < len(lignes):
        del lignes[ligne]
        personne.completer()
    return f"ajouter-{liste}-{rang}"


def page(request: Request, ecran: Ecran) -> Response:
    """Answer the whole page."""
    statut = ecran.statut if ecran.signale else 200
    return rendre(request, "accueil.html", _contexte(request, ecran), statut)


def _contexte(request: Request, ecran: Ecran) -> dict[str, object]:
    return {
        "ecran": ecran,
        "formulaire": formulaire(ecran.saisie, ecran.erreurs if ecran.signale else ()),
        **pied(request),
    }
