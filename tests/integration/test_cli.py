"""The command line: each verb, as text and JSON, and every kind of bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from workbench import open_project
from workbench.cli import build_parser, main


@pytest.fixture
def files(demo, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    demo.customers.to_csv("customers.csv", index=False)
    demo.annotations.to_csv("annotations.csv", index=False)
    demo.gold.to_csv("gold.csv", index=False)
    return tmp_path


def run(capsys, *arguments):
    status = main([*map(str, arguments), "--json"])
    out = capsys.readouterr().out
    assert status == 0
    return json.loads(out)


def test_profile_check_clean(files, capsys):
    assert run(capsys, "profile", "customers.csv")["rows"] == 239
    found = run(capsys, "check", "customers.csv", "--key", "id", "--recipe", "recipe.json")
    assert found["issues"][0]["confidence"] > 0.9
    told = run(capsys, "clean", "customers.csv", "--recipe", "recipe.json", "--out", "clean.csv")
    assert told == {
        "out": "clean.csv",
        "rows": 237,
        "rules": len(found["recipe"]["rules"]),
        "stale": 0,
    }
    assert pd.read_csv("clean.csv")["state"].nunique() == 7
    assert main(["clean", "customers.csv", "--recipe", "recipe.json", "--out", "c.parquet"]) == 0
    assert "Wrote 237 rows to c.parquet" in capsys.readouterr().out


def test_a_recipe_runs_on_its_own_output_and_without_a_key(files, capsys):
    assert run(capsys, "check", "customers.csv", "--key", "id", "--recipe", "recipe.json")
    for source, out in (("customers.csv", "once.csv"), ("once.csv", "twice.csv")):
        assert run(capsys, "clean", source, "--recipe", "recipe.json", "--out", out)["rows"] == 237
    assert (files / "once.csv").read_text() == (files / "twice.csv").read_text()
    assert "2024-12-05" in (files / "once.csv").read_text()
    assert " 00:00:00" not in (files / "once.csv").read_text()
    assert run(capsys, "check", "customers.csv", "--recipe", "keyless.json")
    told = run(capsys, "clean", "customers.csv", "--recipe", "keyless.json", "--out", "k.csv")
    assert told["rows"] == 239


def test_shares_are_shares(capsys):
    with pytest.raises(SystemExit):
        main(["check", "x.csv", "--min-confidence", "7"])
    assert "7 is not between 0 and 1" in capsys.readouterr().err


def test_errors_speak_the_command_line(files, capsys):
    (files / "latin.csv").write_bytes("a,b\né,1\n".encode("latin-1"))
    main(["profile", "latin.csv", "--encoding", "utf-8"])
    printed = capsys.readouterr().err
    assert "encoding=" not in printed and "for example --encoding cp1252" in printed
    main(["check", "customers.csv", "--key", "state"])
    assert "or leave --key out" in capsys.readouterr().err


def test_people(files, capsys):
    assert 0 < run(capsys, "agreement", "annotations.csv")["alpha"] < 1
    level = run(capsys, "human-level", "annotations.csv", "--gold", "gold.csv", "--target", "0.99")
    assert 0.5 < level["typical"]["value"] < 0.99


def test_labels_and_match(files, capsys):
    assert run(capsys, "labels", "customers.csv", "--label", "segment", "--key", "id")
    columns = ["name", "email", "state"]
    pairs = run(capsys, "match", "customers.csv", "--key", "id", "--columns", *columns)
    assert any(pair["is_match"] for pair in pairs)
    linked = run(
        capsys, "match", "customers.csv", "customers.csv", "--key", "id", "--columns", *columns
    )
    assert sum(pair["is_match"] for pair in linked) > 200


def test_project_verbs(files, capsys):
    project = open_project("quality")
    dataset = project.add("customers", "customers.csv", key="id", label="segment")
    dataset.accept(dataset.find_issues().where(min_confidence=0.8))
    dataset.clean()
    assert len(run(capsys, "versions", "quality", "customers")) == 2
    exported = run(capsys, "export", "quality", "customers", "out/rules", "--also", "pandera")
    assert exported["rules"] > 4
    assert any("pandera" in path.name for path in Path("out/rules").iterdir())
    made = run(capsys, "review", "quality", "--make", "label", "--dataset", "customers")
    assert made[0]["name"] == "customers-label" and made[0]["total"] > 0
    assert main(["review", "quality"]) == 0
    assert "labels decided" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["profile", "nowhere.csv"], "no such file"),
        (["profile", "empty.csv"], "is empty"),
        (["profile", "latin.csv", "--encoding", "utf-8"], "is not valid utf-8"),
        (["profile", "binary.csv"], "NUL"),
        (["check", "customers.csv", "--key", "state"], "does not identify rows uniquely"),
        (["check", "customers.csv", "--key", "nonsense"], "is missing; present are 'id'"),
        (["check", "customers.csv", "--recipe", "no/such/folder.json"], "cannot be written"),
        (["clean", "customers.csv", "--recipe", "gold.csv", "--out", "x.csv"], "not a recipe"),
        (["clean", "customers.csv", "--recipe", "absent.json", "--out", "x.csv"], "cannot be read"),
        (["clean", "gold.csv", "--recipe", "ok.json", "--out", "x.csv"], "'state' is missing"),
        (["clean", "customers.csv", "--recipe", "ok.json", "--out", "x.doc"], ".csv or .parquet"),
        (
            ["clean", "customers.csv", "--recipe", "bad.json", "--out", "x.csv"],
            "'explode' is unknown",
        ),
        (["labels", "customers.csv", "--label", "nonsense"], "is missing"),
        (["agreement", "customers.csv"], "missing"),
        (["human-level", "headeronly.csv"], ""),
        (["versions", "no-project", "customers"], "no workbench project"),
        (["export", "no-project", "customers", "out"], "no workbench project"),
        (["publish", "no-project"], "no workbench project"),
        (["review", "no-project"], "no workbench project"),
        (["demo", "--no-lab", "--folder", "."], "is not the demo's"),
        (["match", "customers.csv", "--key", "nonsense"], "is missing"),
        (["clean", "customers.csv", "--recipe", "ok.json", "--out", "customers.csv"], "an input"),
        (["clean", "customers.csv", "--recipe", "ok.json", "--out", "no/such/x.csv"], "written"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(files, capsys, arguments, message):
    (files / "empty.csv").write_text("")
    (files / "latin.csv").write_bytes("a\né\n".encode("latin-1"))
    (files / "binary.csv").write_bytes(b"\x00\x01\x02")
    (files / "headeronly.csv").write_text("item,annotator,label\n")
    rules = '{"format": 1, "rules": [%s]}'
    (files / "ok.json").write_text(rules % '{"kind": "trim", "columns": ["state"]}')
    (files / "bad.json").write_text(rules % '{"kind": "explode"}')
    before = sorted(path.name for path in files.iterdir())
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.err.startswith("workbench: ")
    assert told.err.count("\n") == 1
    assert message in told.err
    assert "Traceback" not in told.err
    assert sorted(path.name for path in files.iterdir()) == before


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("workbench ")


def test_every_command_takes_json():
    parser = build_parser()
    (commands,) = [a for a in parser._actions if hasattr(a, "choices") and a.choices]
    wanted = "profile check match agreement human-level clean export versions review publish demo"
    assert set(wanted.split()) <= set(commands.choices)
    for name, command in commands.choices.items():
        assert "--json" in command.format_help(), name


def test_a_defect_is_told_without_a_traceback(monkeypatch, capsys, files):

    def broken(parsed):
        raise RuntimeError("surprise")

    monkeypatch.setattr("workbench.cli.profiles.read", broken)
    monkeypatch.delenv("WORKBENCH_DEBUG", raising=False)
    assert main(["profile", "customers.csv"]) == 1
    assert "please report it" in capsys.readouterr().err


def test_the_demo_runs_for_scripts(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "demo", "--no-lab", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["planted_found"] >= 0.6 * told["planted"]
    assert (tmp_path / "demo-output" / "customers_rules" / "__init__.py").exists()
    assert told["link"].startswith("http://127.0.0.1:")


def test_profile_and_compare_write_pages(files, capsys):
    told = run(capsys, "profile", "customers.csv", "--target", "segment", "--html", "page.html")
    assert {"health", "associations", "missingness", "dependencies", "keys"} <= set(told)
    page = Path("page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "reproducible" in page
    compared = run(
        capsys, "compare", "customers.csv", "customers.csv", "--key", "id", "--html", "c.html"
    )
    assert compared["verdict"] == "none"
    assert compared["overlap"]["keys"]["shared"] == 239
    assert "customers.csv (239 rows)" in Path("c.html").read_text(encoding="utf-8")
    assert main(["compare", "customers.csv", "customers.csv"]) == 0
    assert "no column differs" in capsys.readouterr().out
    assert main(["profile", "customers.csv", "--target", "nosuch"]) == 2
    assert main(["profile", "customers.csv", "--html", "no/such/folder.html"]) == 2
    assert "cannot be written" in capsys.readouterr().err
