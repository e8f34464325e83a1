"""The `droits` command, with a fake engine; then once with the real one."""

import json
import re
from pathlib import Path

import pytest
import uvicorn
from typer.testing import CliRunner

from rules.catalogue import charger_catalogue
from rules.parametres import ParametresAgenceInvalides
from simulations import cli
from simulations.errors import CalculImpossible
from simulations.lecture import lire_situation
from simulations.resultat import (
    Decision,
    Demarche,
    Droit,
    Ecart,
    Effet,
    Recu,
    Resultat,
    Signalement,
    StatutRecu,
    Totaux,
    TypeEcart,
    Versions,
)
from simulations.simulate import simuler

EXEMPLES = Path(__file__).parents[2] / "examples"
SEUL = {"mois": "2026-11", "personnes": [{"id": "p1", "role": "demandeur"}]}
DEUX = {
    "mois": "2026-10",
    "personnes": [{"id": "a", "role": "demandeur"}, {"id": "b", "role": "conjoint"}],
}


def un_droit(identifiant, decision, montant, statut, ecart, **autres):
    return Droit(
        id=identifiant,
        libelle=charger_catalogue()[identifiant].libelle,
        beneficiaire="famille",
        organisme="caf",
        niveau="national",
        financeur="etat",
        periodicite="mensuel",
        decision=decision,
        montant=montant,
        unite="EUR",
        recu=Recu(statut=statut, montant=0.0 if statut is StatutRecu.NON else None),
        ecart=Ecart(type=ecart, montant=montant if ecart is TypeEcart.NON_RECOURS else None),
        effet=Effet(regle="premier_du_mois_de_la_demande"),
        conditions=[],
        demarche=Demarche(ou="Caf", pieces=[]),
        reperes=[],
        hypotheses=autres.get("hypotheses", []),
        limites=autres.get("limites", []),
    )


def une_reponse(situation):
    montant = 1231.4 + len(situation.personnes)
    return Resultat(
        mois=situation.mois,
        versions=Versions(droits_ouverts="1", openfisca_france="2", openfisca_core="3", parametres="4"),
        totaux=Totaux(du_mensuel=montant, recu_mensuel=0, non_recours_mensuel=montant),
        droits=[
            un_droit("rsa", Decision.A_VERIFIER, 0.0, StatutRecu.INCONNU, TypeEcart.INCONNU,
                     hypotheses=["revenus inconnus"]),
            un_droit("ppa", Decision.DROIT_PROBABLE, montant, StatutRecu.NON, TypeEcart.NON_RECOURS),
            un_droit("pch", Decision.A_INSTRUIRE, None, StatutRecu.INCONNU, TypeEcart.INCONNU,
                     limites=["la MDPH décide"]),
            un_droit("af", Decision.PEU_PROBABLE, 0.0, StatutRecu.NON, TypeEcart.AUCUN),
        ],
        signalements=[
            Signalement(
                droit="ppa", beneficiaire="famille", type=TypeEcart.NON_RECOURS, montant=montant,
                periodicite="mensuel", montant_mensuel=montant, certitude=0.9,
                urgence="avant le 30/11", rang=1,
            )
        ],
        questions=[],
        hypotheses=["revenus inconnus"],
    )  # fmt: skip


@pytest.fixture
def appels(monkeypatch):
    """Replace the engine; each call leaves the list of its situations."""
    faits = []

    def faux(situations):
        faits.append(list(situations))
        return [une_reponse(situation) for situation in situations]

    monkeypatch.setattr(cli, "calculer", faux)
    return faits


@pytest.fixture
def fichier(tmp_path):
    def ecrire(nom, contenu):
        chemin = tmp_path / nom
        if isinstance(contenu, bytes):
            chemin.write_bytes(contenu)
        else:
            chemin.write_text(contenu if isinstance(contenu, str) else json.dumps(contenu), encoding="utf-8")
        return str(chemin)

    return ecrire


