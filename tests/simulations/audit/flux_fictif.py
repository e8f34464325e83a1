"""Builds fictitious RSA fluxes, one household at a time, with a canary in fields never to be read."""

from pathlib import Path

EXEMPLE = Path(__file__).parents[3] / "examples" / "flux_rsa_fictif.xml"
SECRET = "secret-fictif-des-tests-0123456789"
MOIS = "2026-10"
FENETRE = ("2026-06", "2026-07", "2026-08")


def ligne(nature="001", montant="0000420.00", abaneu=""):
    marque = f"<ABANEU>{abaneu}</ABANEU>" if abaneu else ""
    return f"<DetailRessourcesMensuelles><NATRESS>{nature}</NATRESS><MTNATRESSMEN>{montant}</MTNATRESSMEN>{marque}</DetailRessourcesMensuelles>"


def ressources(*lignes, nul="0", mois=FENETRE):
    mensuelles = "".join(
        f"<RessourcesMensuelles><GeneraliteRessourcesMensuelles><MOISRESS>{m}-01</MOISRESS></GeneraliteRessourcesMensuelles>{''.join(lignes)}</RessourcesMensuelles>"
        for m in mois
        if lignes
    )
    return (
        f"<Ressources><GeneraliteRessourcesTrimestre><TOPRESSNUL>{nul}</TOPRESSNUL><DDRESS>{mois[0]}-01</DDRESS>"
        f"<DFRESS>{mois[-1]}-28</DFRESS></GeneraliteRessourcesTrimestre>{mensuelles}</Ressources>"
    )


NULLES = ressources(nul="1")


def activite(code, debut="2020-01-01", fin=""):
    fin = f"<DFACT>{fin}</DFACT>" if fin else ""
    return f"<Activite><ACT>{code}</ACT><DDACT>{debut}</DDACT>{fin}</Activite>"


def personne(role="DEM", naissance="1990-03-21", *blocs, compte="1", parti="", type_naissance="N"):
    parti = f"<DFRATDOS>{parti}</DFRATDOS>" if parti else ""
    prestations = "".join(
        f"<Prestations><NATPREST>{n}</NATPREST><ROLEPERS>{r}</ROLEPERS><TOPCHAPERS>{c}</TOPCHAPERS></Prestations>"
        for n, r, c in (("PFA", role, "0"), ("RSA", role, compte))
    )
    return (
        f"<Personne><Identification><NOM>CANARI</NOM><DTNAI>{naissance}</DTNAI><TYPEDTNAI>{type_naissance}</TYPEDTNAI>"
        f"<NIR>0000000000001</NIR></Identification><DossierCAF>{parti}</DossierCAF>{prestations}{''.join(blocs)}</Personne>"
    )


def adresse(rang, commune):
    return (
        f"<Adresse><TroncCommunAdresse><RGADR>{rang}</RGADR></TroncCommunAdresse><AdresseDetailleeFrance>"
        f"<NOMVOIE>CANARI</NOMVOIE><NUMCOM>{commune}</NUMCOM></AdresseDetailleeFrance></Adresse>"
    )


def droit(
    etat="2", motif="", nature="RSD", verse="0000573.49", sans_domicile="0", enfants="00", montants=True
):
    blocs = {
        "forfait": "0000651.69", "pf": "0000000.00", "al": "0000078.20", "ress": "0000000.00", "total": "0000573.49",
    }  # fmt: skip
    calcul = (
        f"<MontantsCalculDroitRSA><DDELECAL>2026-10-01</DDELECAL><MTREVMINIGARARSA>{blocs['forfait']}</MTREVMINIGARARSA>"
        f"<MTREVGARARSA>{blocs['forfait']}</MTREVGARARSA><MTPFRSA>{blocs['pf']}</MTPFRSA><MTALRSA>{blocs['al']}</MTALRSA>"
        f"<MTRESSMENRSA>{blocs['ress']}</MTRESSMENRSA><MTTOTDRORSA>{blocs['total']}</MTTOTDRORSA></MontantsCalculDroitRSA>"
    )
    return (
        f"<PrestationRSA><SituationDossierRSA><EtatDossierRSA><ETATDOSRSA>{etat}</ETATDOSRSA></EtatDossierRSA>{motif}"
        f"</SituationDossierRSA><DetailDroitRSA><TroncCommunDroitRSA><TOPSANSDOMFIXE>{sans_domicile}</TOPSANSDOMFIXE>"
        f"<NBENFAUTCHA>{enfants}</NBENFAUTCHA></TroncCommunDroitRSA>{calcul if montants else ''}<DetailCalculDroitRSA>"
        f"<NATPF>{nature}</NATPF><DDNATDRO>2025-01-01</DDNATDRO><MTRSAVERS>{verse}</MTRSAVERS>"
        f"<DTDERRSAVERS>2026-10-01</DTDERRSAVERS></DetailCalculDroitRSA></DetailDroitRSA></PrestationRSA>"
    )


def foyer(
    *personnes,
    numero="99000000001",
    organisme="CAF",
    sitfam="CEL",
    depuis="2010-01-01",
    adresses="",
    prestation=None,
):
    return (
        f"<InfosFoyerRSA><IdentificationRSA><Organisme><FONORG>{organisme}</FONORG><MATRICULE>000000000000009</MATRICULE>"
        f"</Organisme><DemandeRSA><NUMDEMRSA>{numero}</NUMDEMRSA></DemandeRSA></IdentificationRSA>"
        f"{''.join(personnes) or personne('DEM', '1990-03-21', NULLES)}<DonneesAdministratives><SituationFamille>"
        f"<SITFAM>{sitfam}</SITFAM><DDSITFAM>{depuis}</DDSITFAM></SituationFamille>"
        f"{adresses or adresse('01', '12202')}</DonneesAdministratives>{prestation or droit()}</InfosFoyerRSA>\n"
    )


def entete(nature="D", genre="M", reference="2026-10-31", plus=""):
    return (
        '<?xml version="1.0" encoding="windows-1252"?>\n<!-- FICTIF -->\n<Racine><IdentificationFlux><APPLIEME>CRI</APPLIEME>'
        f"<TYPEFLUX>{genre}</TYPEFLUX><NATFLUX>{nature}</NATFLUX><DTREF>{reference}</DTREF>{plus}</IdentificationFlux>\n"
    )


def pied(nombre):
    return (
        f"<TransmissionFlux><NBTOTDOSRSATRANSM>{nombre:08d}</NBTOTDOSRSATRANSM></TransmissionFlux></Racine>\n"
    )


def ecrire(dossier, *foyers, annonces=None, debut=None):
    """Write a flux of these households; `annonces` in its footer instead of their number."""
    fichier = dossier / "flux.xml"
    texte = (debut or entete()) + "".join(foyers) + pied(len(foyers) if annonces is None else annonces)
    fichier.write_text(texte, "windows-1252")
    return fichier
