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


def test_un_intervalle_tient_sur_une_ligne():
    # \x80: the euro of Windows-1252.
    assert "(de 3 510 600 à 3 646 300 \x80)" in _ordres(_document(BARRES, TABLEAU))


def test_aucun_nombre_n_est_coupe_dans_un_tableau_trop_large():
    intervalle = TABLEAU.lignes[0][3]
    large = Tableau("Large", ("Droit", *"BCDEFGHIJ"), (("RSA", *[intervalle] * 9),))
    ordres = _ordres(_document(large))
    # Nine intervals side by side are cut, between their words.
    assert "3 510 600 à 3" not in ordres
    assert ordres.count("3 510 600") == ordres.count("3 646 300 \x80") == 9


def test_chaque_page_dit_que_les_donnees_sont_fictives():
    lignes = tuple((f"Commune {rang}", "5", "1 €", "secret", "12 €") for rang in range(120))
    long = _document(Tableau("Long", TABLEAU.entetes, lignes))
    pages = len(re.findall(rb"/Type /Page\b", en_pdf(long)))
    assert pages > 1
    assert _ordres(long).count("(Données fictives)") == pages + 1


def test_le_texte_porte_les_accents():
    ordres = _ordres(_document(BARRES, TABLEAU))
    assert "Données fictives" in ordres
    assert "(secret)" in ordres