def lancer(*arguments, entree=None):
    return CliRunner().invoke(cli.app, list(arguments), input=entree, prog_name="droits")


def sans_blancs(texte):
    return re.sub(r"[\s\u00a0\u202f]+", " ", texte)


def test_json_is_the_result_itself_one_line_per_situation(appels, fichier):
    resultat = lancer("simuler", fichier("a.json", SEUL), "--json")
    assert resultat.exit_code == 0
    assert resultat.stdout == une_reponse(lire_situation(SEUL)).model_dump_json() + "\n"


def test_all_situations_of_all_files_are_simulated_in_one_call_in_the_order_given(appels, fichier):
    lot = "\n".join(json.dumps(document) for document in (SEUL, DEUX, SEUL)) + "\n\n"
    resultat = lancer("simuler", fichier("b.json", DEUX), fichier("lot.jsonl", lot), "--json")
    assert [len(appel) for appel in appels] == [4]
    assert [json.loads(ligne)["mois"] for ligne in resultat.stdout.splitlines()] == [
        "2026-10", "2026-11", "2026-10", "2026-11",
    ]  # fmt: skip


def test_the_standard_input_is_read_as_one_document_or_as_lines(appels):
    assert lancer("simuler", "-", "--json", entree=json.dumps(SEUL, indent=2)).exit_code == 0
    assert lancer("simuler", "-", "--json", entree=f"{json.dumps(SEUL)}\n{json.dumps(DEUX)}").exit_code == 0
    assert [len(appel) for appel in appels] == [1, 2]


def test_a_bad_standard_input_is_named_as_such(appels):
    resultat = lancer("simuler", "-", entree="{}")
    assert (resultat.exit_code, resultat.stdout, appels) == (2, "", [])
    assert resultat.stderr.startswith("entrée standard : « mois »")


def test_a_file_with_a_byte_order_mark_and_windows_lines_is_read(appels, fichier):
    contenu = b"\xef\xbb\xbf" + json.dumps(SEUL).encode() + b"\r\n" + json.dumps(DEUX).encode() + b"\r\n"
    assert lancer("simuler", fichier("w.jsonl", contenu), "--json").exit_code == 0
    assert [len(appel) for appel in appels] == [2]


def test_the_month_asked_for_replaces_that_of_every_situation(appels, fichier):
    sans_mois = {"personnes": DEUX["personnes"]}
    chemins = fichier("a.json", SEUL), fichier("b.json", sans_mois)
    assert lancer("simuler", *chemins, "--mois", "2026-06").exit_code == 0
    assert [situation.mois for situation in appels[0]] == ["2026-06", "2026-06"]


@pytest.mark.parametrize("mois", ["2026-13", "juin", "2023-12", "2199-01", ""])
def test_a_month_that_cannot_be_simulated_is_refused(appels, fichier, mois):
    resultat = lancer("simuler", fichier("a.json", SEUL), "--mois", mois)
    assert (resultat.exit_code, resultat.stdout, appels) == (2, "", [])
    assert "« --mois »" in resultat.stderr
    assert "attendu un mois" in resultat.stderr


def test_one_bad_document_gives_no_result_at_all_and_names_file_line_and_path(appels, fichier):
    mauvais = {"mois": "2026-11", "personnes": [{"id": "p1", "role": "cousin"}], "loyer": 3}
    lot = fichier("lot.jsonl", f"{json.dumps(SEUL)}\n\n{json.dumps(mauvais)}\n")
    resultat = lancer("simuler", fichier("bon.json", SEUL), lot, "--json")
    assert (resultat.exit_code, resultat.stdout, appels) == (2, "", [])
    lignes = resultat.stderr.splitlines()
    assert len(lignes) == 2
    assert all(ligne.startswith(f"{lot}, ligne 3 : ") for ligne in lignes)
    assert any('« personnes[0].role » : reçu "cousin" ; attendu' in ligne for ligne in lignes)
    assert any("« loyer » : reçu le champ inconnu « loyer »" in ligne for ligne in lignes)


