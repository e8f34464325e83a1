from numpy import around
from openfisca_core.periods import MONTH
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille


class css_presomption_participation(Variable):
    value_type = bool
    entity = Famille
    definition_period = MONTH
    label = "Foyer réputé sous le second plafond de la CSS : ASPA, ASI ou AAH, sans activité récente"
    reference = [
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000045593155",
        "https://collectifhandicap54.org/2025/07/07/mise-a-jour-sur-lacces-a-la-complementaire-sante-solidaire-pour-les-beneficiaires-de-laah",
        "https://www.previssima.fr/actualite/complementaire-sante-solidaire-c2s-un-decret-vient-apporter-quelques-evolutions-afin-dameliorer-lacces-au-dispositif.html",
    ]

    def formula_2022_04(famille, period, parameters):
        """CSS L861-2 et décret 2022-565 : bénéficiaires de l'ASPA. Retenu ici sans enfant à charge."""
        aspa = famille("aspa", period) > 0
        return aspa & famille("css_sans_activite", period) & (famille("cmu_nb_pac", period) == 0)

    def formula_2024_07(famille, period, parameters):
        """Décret du 28 juin 2024 : s'y ajoutent les bénéficiaires de l'ASI."""
        asi = famille.sum(famille.members("asi", period)) > 0
        aspa = famille("aspa", period) > 0
        sans_enfant = famille("cmu_nb_pac", period) == 0
        return (aspa | asi) & sans_enfant & famille("css_sans_activite", period)

    def formula_2025_07(famille, period, parameters):
        """Décret du 28 juin 2025 : s'y ajoutent les bénéficiaires de l'AAH qui vivent seuls, sans enfant.

        L'AAH doit être à taux plein, ou compléter une pension d'invalidité, de vieillesse ou une rente
        d'accident du travail.
        """
        plein = parameters(period).prestations_sociales.prestations_etat_de_sante.invalidite.aah.montant
        aah = famille.demandeur("aah", period)
        pensions = sum(
            famille.demandeur(nom, period)
            for nom in ("pensions_invalidite", "retraite_nette", "rente_accident_travail")
        )
        seul = (famille("nb_parents", period) == 1) & (aah > 0)
        aah_ouvrante = seul & ((around(aah - plein, 2) >= 0) | (pensions > 0))
        asi = famille.sum(famille.members("asi", period)) > 0
        aspa = famille("aspa", period) > 0
        sans_enfant = famille("cmu_nb_pac", period) == 0
        return (aspa | asi | aah_ouvrante) & sans_enfant & famille("css_sans_activite", period)
