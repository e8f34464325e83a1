"""An audit from end to end: read, calculate, add up, hide what is secret, write."""

import time
from collections.abc import Callable
from typing import Any

import polars as pl

from rules.versions import versions
from simulations.audit.chiffres import additionner, chiffres
from simulations.audit.comparaison import comparer
from simulations.audit.contenu import document
from simulations.audit.ecriture import ecrire_json
from simulations.audit.exactitude import bilan, exactitude
from simulations.audit.execution import Demande, calculer, lire, seul
from simulations.audit.exports import exporter
from simulations.audit.lecture import Lecture
from simulations.audit.liste import ecrire_liste, ecrire_pistes, lire_renoncements
from simulations.audit.nationaux import taux_nationaux
from simulations.audit.pdf import ecrire_pdf
from simulations.audit.rapport import ecrire_rapport
from simulations.audit.secret import publier
from simulations.audit.sensibilite import resumer
from simulations.audit.synthese import Synthese
from simulations.errors import EntreeInvalide

Lus = Callable[[int], None]
Faits = Callable[[int, int], None]


def conduire(demande: Demande, lus: Lus, faits: Faits, *, recommencer: bool = False) -> Lecture:
    """Run an audit, or take it up where it stopped.

    Args:
        demande: what is asked.
        lus: told how many households were read.
        faits: told how many households are calculated, and how many there are.
        recommencer: erase what the folder holds first.

    Raises:
        EntreeInvalide: a file cannot be read, or no household of it can.
    """
    debut = time.perf_counter()
    # A fault in what is read last must not be found last.
    lire_renoncements(demande.renoncements)
    if demande.completions and demande.entree.suffix.lower() == ".xml":
        # Completed, rights on longer resources would pass for decided on months that nobody knows.
        raise EntreeInvalide(
            "--completions",
            f"{demande.completions} pour un flux RSA, qui ne dit que trois mois de revenus",
            "0 : les droits qui dépendent des autres mois restent à vérifier",
        )
    with seul(demande.sortie):
        lecture = lire(demande, lus, recommencer=recommencer)
        if not lecture.lots:
            raise EntreeInvalide(
                str(demande.entree),
                f"aucun foyer lisible ({lecture.ecartes} écartés, {lecture.rejets} défauts : rejets.csv)",
                "au moins un foyer",
            )
        certificats = calculer(demande, lecture, faits)
        synthese = synthetiser(demande, lecture, certificats, round(time.perf_counter() - debut))
        ecrire(demande, synthese)
    return lecture


def synthetiser(
    demande: Demande, lecture: Lecture, certificats: list[dict[str, Any]], secondes: int
) -> Synthese:
    """Add up the lots and keep what may be shown."""
    comptes = pl.concat([pl.read_parquet(f) for f in sorted((demande.sortie / "comptes").glob("*.parquet"))])
    return Synthese(
        mois=demande.mois,
        lecture=lecture,
        certificats=certificats,
        publies=publier(chiffres(additionner([comptes]))),
        sensibilite=resumer(demande.sortie),
        comparaison=comparer(demande.sortie, demande.precedent) if demande.precedent else None,
        exactitude=_exactitude(demande, lecture),
        recu=_recu(demande, lecture, secondes),
        fictif=demande.fictif,
        contours=demande.contours,
        nationaux=taux_nationaux(),
    )


def ecrire(demande: Demande, synthese: Synthese) -> None:
    """Write the report, the figures, the receipt and the work list."""
    ecrit = document(synthese)
    ecrire_rapport(demande.sortie, ecrit)
    ecrire_pdf(demande.sortie, ecrit)
    feuilles = {"chiffres": synthese.publies, "sensibilite": synthese.sensibilite}
    if synthese.comparaison is not None:
        feuilles["comparaison"] = synthese.comparaison
    exporter(demande.sortie, feuilles)
    ecrire_json(demande.sortie / "recu.json", synthese.recu)
    if demande.referents:
        ecrire_liste(demande.sortie, demande.referents, demande.par_referent, demande.renoncements)
        if synthese.lecture.genre == "flux_rsa":
            ecrire_pistes(demande.sortie)


def _recu(demande: Demande, lecture: Lecture, secondes: int) -> dict[str, Any]:
    return {
        "commande": demande.commande,
        "mois": demande.mois,
        "entree": demande.entree.name,
        "empreinte": lecture.empreinte,
        "versions": versions(),
        "completions": demande.completions,
        "echantillon": demande.echantillon,
        "taille_lot": demande.taille_lot,
        "processus": demande.processus,
        "cluster": demande.cluster,
        "secondes": secondes,
    }


def _exactitude(demande: Demande, lecture: Lecture) -> dict[str, Any] | None:
    """Give, for a flux, how close our RSA is to the payer's."""
    if lecture.genre != "flux_rsa":
        return None
    return bilan(exactitude(demande.sortie, demande.mois))