@pytest.mark.parametrize(
    ("contenu", "mots"),
    [
        (b"", "un fichier vide"),
        (b" \n ", "un fichier vide"),
        (b"\xff\xfe{}", "pas en UTF-8"),
        (b"{", "bien formé"),
        (b"[]", "un objet"),
        (b"[" * 100_000, "bien formé"),
        (b'{"mois": NaN, "personnes": []}', "« mois »"),
    ],
)
def test_a_file_that_is_no_situation_is_refused_in_french(appels, fichier, contenu, mots):
    chemin = fichier("mauvais.json", contenu)
    for options in ([], ["--mois", "2026-11"]):
        resultat = lancer("simuler", chemin, *options)
        assert (resultat.exit_code, resultat.stdout, appels) == (2, "", [])
        assert chemin in resultat.stderr
        if not (options and "mois" in mots):
            assert mots in resultat.stderr


def test_a_missing_file_and_a_folder_are_refused(appels, tmp_path):
    resultat = lancer("simuler", str(tmp_path / "absent.json"), str(tmp_path))
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "n'existe pas" in resultat.stderr
    assert "un dossier" in resultat.stderr


def test_a_huge_file_is_refused_without_being_kept(appels, fichier, monkeypatch):
    monkeypatch.setattr("simulations.fichiers.TAILLE_FICHIER_MAX", 1_000_000)
    resultat = lancer("simuler", fichier("gros.jsonl", "x" * 1_000_001))
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "plus de 1 Mo" in resultat.stderr


def test_many_faults_are_shortened(appels, fichier):
    resultat = lancer("verifier", fichier("lot.jsonl", "{}\n" * 100))
    assert len(resultat.stderr.splitlines()) == cli.FAUTES_MONTREES + 1
    assert "et 150 autres erreurs" in resultat.stderr


def test_a_failed_calculation_says_so_and_leaves_with_1(monkeypatch, fichier):
    def echouer(situations):
        raise CalculImpossible("le calcul de 2026-11 a échoué")

    monkeypatch.setattr(cli, "calculer", echouer)
    resultat = lancer("simuler", fichier("a.json", SEUL), "--json")
    assert (resultat.exit_code, resultat.stdout) == (1, "")
    assert "le calcul de 2026-11 a échoué" in resultat.stderr


def test_the_table_shows_flags_first_then_droits_by_decision_and_totals(appels, fichier):
    page = lancer("simuler", fichier("a.json", SEUL)).stdout
    titres = ["À signaler", "Droits probables", "Droits à vérifier", "À instruire", "Peu probables", "Totaux"]
    assert sorted(titres, key=page.index) == titres
    assert "\x1b[" not in page, "no colour when piped"
    flag = next(ligne for ligne in page.splitlines() if "avant le 30/11" in ligne)
    assert sans_blancs(flag).strip().startswith("1 Prime d’activité Caf non demandé 1 232,40 € / mois 90 %")


def test_zero_computed_while_an_answer_is_missing_is_not_shown_as_zero(appels, fichier):
    page = lancer("simuler", fichier("a.json", SEUL)).stdout
    ligne = next(ligne for ligne in page.splitlines() if "solidarité active" in ligne)
    assert "0,00" not in ligne
    assert "revenus inconnus" in ligne


def test_several_households_are_summed_up(appels, fichier):
    page = sans_blancs(lancer("simuler", fichier("a.json", SEUL), fichier("b.json", DEUX)).stdout)
    assert "2 foyers, 2 avec un droit non demandé : 2 465,80 € par mois." in page


def test_verifier_validates_without_simulating(appels, fichier):
    resultat = lancer("verifier", fichier("a.json", SEUL), fichier("b.json", DEUX))
    assert (resultat.exit_code, appels) == (0, [])
    assert "situation valide, 1 personne, 2026-11" in resultat.stdout
    assert "situation valide, 2 personnes, 2026-10" in resultat.stdout


