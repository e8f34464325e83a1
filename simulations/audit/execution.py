"""The run of an audit: the lots left to do, on processes of this machine or on a cluster.

A lot is done when its certificate and every file it names are there, unchanged. What was killed is done
again; what is done is neither redone nor lost.
"""

import fcntl
import json
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from rules.versions import versions
from simulations.audit.calcul import PRODUITS, Travail, calculer_lot, certificat_valable
from simulations.audit.depot import TAILLE_LOT
from simulations.audit.ecriture import ecrire_json
from simulations.audit.lecture import Lecture, lire_entree
from simulations.errors import EntreeInvalide

# One household in twenty is calculated again with other incomes.
ECHANTILLON = 20
Suivi = Callable[[int, int], None]


@dataclass(frozen=True)
class Demande:
    """What an audit is asked to do.

    Attributes:
        entree: file or folder of households.
        mois: month of the simulation.
        sortie: folder of what comes out.
        processus: processes of this machine.
        cluster: address of a Dask cluster, used instead of them.
        completions: possible values tried for each household in doubt; 0 to leave the doubt.
        taille_lot: households of a lot.
        echantillon: one household in so many for the sensitivity; 0 for none.
        precedent: folder of the audit to compare with.
        renoncements: file of the droits that people refused.
        referents, par_referent: who shares the work list, and how many households each; 0 for no list.
        contours: outlines of the communes, for a map.
        fictif: the households are fictitious.
        commande: the command line, for the receipt.
    """

    entree: Path
    mois: str
    sortie: Path
    processus: int = 1
    cluster: str | None = None
    completions: int = 0
    taille_lot: int = TAILLE_LOT
    echantillon: int = ECHANTILLON
    precedent: Path | None = None
    renoncements: Path | None = None
    referents: int = 0
    par_referent: int = 50
    contours: Path | None = None
    fictif: bool = False
    commande: str = ""

    def identite(self) -> dict[str, Any]:
        """Give what must be the same for a run to be taken up."""
        return {
            "mois": self.mois,
            "completions": self.completions,
            "taille_lot": self.taille_lot,
            "echantillon": self.echantillon,
            "entree": self.entree.name,
            "versions": versions(),
        }


@contextmanager
def seul(sortie: Path) -> Iterator[None]:
    """Hold the folder of an audit: a second run of it waits for nothing and is refused.

    Raises:
        EntreeInvalide: another run holds it.
    """
    sortie.mkdir(parents=True, exist_ok=True)
    with (sortie / ".verrou").open("w", encoding="utf-8") as verrou:
        try:
            fcntl.flock(verrou, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EntreeInvalide(
                str(sortie), "un audit en cours", "un dossier qu'aucun audit n'écrit"
            ) from None
        yield


def lire(demande: Demande, suivre: Callable[[int], None], *, recommencer: bool = False) -> Lecture:
    """Read the households, or find them again when a run that was stopped had read them all.

    Raises:
        EntreeInvalide: nothing can be read, or the folder holds another audit.
    """
    etat, identite = demande.sortie / "travail" / "lecture.json", demande.identite()
    if recommencer:
        effacer(demande.sortie)
    if etat.exists():
        garde = json.loads(etat.read_text(encoding="utf-8"))
        if garde["identite"] != identite:
            raise EntreeInvalide(
                str(demande.sortie),
                "un dossier qui contient un autre audit (entrée, mois, réglages ou version différents)",
                "un dossier vide, ou --recommencer pour effacer celui-ci",
            )
        return Lecture(**garde["lecture"])
    effacer(demande.sortie)
    for nom in ("travail", *PRODUITS):
        # Households one by one: for the account that runs the audit only.
        (demande.sortie / nom).mkdir(mode=0o700)
    lecture = lire_entree(demande.entree, demande.mois, demande.sortie, demande.taille_lot, suivre)
    ecrire_json(etat, {"identite": identite, "lecture": asdict(lecture)})
    return lecture


def effacer(sortie: Path) -> None:
    """Remove what an audit wrote in its folder, and nothing else."""
    for nom in ("travail", *PRODUITS):
        shutil.rmtree(sortie / nom, ignore_errors=True)


def calculer(demande: Demande, lecture: Lecture, suivre: Suivi) -> list[dict[str, Any]]:
    """Calculate every lot that is not done yet.

    Args:
        demande: the audit.
        lecture: what was read.
        suivre: told how many households are done, and how many there are.

    Returns:
        The certificate of each lot, in order.
    """
    certificats: dict[int, dict[str, Any]] = {}
    a_faire: list[Travail] = []
    for numero in range(lecture.lots):
        travail = Travail(
            str(demande.sortie.resolve()), numero, demande.mois, demande.completions, demande.echantillon
        )
        fait = certificat_valable(demande.sortie, travail.nom)
        if fait is None:
            a_faire.append(travail)
        else:
            certificats[numero] = fait
    deja = sum(certificat["menages"] for certificat in certificats.values())
    suivre(deja, lecture.menages)
    for numero, certificat in _executer(demande, a_faire):
        certificats[numero] = certificat
        deja += certificat["menages"]
        suivre(deja, lecture.menages)
    return [certificats[numero] for numero in range(lecture.lots)]


def _executer(demande: Demande, travaux: list[Travail]) -> Iterator[tuple[int, dict[str, Any]]]:
    if not travaux:
        return
    if demande.cluster is None and min(demande.processus, len(travaux)) == 1:
        for travail in travaux:
            yield travail.numero, calculer_lot(travail)
        return
    with _executeur(demande, len(travaux)) as executeur:
        futurs = {executeur.submit(calculer_lot, travail): travail.numero for travail in travaux}
        for futur in as_completed(futurs):
            yield futurs[futur], futur.result()


@contextmanager
def _executeur(demande: Demande, travaux: int) -> Iterator[Executor]:
    if demande.cluster is not None:
        # An optional dependency: pip install droits-ouverts[cluster].
        from distributed import Client  # noqa: PLC0415

        with Client(demande.cluster) as client:
            yield client.get_executor()
        return
    # Each process has its core: the threads of polars would only fight for it. Read when a process starts.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    contexte = multiprocessing.get_context("spawn")
    ouvriers = min(demande.processus, travaux)
    with ProcessPoolExecutor(ouvriers, mp_context=contexte, initializer=_mourir_avec_le_parent) as executeur:
        yield executeur


def _mourir_avec_le_parent() -> None:
    """End this worker when the run that started it is killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def veiller(sentinelle: int) -> None:
        wait([sentinelle])
        os._exit(1)

    threading.Thread(target=veiller, args=(parent.sentinel,), daemon=True).start()
