"""Which facts are missing for which droit: the unknowns that keep an answer from being firm.

Each card names the facts it needs, of whom, and in which situation; everything here is columns of booleans
over the persons of the tables.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import polars as pl

from simulations.encoding.entrees import NEUTRALISABLES
from simulations.ledger import Ledger
from simulations.manques import Manque
from simulations.profils import AGE_MAJORITE, Profils

# Before, one may be in the charge of one's parents for the CSS and for the income tax.
AGE_AUTONOMIE = 25
# Facts asked as a whole: known as soon as their first part is.
_PARTIES = {
    "personnes[].patrimoine": "patrimoine.livrets",
    "personnes[].handicap": "handicap.taux",
    "personnes[].pension_alimentaire": "pension_alimentaire.payee",
    "personnes[].etudes": "etudes.formation_habilitee_bourse",
    "personnes[].emploi": "emploi.employeur_prive",
    "personnes[].garde": "garde.mode",
    "personnes[].conge_parental": "conge_parental.taux",
    "personnes[].aidant": "aidant.motif",
}
# Facts that only add something when they are said.
_JAMAIS_INCONNUS = {
    "mois", "prestations", "personnes[].id", "personnes[].role",
}  # fmt: skip
# Facts so rare that they are presumed absent until said; listed as assumptions, never a doubt.
PRESUMES = {
    "logement.chambre": "logement d’au moins une pièce entière, hors chambre",
    "logement.bailleur_proche": "bailleur sans lien de parenté direct avec le foyer",
    "logement.charges": "charges non précisées, comptées au forfait",
    "personnes[].adopte_le": "aucune adoption récente",
    "personnes[].regime": "hors du régime agricole, sauf activité agricole",
    "personnes[].aidant.motif": "aucun arrêt de travail pour aider un proche",
    "personnes[].conge_parental.depuis": "congé parental commencé depuis peu",
    "evenements.deces_enfant": "aucun décès d’enfant",
    "evenements.demande_logement_social": "aucune demande de logement social en attente",
    "evenements.sans_compte_bancaire": "un compte bancaire dans le foyer",
    "evenements.violences": "aucune violence dans le couple",
}
AGES_GROSSESSE = (15, 50)
# Ages at which the complément de mode de garde stops: couples, then lone parents (CSS D531-18-1).
AGE_FIN_GARDE_COUPLE, AGE_FIN_GARDE = 6, 12
_GARDES_PAYEES = ("assistant_maternel", "domicile", "micro_creche")
# The fact that says whether someone is in a situation; those left out never are in doubt.
_FAIT_DE_SITUATION = {
    "locataire": "logement.statut", "accedant": "logement.statut", "heberge": "logement.statut",
    "etranger_hors_ue": "personnes[].nationalite", "etranger": "personnes[].nationalite",
    "independant": "personnes[].activite", "etudiant": "personnes[].activite",
    "apprenti": "personnes[].activite", "demandeur_emploi": "personnes[].activite",
    "agricole": "personnes[].activite", "handicap": "personnes[].handicap.taux",
    "enceinte": "personnes[].enceinte",
}  # fmt: skip
# Before the month of the simulation, the months whose incomes the RSA and the prime d'activité read.
NB_MOIS_REFERENCE = 4


@dataclass(frozen=True)
class Besoins(Profils):
    """The unknowns of the households, person by person.

    Every method gives a boolean array over the persons.
    """

    livre: Ledger

    def manque(self, champ: str) -> Any:
        """Tell whose fact is unknown; a fact of the household is unknown for all its members."""
        return self.une_fois("manque", champ, calcul=lambda: self._manque(champ))

    def pas_exclu(self, si: str | None) -> Any:
        """Tell who is in a situation, or may be since the fact that says it is unknown."""
        fait = _FAIT_DE_SITUATION.get(si or "")
        return self.en_situation(si) if fait is None else self.en_situation(si) | self.manque(fait)

    def chez(
        self, champ: str, pour: str, si: str | None, individuel: bool, *, prudent: bool = False
    ) -> Manque:
        """Tell which holders of a droit miss a fact, presumed or not, and whose.

        Args:
            champ: the fact.
            pour: whose fact counts, as a card says it.
            si: the situation in which it matters.
            individuel: the holders are the persons, else the familles.
            prudent: count it too where it is unknown whether someone is in this situation.
        """
        cle = ("chez", champ, pour, si, individuel, prudent)
        manque: Manque = self.une_fois(*cle, calcul=lambda: self._chez(champ, pour, si, individuel, prudent))
        return manque

    def _chez(self, champ: str, pour: str, si: str | None, individuel: bool, prudent: bool) -> Manque:
        situation = self.pas_exclu(si) if prudent else self.en_situation(si)
        personnes = (self.absent(champ) if champ in PRESUMES else self.manque(champ)) & situation
        famille = self.entites.famille
        if individuel and pour == "beneficiaires":
            groupe = np.arange(self.entites.nb_personnes)
            return Manque(personnes, groupe, partial(self._noms, champ, personnes, groupe))
        personnes = personnes & self.concernes(pour)
        manquent = np.bincount(famille.de_personne, personnes, famille.nombre) > 0
        noms = partial(self._noms, champ, personnes, famille.de_personne)
        if individuel:
            return Manque(manquent[famille.de_personne], famille.de_personne, noms)
        return Manque(manquent, np.arange(famille.nombre), noms)

    def _noms(self, champ: str, personnes: Any, groupe: Any) -> dict[int, tuple[str, ...]]:
        if not champ.startswith("personnes[]."):
            return {}
        menage, ids = self.entites.menage_de_personne, self._ids
        plusieurs = (np.bincount(menage, minlength=self.tables.nb_menages) > 1)[menage]
        noms = defaultdict(list)
        for rang in np.flatnonzero(personnes & plusieurs):
            noms[int(groupe[rang])].append(ids[rang])
        return {cle: tuple(membres) for cle, membres in noms.items()}

    @cached_property
    def _ids(self) -> list[str]:
        return self.tables.personnes["id"].to_list()

    def _manque(self, champ: str) -> Any:
        if champ in _JAMAIS_INCONNUS or champ in PRESUMES:
            return np.zeros(self.entites.nb_personnes, dtype=bool)
        return self.absent(champ)

    def absent(self, champ: str) -> Any:
        """Tell whose fact is not given, presumed or not."""
        if champ == "personnes[].revenus_interrompus":
            return self._perte_incertaine()
        if champ == "personnes[].revenus":
            return ~self.livre.connus & ~self.enfant_jeune
        if champ in ("fiscal.rfr_n2", "fiscal.rfr_n1"):
            couvert = self.livre.couvre_n2 if champ == "fiscal.rfr_n2" else self.livre.couvre_n1
            return self._du_menage(champ) & ~couvert & ~self.enfant_jeune
        if champ == "couple.depuis":
            separes = self.tables.menages["couple.statut"].is_in(["separe", "divorce", "veuf"])
            depuis_peu = separes.fill_null(value=True).to_numpy()
            return self._du_menage(champ) & depuis_peu[self.entites.menage_de_personne]
        if champ == "personnes[].pension_alimentaire":
            absent = self.tables.personnes["autre_parent"].is_in(["decede", "sans_filiation"])
            incomplete = self._de_la_personne(champ) | self._pension_sans_revenu()
            return incomplete & ~absent.fill_null(value=False).to_numpy()
        if champ.startswith("personnes[]."):
            return self._de_la_personne(champ)
        if champ == "logement.demenagement_prevu":
            return self._du_menage(champ) & self._du_menage("logement.entree_prevue")
        if champ == "logement.depuis":
            # A date of entry to come takes the place of that of the present home.
            return self._du_menage(champ) & self._du_menage("logement.entree_prevue")
        if champ == "logement.entree_prevue":
            prevu = self.tables.menages["logement.demenagement_prevu"].fill_null(value=False).to_numpy()
            return self._du_menage(champ) & prevu[self.entites.menage_de_personne]
        return self._du_menage(champ)

    def _pension_sans_revenu(self) -> Any:
        """Children whose support is said to be paid, and among nobody's incomes: how much is not known."""
        famille = self.entites.famille
        recue = self.livre.somme("pension_alimentaire_recue")[-1]
        recoit = np.bincount(famille.de_personne, recue, famille.nombre) > 0
        payee = self.tables.personnes["pension_alimentaire.payee"].fill_null(value=False).to_numpy()
        return payee & ~recoit[famille.de_personne]

    def _perte_incertaine(self) -> Any:
        """Persons who lost an income that something replaced or not, which would change what counts.

        Reference: CASF R262-13. Unknown, it is taken as replaced by the ledger.
        """
        incertaine = np.zeros(self.entites.nb_personnes, dtype=bool)
        pertes = self.tables.revenus.filter(
            pl.col("interrompu_le").is_not_null() & pl.col("remplace").is_null()
        )
        for nature, personne, le in pertes.select("nature", "personne", "interrompu_le").iter_rows():
            if nature not in NEUTRALISABLES or nature not in self.livre.par_nature:
                continue
            percu = self.livre.par_nature[nature][:, personne]
            jusqu_au = max(le.year * 12 + le.month - self.livre.premier, 0)
            lus = percu[max(len(percu) - 1 - NB_MOIS_REFERENCE, 0) : jusqu_au]
            incertaine[personne] |= bool((lus > percu[-1]).any())
        return incertaine

    @cached_property
    def _sans_objet(self) -> dict[str, Any]:
        """Facts that the others already settle: an answer would say nothing more."""
        p = self.tables.personnes
        seul = self.de_famille("parent_isole")[self.entites.famille.de_personne]
        orphelin = p["autre_parent"].is_in(["decede", "sans_filiation"]).fill_null(value=False)
        homme = (p["sexe"] == "m").fill_null(value=False).to_numpy()
        jeune, agee = AGES_GROSSESSE
        activite = p["activite"].fill_null("").to_numpy()
        return {
            # At home in their charge, children count with their parents; see `rattachement_fiscal_inconnu`.
            "personnes[].rattache_foyer_parents": (self.age >= AGE_AUTONOMIE)
            | (self.entites.famille.role == "enfant"),
            "personnes[].a_charge": self.age < AGE_MAJORITE,
            "personnes[].garde_alternee": ~seul | orphelin.to_numpy(),
            "personnes[].enceinte": homme | (self.age < jeune) | (self.age > agee),
            "personnes[].patrimoine": self.enfant_jeune,
            "personnes[].activite": self.enfant_jeune,
            "personnes[].nationalite": self.enfant_jeune,
            **self._sans_objet_travail(),
            "personnes[].scolarite": self.adulte & ~np.isin(activite, ("", "etudiant")),
        }

    def _sans_objet_travail(self) -> dict[str, Any]:
        """Facts about care, parental leave and help that the first answer of their group settles."""
        p = self.tables.personnes
        seul = self.de_famille("parent_isole")[self.entites.famille.de_personne]
        trop_age = (self.age >= AGE_FIN_GARDE) | ((self.age >= AGE_FIN_GARDE_COUPLE) & ~seul)
        non_payee = ~p["garde.mode"].is_in(_GARDES_PAYEES).fill_null(value=False).to_numpy()
        conges = p["conge_parental.taux"].fill_null("aucun").to_numpy()
        motifs = p["aidant.motif"].fill_null("aucun").to_numpy()
        return {
            "personnes[].garde.mode": trop_age,
            "personnes[].garde.heures_mois": trop_age | non_payee,
            "personnes[].garde.cout_mensuel": trop_age | non_payee,
            "personnes[].conge_parental.huit_trimestres": conges == "aucun",
            "personnes[].aidant.jours_mois": np.isin(motifs, ("aucun", "fin_de_vie")),
        }

    def _de_la_personne(self, champ: str) -> Any:
        colonne = _PARTIES.get(champ, champ.removeprefix("personnes[]."))
        absent = self.tables.personnes[colonne].is_null().to_numpy()
        sans_objet = self._sans_objet.get(champ)
        return absent if sans_objet is None else absent & ~sans_objet

    def _du_menage(self, champ: str) -> Any:
        return self.tables.menages[champ].is_null().to_numpy()[self.entites.menage_de_personne]