def test_verifier_refuses_with_2(fichier):
    resultat = lancer("verifier", fichier("a.json", SEUL), fichier("b.json", {"mois": "2026-11"}))
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "« personnes » : reçu rien" in resultat.stderr


def test_catalogue_lists_every_droit():
    page = lancer("catalogue").stdout
    assert all(re.search(rf"^ ?{identifiant} ", page, re.MULTILINE) for identifiant in charger_catalogue())


def test_catalogue_describes_one_droit():
    page = lancer("catalogue", "rsa").stdout
    assert "Revenu de solidarité active (RSA)" in page
    assert "15481*01" in page
    assert "CASF" in page or "Code de l’action sociale" in page


def test_catalogue_in_json_is_the_cards_themselves():
    lignes = lancer("catalogue", "--json").stdout.splitlines()
    assert [json.loads(ligne)["id"] for ligne in lignes] == list(charger_catalogue())
    assert lancer("catalogue", "rsa", "--json").stdout == charger_catalogue()["rsa"].model_dump_json() + "\n"


def test_an_unknown_droit_is_refused():
    resultat = lancer("catalogue", "rmi")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "« rmi »" in resultat.stderr


def test_parametres_lists_the_local_values_and_counts_the_awaited_ones():
    page = sans_blancs(lancer("parametres").stdout)
    assert "rodez_agglomeration.eau.prix_tranche_1" in page
    assert "0,89 € par m³" in page
    assert re.search(r"\d+ paramètres, dont \d+ à donner par l'agence", page)


def test_parametres_a_confirmer_lists_what_is_awaited_only():
    resultat = lancer("parametres", "--a-confirmer", "--json")
    lus = [json.loads(ligne) for ligne in resultat.stdout.splitlines()]
    assert resultat.exit_code == 0
    assert "ccas_rodez.secours.montant_maximum" in {lu["chemin"] for lu in lus}
    assert all(lu["valeur"] is None and lu["a_confirmer"] for lu in lus)
    tous = [json.loads(ligne) for ligne in lancer("parametres", "--json").stdout.splitlines()]
    assert [lu for lu in tous if lu["a_confirmer"]] == lus
    assert len(tous) > len(lus)


def test_parametres_modele_writes_the_file_to_fill_in():
    resultat = lancer("parametres", "--modele")
    assert resultat.exit_code == 0
    assert "# ccas_rodez.secours.montant_maximum:\n#   - a_partir_du: AAAA-MM-JJ\n" in resultat.stdout
    assert "rodez_agglomeration.eau" not in resultat.stdout, "sourced"
    assert lancer("parametres", "--modele", "--a-confirmer").stdout == resultat.stdout


def test_parametres_takes_the_values_of_the_agency(monkeypatch, fichier):
    donnees = (
        "ccas_rodez.secours.montant_maximum:\n  - {a_partir_du: 2026-01-01, valeur: 300, source: fictive}\n"
    )
    monkeypatch.setenv("DROITS_PARAMETRES_AGENCE", fichier("agence.yaml", donnees))
    lus = [json.loads(ligne) for ligne in lancer("parametres", "--json").stdout.splitlines()]
    (lu,) = [lu for lu in lus if lu["chemin"] == "ccas_rodez.secours.montant_maximum"]
    assert (lu["valeur"], lu["confiance"], lu["a_confirmer"]) == (300, "agence", False)


def test_a_bad_file_of_the_agency_leaves_with_2_and_its_path(monkeypatch, fichier):
    donnees = "ccas_rodez.secours.montant_maximum:\n  - {a_partir_du: hier, valeur: x, source: fictive}\n"
    monkeypatch.setenv("DROITS_PARAMETRES_AGENCE", fichier("agence.yaml", donnees))
    resultat = lancer("parametres", "--a-confirmer")
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "`ccas_rodez.secours.montant_maximum[0].a_partir_du` : reçu « hier »" in resultat.stderr
    assert "`ccas_rodez.secours.montant_maximum[0].valeur` : reçu « x »" in resultat.stderr


