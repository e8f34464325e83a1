from numpy import datetime64, where
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Individu

# Décret du 27 février 2026 : the children born from this day on have the majoration at 18 years.
NES_DEPUIS = "2012-03-01"
VEILLE_DE_LA_REFORME = "2026-02-01"


class af_majoration_enfant(Variable):
    value_type = float
    entity = Individu
    definition_period = MONTH
    label = "Majoration pour âge des allocations familiales, pour chaque enfant"
    reference = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006073189"
    unit = "currency"

    def formula_2024_01(individu, period, parameters):
        """CSS L521-3 et D521-2 : avec deux enfants, l'aîné n'a pas la majoration, son cadet l'a.

        L'amont la refuse aux deux enfants quand ils ont le même âge révolu. Outre-mer, l'enfant unique
        suit les tranches d'âge de l'amont.
        """
        prestations = parameters(period).prestations_sociales.prestations_familiales
        af, bmaf = prestations.prestations_generales.af, prestations.bmaf.bmaf
        ancienne = parameters(VEILLE_DE_LA_REFORME).prestations_sociales.prestations_familiales
        seuil_ancien = ancienne.prestations_generales.af.af_maj.maj_age_deux_enfants.age1
        a_charge = individu("prestations_familiales_enfant_a_charge", period)
        nombre = individu.famille("af_nbenf", period)
        age, mois = individu("age", period), individu("mois_depuis_naissance", period)
        rang = individu.get_rank(individu.famille, -mois, condition=a_charge)
        ne_le = datetime64(period.start, "M") - mois.astype("timedelta64[M]")
        seuil = where(ne_le < datetime64(NES_DEPUIS, "M"), seuil_ancien, af.af_maj.maj_age_deux_enfants.age1)
        plusieurs = (age >= seuil) * af.af_maj.maj_age_deux_enfants.taux1
        dom = af.af_maj_dom
        premiere = age >= dom.tranches_age.age_debut_premiere_tranche
        deuxieme = age >= dom.tranches_age.age_debut_deuxieme_tranche
        unique = where(
            deuxieme, dom.majoration_premier_enfant.taux_tranche_2,
            premiere * dom.majoration_premier_enfant.taux_tranche_1,
        )  # fmt: skip
        taux = where(nombre > 1, plusieurs, unique)
        due = a_charge & (individu.famille("af_base", period) > 0) & ((nombre != 2) | (rang > 0))
        partage = where(individu("garde_alternee", period), af.af_cm.facteur_garde_alternee, 1)
        return due * bmaf * taux * partage
