from numpy import datetime64, maximum, where
from openfisca_core.periods import MONTH, YEAR
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

# CSS R543-2 : under 18 years on 15 September.
JOUR_LIMITE = "{annee}-09-15"


class ars(Variable):
    value_type = float
    entity = Famille
    definition_period = YEAR
    label = "Allocation de rentrée scolaire, avant CRDS"
    reference = "https://www.service-public.gouv.fr/particuliers/vosdroits/F1878"
    unit = "currency"

    def formula_2024(famille, period, parameters):
        """CSS R543-2 : âge atteint au 31 décembre ; moins de 18 ans au 15 septembre.

        L'amont lit l'âge au 1er décembre et la limite de 18 ans à la fin de septembre. Au-dessus du plafond,
        allocation différentielle (CSS R543-6-1).
        """
        mois = period.get_subperiods(MONTH)
        octobre, decembre = mois[-3], mois[-1]
        prestations = parameters(octobre).prestations_sociales.prestations_familiales
        p, bmaf = prestations.education_presence_parentale.ars, prestations.bmaf.bmaf
        ages, montants = p.ars_cond, p.ars_m
        naissance = famille.members("date_naissance", decembre)
        age = (datetime64(period.start, "Y") - naissance.astype("datetime64[Y]")).astype(int)
        limite = datetime64(JOUR_LIMITE.format(annee=period.start.year - ages.age_sortie_lycee))
        ouvert = (naissance > limite) & ~famille.members("autonomie_financiere", decembre)
        taux = where(
            age >= ages.age_entree_lycee, montants.taux_lycee,
            where(age >= ages.age_entree_college, montants.taux_college, montants.taux_primaire),
        )  # fmt: skip
        du = ouvert & (age >= ages.age_entree_primaire)
        base = bmaf * famille.sum(du * taux, role=Famille.ENFANT)
        enfants = famille("af_nbenf", octobre)
        plafond = p.ars_plaf.plafond_ressources * (1 + enfants * p.ars_plaf.majoration_par_enf_supp)
        ressources = famille("prestations_familiales_base_ressources", mois[0])
        montant = maximum(base - maximum(ressources - plafond, 0), 0)
        return montant * (montant >= p.montant_minimum_verse)
