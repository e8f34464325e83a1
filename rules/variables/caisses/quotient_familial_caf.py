from numpy import clip
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille

REVENUS = ("revenu_assimile_salaire", "revenu_assimile_pension", "rpns_imposables")
PRESTATIONS = ("af", "cf", "paje_base", "asf", "aeeh", "aide_logement", "rsa", "ppa")


class quotient_familial_caf(Variable):
    value_type = float
    entity = Famille
    definition_period = MONTH
    unit = "currency"
    label = "Quotient familial de la Caf, estimé"
    reference = "https://meurthe-et-moselle.fr/actions/coll%C3%A8ges/restauration-scolaire/estimer-son-quotient-familial"

    def formula_2024_01(famille, period, parameters):
        """Convention de la Cnaf : douzième des revenus avant abattement et prestations du mois, par part.

        Sources secondaires. Estimation : les neutralisations de ressources de la Caf ne sont pas reprises, et
        les prestations sont celles du mois, non du mois précédent.
        """
        parts = parameters(period).caisses.cnaf.quotient_familial
        revenus = sum(famille.members(nom, period.n_2) for nom in REVENUS)
        communs = famille("prestations_familiales_base_ressources_communes", period)
        prestations = sum(famille(nom, period) for nom in PRESTATIONS)
        aah = famille.members("aah", period)
        # The MVA is paid with the AAH only (CSS L821-1-2).
        individuelles = aah + famille.members("mva", period) * (aah > 0)
        enfants = famille("af_nbenf", period)
        nombre_de_parts = (
            parts.parts_parents
            + parts.part_enfant_1_2 * clip(enfants, 0, 2)
            + parts.part_enfant_3 * (enfants >= 3)
            + parts.part_enfant_suivant * clip(enfants - 3, 0, None)
        )
        total = (famille.sum(revenus) + communs) / 12 + prestations + famille.sum(individuelles)
        return total / nombre_de_parts
