"""The same report as a PDF: titles, texts, tables and bars, in the order of the page."""

from pathlib import Path

from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout

from simulations.audit.blocs import Barres, Bloc, Carte, Document, Liste, Section, Tableau, Texte
from simulations.audit.ecriture import ecrire_entier
from simulations.audit.typographie import insecables

_POLICE, _CORPS, _PETIT = "Helvetica", 9.5, 8.0
_MARGE, _LIGNE = 15, 4.6
_BARRE, _LIBELLE = 4.0, 70.0
# Height that a caption keeps below it; least share of a page's width for words.
_SUITE, _MOTS = 24.0, 0.28
_BLEU, _GRIS, _NOIR = (31, 95, 139), (91, 91, 91), (27, 27, 27)
_BLANC = (255, 255, 255)
# The fonts that every reader has know Windows-1252 only: what it lacks is written otherwise. A space inside a
# number stays one that no line is cut at.
_AUTREMENT = str.maketrans({"\u202f": "\u00a0", "−": "-", "≥": ">=", "≤": "<=", "→": "->", "☐": "[ ]"})


def ecrire_pdf(sortie: Path, document: Document) -> None:
    """Write `rapport.pdf`.

    Args:
        sortie: folder of the audit.
        document: the report, from `contenu.document`.
    """
    ecrire_entier(sortie / "rapport.pdf", lambda chemin: chemin.write_bytes(en_pdf(document)))


def en_pdf(document: Document) -> bytes:
    """Give the document as PDF."""
    page = _Page(document.bandeau)
    page.set_title(_texte(document.titre))
    page.set_lang("fr-FR")
    page.add_page()
    if document.bandeau:
        page.paragraphe(document.bandeau, gras=True)
    page.titre(document.titre, 18)
    page.paragraphe(document.sous_titre, gris=True)
    for repere in document.reperes:
        page.paragraphe(f"{repere.titre} : {repere.valeur}", gras=True)
        page.paragraphe(repere.detail, gris=True)
    for section in document.sections:
        page.section(section, 0)
    return bytes(page.output())


class _Page(FPDF):
    def __init__(self, bandeau: str | None) -> None:
        super().__init__(format="A4")
        self._bandeau = bandeau
        self.core_fonts_encoding = "windows-1252"
        self.set_margin(_MARGE)
        self.set_auto_page_break(auto=True, margin=_MARGE)
        self.set_font(_POLICE, size=_CORPS)

    def footer(self) -> None:
        """Number the pages; what must be read before all is said on each."""
        self.set_y(-_MARGE + 3)
        self.set_font(_POLICE, size=_PETIT)
        self.set_text_color(*_GRIS)
        if self._bandeau:
            self.cell(self.epw - 10, 5, _texte(self._bandeau))
        self.cell(0, 5, f"{self.page_no()}", align="R")

    def section(self, section: Section, niveau: int) -> None:
        self.start_section(_texte(section.titre), level=niveau)
        self.titre(section.titre, 11 if niveau else 14)
        for bloc in section.blocs:
            self.bloc(bloc)
        for partie in section.parties:
            self.section(partie, niveau + 1)

    def bloc(self, bloc: Bloc) -> None:
        match bloc:
            case Texte():
                self.paragraphe(bloc.texte, gris=bloc.ton == "note", gras=bloc.ton == "alerte")
            case Liste():
                for ligne in bloc.lignes:
                    self.paragraphe(f"- {ligne}")
            case Tableau():
                self.tableau(bloc)
            case Barres():
                self.barres(bloc)
            case Carte():
                self.paragraphe(
                    f"{bloc.titre} : voir la carte dans la page, et le tableau qui suit.", gris=True
                )

    def titre(self, texte: str, taille: int) -> None:
        self._tenir_ensemble(taille + _SUITE)
        self.ln(3)
        self._plume(taille=taille, gras=True)
        self.multi_cell(0, taille * 0.45, _texte(texte), new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def paragraphe(self, texte: str, *, gras: bool = False, gris: bool = False) -> None:
        self._plume(gras=gras, gris=gris)
        self.multi_cell(0, _LIGNE, _texte(texte), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def tableau(self, bloc: Tableau) -> None:
        self._tenir_ensemble(_SUITE)
        self.paragraphe(bloc.legende, gras=True)
        self._plume(taille=_PETIT)
        # The rows are filled with the colour of the last bar otherwise.
        self.set_fill_color(*_BLANC)
        alignements = tuple("RIGHT" if bloc.est_nombre(i) else "LEFT" for i in range(len(bloc.entetes)))
        with self.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            col_widths=self._largeurs(bloc),
            text_align=alignements,
            line_height=_LIGNE - 0.6,
            headings_style=FontFace(emphasis="BOLD", color=_NOIR),
            padding=0.6,
        ) as table:
            for ligne in (bloc.entetes, *bloc.lignes):
                table.row([_texte(case) for case in ligne])
        self.ln(2)

    def _largeurs(self, bloc: Tableau) -> tuple[float, ...]:
        """Give a column of figures the width of its longest; those of words share what is left."""
        marge, mots = 4.0, [i for i in range(len(bloc.entetes)) if not bloc.est_nombre(i)]
        largeurs, aise = [0.0] * len(bloc.entetes), min(22.0, self.epw / (2 * len(bloc.entetes)))
        for i, entete in enumerate(bloc.entetes):
            # A heading goes on several lines: its longest word counts, in bold.
            lus = [*(ligne[i] for ligne in bloc.lignes), *(f"{mot}." for mot in entete.split())]
            longueur = max(self.get_string_width(_texte(lu)) for lu in lus) + marge
            largeurs[i] = longueur if i in mots else max(longueur, aise)
        figures = sum(largeur for i, largeur in enumerate(largeurs) if i not in mots)
        reste, voulu = max(self.epw - figures, _MOTS * self.epw), sum(largeurs[i] for i in mots)
        for i in mots:
            largeurs[i] *= reste / voulu
        return tuple(largeurs)

    def _tenir_ensemble(self, hauteur: float) -> None:
        if self.will_page_break(hauteur):
            self.add_page()

    def barres(self, bloc: Barres) -> None:
        self._tenir_ensemble(_SUITE)
        self.paragraphe(bloc.titre, gras=True)
        longueur = self.epw - _LIBELLE - 35
        for barre in bloc.barres:
            if self.will_page_break(_BARRE + 1):
                self.add_page()
            self._plume(taille=_PETIT)
            haut = self.get_y()
            self.cell(_LIBELLE, _BARRE + 1, _court(barre.libelle), align="R")
            if barre.valeur is not None:
                self.set_fill_color(*_BLEU)
                largeur = max(0.3, longueur * barre.valeur / bloc.echelle)
                self.rect(_MARGE + _LIBELLE + 2, haut + 0.7, largeur, _BARRE - 0.4, style="F")
            self.set_xy(_MARGE + _LIBELLE + 4 + longueur, haut)
            self.cell(0, _BARRE + 1, _texte(barre.texte), new_x="LMARGIN", new_y="NEXT")
        self.ln(2)

    def _plume(self, *, taille: float = _CORPS, gras: bool = False, gris: bool = False) -> None:
        self.set_font(_POLICE, style="B" if gras else "", size=taille)
        self.set_text_color(*(_GRIS if gris else _NOIR))


def _court(texte: str, maximum: int = 48) -> str:
    return _texte(texte if len(texte) <= maximum else texte[: maximum - 1] + "…")


def _texte(texte: str) -> str:
    """Write what Windows-1252 lacks otherwise."""
    return insecables(texte).translate(_AUTREMENT).encode("cp1252", "replace").decode("cp1252")
