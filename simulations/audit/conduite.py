"""An audit from end to end: read, calculate, add up, hide what is secret, write."""

import time
from collections.abc import Callable
from typing import Any

import polars as pl

from rules.versions import versions
from simulations.audit.chiffres import additionner, chiffres
from simulations.audit.comparaison import comparer
from simulations.audit.contenu import document
from simulations.audit.ecriture import ecrire_json, ecrire_parquet
from simulations.audit.exactitude import bilan, exactitude, lire_controles
from simulations.audit.execution import Demande, calculer, lire, seul
from simulations.audit.exports import exporter
from simulations.audit.lecture import Lecture
from simulations.audit.liste import ecrire_liste, lire_renoncements
from simulations.audit.nationaux import taux_nationaux
from simulations.audit.pdf import ecrire_pdf
from simulations.audit.pistes import pistes
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
    """For a flux: how close our RSA is to the payer's; the leads go with the work list."""
    if lecture.genre != "flux_rsa":
        return None
    if demande.referents:
        resultats = pl.read_parquet(
            sorted((demande.sortie / "resultats").glob("*.parquet")),
            columns=["menage_id", "droit", "decision", "du_actuel"],
        )
        trouvees = pistes(lire_controles(demande.sortie), resultats)
        dossier = demande.sortie / "liste"
        dossier.mkdir(mode=0o700, exist_ok=True)
        ecrire_parquet(dossier / "pistes.parquet", trouvees)
        (dossier / "pistes.parquet").chmod(0o600)
    return bilan(exactitude(demande.sortie, demande.mois))