def test_simuler_says_that_the_file_of_the_agency_is_wrong(monkeypatch, fichier):
    def echouer(situations):
        raise CalculImpossible("le calcul a échoué") from ParametresAgenceInvalides(["agence.yaml : faute"])

    monkeypatch.setattr(cli, "calculer", echouer)
    resultat = lancer("simuler", fichier("a.json", SEUL))
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert "agence.yaml : faute" in resultat.stderr
    assert "notre côté" not in resultat.stderr


def test_servir_names_the_application_to_uvicorn_and_says_where_to_look(monkeypatch):
    lances = []
    monkeypatch.setattr(uvicorn, "run", lambda *args, **options: lances.append((args, options)))
    resultat = lancer("servir", "--port", "8123")
    assert resultat.exit_code == 0
    assert lances[0][0] == ("api.main:app",)
    assert lances[0][1]["host"] == "127.0.0.1"
    assert lances[0][1]["port"] == 8123
    assert "http://127.0.0.1:8123/" in resultat.stdout


def test_version_gives_what_a_result_is_computed_with():
    resultat = lancer("--version")
    assert resultat.exit_code == 0
    assert re.search(r"^openfisca_france \d+\.\d+\.\d+$", resultat.stdout, re.MULTILINE)
    assert re.search(r"^parametres sha256:[0-9a-f]{16}$", resultat.stdout, re.MULTILINE)


@pytest.mark.parametrize("commande", ["", "simuler", "verifier", "catalogue", "parametres"])
def test_help_is_in_french_and_gives_the_exit_codes(commande):
    resultat = lancer(*commande.split(), "--help")
    page = sans_blancs(resultat.stdout)
    assert resultat.exit_code == 0
    assert "0 tout va bien, 1 le calcul a échoué, 2 la commande ou un fichier est à corriger" in page
    for anglais in ("Usage:", "Options:", "Arguments:", "Commands:", "Show this", "required", "default"):
        assert anglais not in page


@pytest.mark.parametrize(
    ("arguments", "mots"),
    [
        (["simuler"], "il manque FICHIER"),
        (["simuler", "a.json", "--mos", "2026-11"], "option inconnue : --mos (peut-être --mois ?)"),
        (["simuler", "a.json", "--mois"], "--mois attend une valeur"),
        (["simulé"], "commande inconnue"),
        (["catalogue", "rsa", "ppa"], "un argument de trop"),
        (["parametres", "--modele", "--json"], "« --modele » écrit du YAML"),
        (["servir", "--port", "0"], "valeur refusée pour --port : Port d'écoute, de 1 à 65535."),
        (["servir", "--port", "x"], "valeur refusée pour --port : Port d'écoute, de 1 à 65535."),
    ],
)
def test_mistakes_of_usage_are_explained_in_french(arguments, mots):
    resultat = lancer(*arguments)
    assert (resultat.exit_code, resultat.stdout) == (2, "")
    assert mots in resultat.stderr


def test_no_argument_shows_the_help():
    resultat = lancer()
    assert "simuler" in resultat.output
    assert resultat.exit_code == 2


def test_the_real_engine_answers_the_examples_as_the_function_does():
    exemple, lot = EXEMPLES / "situations" / "sans_domicile.json", EXEMPLES / "lot.jsonl"
    resultat = lancer("simuler", str(exemple), str(lot), "--json")
    assert resultat.exit_code == 0
    attendus = simuler(
        [lire_situation(texte) for texte in [exemple.read_text(), *lot.read_text().splitlines()]]
    )
    assert [Resultat.model_validate_json(ligne) for ligne in resultat.stdout.splitlines()] == attendus
    assert lancer("simuler", str(exemple)).exit_code == 0
