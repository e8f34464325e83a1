"""What an audit costs: by number of households, and by how they are spread over processes or a cluster.

`python -m tests.benchmarks.audit` writes a table into docs/performance.md; `python -m tests.benchmarks.audit
1000000` goes up to a million households. One block of fictitious households is drawn, then repeated under other
ids: what is measured is the audit, not the draw.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from simulations.audit.foyers import ecrire_tables
from simulations.population import BLOC, blocs
from tests.benchmarks.pages import remplacer

MOIS = "2026-11"
TAILLES = (10_000, 122_000)
COMPARES = 50_000
FRANCE, PAR_AN_HEURES = 30_000_000, 3600
_OCTETS_KO, _PAUSE = 1024, 0.3


@dataclass(frozen=True)
class Mesure:
    """One audit: seconds in all, of reading, and the most memory its processes held together, in megabytes."""

    secondes: float
    lecture: float
    memoire: float


def repeter(base: Path, dossier: Path, nombre: int) -> None:
    """Write the households of a folder again and again, under other ids, until there are so many."""
    dossier.mkdir()
    for table in ("menages", "personnes", "revenus", "prestations"):
        cadre = pl.read_parquet(base / f"{table}.parquet")
        rang = pl.col("menage_id").str.split("-").list.last().cast(pl.Int64)
        copies = [
            cadre.filter(rang + copie * BLOC < nombre).with_columns(
                menage_id=pl.format("FICTIF-{}-{}", pl.lit(copie), pl.col("menage_id"))
            )
            for copie in range(-(-nombre // BLOC))
        ]
        pl.concat(copies).write_parquet(dossier / f"{table}.parquet")


def auditer(entree: Path, sortie: Path, *options: str) -> Mesure:
    """Run the command and watch it."""
    commande = [
        sys.executable, "-W", "ignore", "-m", "simulations.cli", "auditer", str(entree), "--mois", MOIS,
        "--sortie", str(sortie), "--fictif", *options,
    ]  # fmt: skip
    debut = time.time()
    processus = subprocess.Popen(commande, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pics: list[float] = [0.0]
    veille = threading.Thread(target=_veiller, args=(processus, pics))
    veille.start()
    code = processus.wait()
    veille.join()
    if code:
        raise RuntimeError(f"l'audit a échoué ({code})")
    lue = (sortie / "travail" / "lecture.json").stat().st_mtime - debut
    return Mesure(time.time() - debut, lue, pics[0])


def _veiller(processus: subprocess.Popen[bytes], pics: list[float]) -> None:
    while processus.poll() is None:
        sortie = subprocess.run(
            ["ps", "-o", "rss=", "--ppid", str(processus.pid), "-p", str(processus.pid)],
            capture_output=True, text=True, check=False,
        ).stdout  # fmt: skip
        pics[0] = max(pics[0], sum(map(int, sortie.split())) / _OCTETS_KO)
        time.sleep(_PAUSE)


@contextmanager
def grappe() -> Iterator[str]:
    """Start a Dask cluster of two workers on this machine."""
    commande = (
        "import time\nfrom distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    c = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)\n"
        "    print(c.scheduler_address, flush=True)\n    time.sleep(3600)\n"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".py") as fichier:
        fichier.write(commande)
        fichier.flush()
        processus = subprocess.Popen(
            [sys.executable, fichier.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert processus.stdout is not None
        try:
            yield processus.stdout.readline().strip()
        finally:
            processus.terminate()
            processus.wait()


def mesurer(tailles: tuple[int, ...]) -> str:
    """Measure every case; give the Markdown of the page."""
    lignes = [
        "| foyers | comment | total | lecture | par foyer | mémoire, tous processus |",
        "|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as racine:
        base = Path(racine) / "base"
        base.mkdir()
        (bloc,) = blocs(BLOC, 1, MOIS)
        ecrire_tables(bloc, [f"B-{rang}" for rang in range(BLOC)], base, "parquet")
        deux = ("--processus", "2")
        derniere = 0.0
        for nombre in tailles:
            mesure = _essayer(Path(racine), base, nombre, deux)
            derniere = mesure.secondes * 2 / nombre
            lignes.append(_ligne(nombre, "2 processus", mesure))
        lignes.append(
            _ligne(COMPARES, "1 processus", _essayer(Path(racine), base, COMPARES, ("--processus", "1")))
        )
        lignes.append(_ligne(COMPARES, "2 processus", _essayer(Path(racine), base, COMPARES, deux)))
        with grappe() as adresse:
            lignes.append(
                _ligne(
                    COMPARES,
                    "grappe Dask locale, 2 ouvriers",
                    _essayer(Path(racine), base, COMPARES, ("--cluster", adresse)),
                )
            )
        incomplet = _essayer(
            Path(racine), base, 200, ("--processus", "2", "--lot", "100", "--completions", "64"), caches=True
        )
        lignes.append(_ligne(200, "moitié des faits cachés, 64 cas par foyer en doute", incomplet))
    coeurs = FRANCE * derniere / PAR_AN_HEURES
    lignes += [
        "",
        (
            f"Sur le papier : les 30 millions de ménages de France, au coût mesuré par foyer, prendraient {coeurs:.0f} heures "
            f"d’un cœur, soit {coeurs / 100 * 60:.0f} minutes sur 100 cœurs, données complètes et lecture comprise."
        ),
    ]
    return "\n".join(lignes)


def _essayer(
    racine: Path, base: Path, nombre: int, options: tuple[str, ...], *, caches: bool = False
) -> Mesure:
    nom = f"{nombre}-{'-'.join(options)}".replace("/", "_")
    entree, sortie = racine / f"e{nombre}{caches}", racine / f"s{nom}"
    if not entree.exists():
        repeter(base, entree, nombre)
        if caches:
            _cacher(entree)
    mesure = auditer(entree, sortie, *options)
    print(json.dumps({"foyers": nombre, "options": options} | mesure.__dict__), flush=True)
    return mesure


def _cacher(entree: Path) -> None:
    """Hide every other column that is not a key."""
    for table in ("menages", "personnes"):
        cadre = pl.read_parquet(entree / f"{table}.parquet")
        cles = {"menage_id", "personne_id", "role", "revenus_connus", "prestations_completes"}
        libres = [nom for nom in cadre.columns if nom not in cles]
        cadre.drop(libres[::2]).write_parquet(entree / f"{table}.parquet")


def _ligne(nombre: int, comment: str, m: Mesure) -> str:
    cases = (f"{nombre:_}".replace("_", " "), comment, f"{m.secondes:.0f} s", f"{m.lecture:.0f} s",
             f"{1000 * m.secondes / nombre:.2f} ms", f"{m.memoire:.0f} Mo")  # fmt: skip
    return f"| {' | '.join(cases)} |".replace(".", ",")


if __name__ == "__main__":
    plus = tuple(int(argument) for argument in sys.argv[1:])
    remplacer("performance.md", "audit", mesurer((*TAILLES, *plus)))
