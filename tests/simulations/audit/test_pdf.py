"""The PDF of the report, read back from its drawing orders."""

import re
import zlib

from simulations.audit.blocs import Barre, Barres, Document, Repere, Section, Tableau
from simulations.audit.pdf import en_pdf

BARRES = Barres("Par droit", "En euros.", (Barre("RSA", 200.0, "200\u00a0€"), Barre("APL", None, "secret")))
TABLEAU = Tableau(
    "Par droit",
    ("Droit", "Foyers", "Par mois", "Intervalle", "Par an"),
    (("RSA", "5", "1 €", "de 3\u202f510\u202f600 à 3\u202f646\u202f300\u00a0€", "secret"),),
)


def _ordres(document):
    """Give the drawing orders of every page, uncompressed."""
    flux = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", en_pdf(document), re.DOTALL)
    lus = []
    for contenu in flux:
        try:
            lus.append(zlib.decompress(contenu).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(lus)


def _document(*blocs):
    return Document("Audit", "Estimation", "Données fictives", [Repere("Foyers", "5", "")],
                    [Section("a", "A", blocs)])  # fmt: skip


def _remplis(ordres):
    """Give the fill colour of each filled rectangle; the colours of texts are between q and Q."""
    couleur, trouves = "0 g", []
    for ligne in ordres.splitlines():
        if re.fullmatch(r"[\d. ]+ (rg|g)", ligne):
            couleur = ligne
        if re.search(r" re [fB]", ligne):
            trouves.append(couleur)
    return trouves


def test_un_tableau_apres_des_barres_n_a_pas_leur_couleur():
    bleu = "0.1216 0.3725 0.5451 rg"
    assert _remplis(_ordres(_document(BARRES))) == [bleu]
    barre, *lignes = _remplis(_ordres(_document(BARRES, TABLEAU)))
    assert barre == bleu
    assert bleu not in lignes


def test_le_texte_porte_les_accents_et_l_euro_et_aucun_nombre_n_est_coupe():
    ordres = _ordres(_document(BARRES, TABLEAU))
    # \x80: the euro of Windows-1252.
    assert "(de 3 510 600 à)" in ordres
    assert "(3 646 300 \x80)" in ordres
    assert "Données fictives" in ordres
    assert "(secret)" in ordres
