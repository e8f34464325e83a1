"""The closed list: what no questionnaire asks, written as zero so that no formula goes looking for it.

Left to itself OpenFisca fills whatever is missing by formula: payslips, tax returns, past benefits, years
back. Each group below says why its members may be zero for every household.
"""

# Incomes so rare that they are not asked; a household that has one declares it as « autre ».
REVENUS_RARES = (
    "allocation_securisation_professionnelle",
    "bourse_recherche",
    "dedommagement_victime_amiante",
    "indemnites_chomage_partiel",
    "indemnites_compensatrices_conges_payes",
    "indemnites_journalieres_adoption",
    "indemnites_journalieres_maladie_professionnelle",
    "indemnites_journalieres_paternite",
    "indemnites_stage",
    "indemnites_volontariat",
    "prestation_compensatoire",
    "prime_forfaitaire_mensuelle_reprise_activite",
    "primes_salaires_non_exonerees",
    "remuneration_apprenti",
    "retraite_combattant",
    "traitement_indiciaire_brut",
    "valeur_locative_terrains_non_loues",
    "aah_base_ressources_activite_milieu_protege",
    "garantie_jeunes",
    "hsup",
    "etr",
)

# Tax boxes and capital gains that a household met by a social worker does not know; the tax notice,
# when given, holds them already.
ANNUELS_INDIVIDU = (
    "f1tt",
    "f3vj",
    "frais_reels",
    "rpns_exon",
    "rpns_pvce",
    "rpns_pvct",
    "moins_values_court_terme_non_salaries",
    "moins_values_long_terme_non_salaries",
    "rpns_micro_entreprise_benefice",
    "prime_partage_valeur_non_exoneree",
    "prime_partage_valeur_non_exoneree_exceptionnelle",
)
ANNUELS_FOYER = (
    "assiette_csg_plus_values",
    "abattements_speciaux_prestations_familiales",
    "nb_pac",
)

# Family benefits of the past that are no longer opened or that OpenFisca cannot compute.
PRESTATIONS_ETEINTES = ("paje_clca", "paje_colca", "paje_prepare")

# Aids of the month before that only Visale reads, among incomes; and the other two kinds of housing aid,
# whose past amount is written as one (`als` below).
AIDES_DU_MOIS_PASSE = ("bourse_criteres_sociaux", "apa_domicile", "pch")
FORMES_LOGEMENT_ETEINTES = ("apl", "alf")

# Past amounts of benefits: given for each month, zero included. (variable, OpenFisca entity)
PRESTATIONS_PASSEES = {
    "rsa": "famille",
    "ppa": "famille",
    "af": "famille",
    "cf": "famille",
    "asf": "famille",
    "paje_base": "famille",
    "aspa": "famille",
    "aide_logement": "famille",
    "als": "famille",
    "aeeh": "famille",
    "aah": "individu",
    "caah": "individu",
    "asi": "individu",
    "ass": "individu",
}
