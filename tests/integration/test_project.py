"""The road from a table to a module, through the façade that a user holds."""

from __future__ import annotations

import subprocess
import sys
import uuid

import pandas as pd
import pytest

from tests.engines import load
from tests.sessions import session_at
from workbench import open_project
from workbench.errors import ConflictError, InputError, MissingColumnError, NotFoundError


def decide(session, item, verdict, choice=None, comment=""):
    body = {"id": str(uuid.uuid4()), "item": item, "verdict": verdict, "comment": comment}
    return session.decide({**body, "choice": choice} if choice else body)


@pytest.fixture
def customers(project, demo):
    dataset = project.add("customers", demo.customers, key="id", label="segment")
    dataset.accept(dataset.find_issues().where(min_confidence=0.8))
    return dataset


def test_the_whole_road(customers, demo, tmp_path):
    """Issues, a label and a pair decided in review, a version, the module, and why."""
    customers.label_quality()
    labels = customers.make_queue("label")
    pairs = customers.make_queue("pair", limit=200)
    ben = session_at(customers.context.engine, labels, "ben")
    item = ben.next().to_dict()["items"][0]
    other = next(o for o in item["payload"]["options"] if o != item["payload"]["label"])
    decide(ben, item["id"], "choose", other, comment="spends little")
    cleo = session_at(customers.context.engine, pairs, "cleo")
    true = {tuple(sorted(pair)) for pair in demo.duplicates.to_numpy().tolist()}
    same = set()
    while items := cleo.next(50).to_dict()["items"]:
        for card in items:
            pair = tuple(sorted((card["target"]["key_l"], card["target"]["key_r"])))
            decide(cleo, card["id"], "accept" if pair in true else "reject")
            same |= {pair} & true
    assert len(same) >= 10

    version = customers.clean()
    assert not version.stale
    clean = version.to_pandas().set_index("id")
    key = item["target"]["key"]
    assert clean.at[key, "segment"] == other
    for left, right in same:
        assert (left in clean.index) + (right in clean.index) == 1, (left, right)
    assert {1011, 1041} <= set(clean.index)  # two people named Nova Ng

    module = load(customers.export(tmp_path / "customers_rules") / "__init__.py")
    again = module.clean(customers.to_pandas()).set_index("id")
    assert again["segment"].tolist() == clean["segment"].tolist()
    assert again.index.tolist() == clean.index.tolist()
    assert any("ben" in rule.get("accepted_by", "") for rule in module.RULES)
    done = subprocess.run(
        [sys.executable, "-m", "unittest", "customers_rules.test_customers_rules"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    told = customers.explain(key, "segment")
    assert told.value == other
    assert told.steps[-1].decisions[0]["reviewer"] == "ben"
    assert told.steps[-1].decisions[0]["comment"] == "spends little"
    assert "spends little" in str(told)
    gone = next(max(pair) if max(pair) not in clean.index else min(pair) for pair in same)
    dropped = customers.explain(gone, "name")
    assert not dropped.present and "dropped" in str(dropped)


def test_labels_planted_wrong_are_found(customers, demo):
    quality = customers.label_quality()
    worst = set(quality.suspects(len(demo.wrong_labels)).item)
    assert len(worst & set(demo.wrong_labels)) >= 0.7 * len(demo.wrong_labels)
    assert customers.issues.where(kind="label_error")


def test_running_a_notebook_again_changes_nothing(project, demo):
    for _ in range(2):
        dataset = project.add("customers", demo.customers, key="id", label="segment")
        dataset.accept(dataset.find_issues().where(min_confidence=0.8))
        made = dataset.clean()
    assert [v.id for v in dataset.versions()] == [dataset.source.id, made.id]
    assert len(dataset.decisions()) == len(dataset.issues.where(min_confidence=0.8))


def test_a_newer_file_is_a_newer_source(project):
    first = project.add("d", pd.DataFrame({"id": [1], "x": [" a"]}), key="id")
    first.accept(first.find_issues())
    second = project.add("d", pd.DataFrame({"id": [1, 2], "x": [" a", "b "]}), key="id")
    assert second.clean().to_pandas()["x"].tolist() == ["a", "b"]
    assert [v.made.source is None for v in second.versions()] == [False, False, True]
    third = project.add("d", pd.DataFrame({"id": [1], "x": [" a"]}), key="id")
    assert third.source.rows == 1 and len(third.versions()) == 4  # a state that comes back counts
    assert third.clean().to_pandas()["x"].tolist() == ["a"]


def test_key_and_label_may_be_named_later(project, demo):
    """As in the notebook that the file browser makes: run all, name them, run all again."""
    rows = demo.customers
    first = project.add("customers", rows)
    first.accept(issue for issue in first.find_issues() if issue.suggestion is not None)
    first.clean()
    with pytest.warns(UserWarning, match="rows are named by 'row_key'"):
        first.export(project.folder.parent / "early_rules")
    second = project.add("customers", rows, key="id", label="segment")
    second.accept(second.find_issues().where(min_confidence=0.8))
    assert {getattr(rule, "key", "id") for rule in second.recipe()} == {"id"}
    assert second.clean().to_pandas().shape == (237, 9)
    second.make_queue("pair", limit=3)
    queue = session_at(project.engine, "customers-pair", "ben")
    decide(queue, queue.next().to_dict()["items"][0]["id"], "accept")
    with pytest.raises(ConflictError, match="another name"):
        project.add("customers", rows)


def test_a_repeat_is_dropped_only_beside_its_twin(project):
    frame = pd.DataFrame(
        {"id": [1, 2, 3], "a": ["x", "x", "y"], "b": ["q", "q", "r"], "c": [1, 1, 2]}
    )
    dataset = project.add("d", frame, key="id")
    dataset.accept(dataset.find_issues().where(kind="duplicate_row"))
    assert dataset.clean().to_pandas()["id"].tolist() == [1, 3]
    assert not dataset.explain(2, "a").present
    changed = frame.assign(c=[7, 1, 2])
    for rows, left in ((frame[frame.id != 1], [2, 3]), (changed, [1, 2, 3])):
        newer = project.add("d", rows.reset_index(drop=True), key="id")
        assert newer.clean().to_pandas()["id"].tolist() == left
        assert newer.explain(2, "a").present


def test_what_is_done_last_is_the_newest(project):
    dataset = project.add("d", pd.DataFrame({"id": [1, 2], "x": [" a", "N/A"]}), key="id")
    space, word = (
        dataset.find_issues().where(kind=k)[0] for k in ("whitespace", "disguised_missing")
    )
    dataset.accept(space)
    dataset.clean()
    dataset.accept(word)
    dataset.clean()
    dataset.reject(word)
    dataset.clean()
    assert dataset.explain(2, "x").value == "N/A"
    (accepted,) = [d for d in dataset.decisions() if d.verdict == "accept"]
    assert len(dataset.withdraw(accepted)) == 0
    with pytest.raises(ConflictError):
        dataset.withdraw(accepted)


def test_all_suggestions_of_the_demo_can_be_accepted(customers):
    customers.accept(issue for issue in customers.issues if issue.suggestion is not None)
    version = customers.clean()
    assert version.to_pandas()["monthly_spend"].max() < 1000
    for key in customers.to_pandas()["id"].tolist()[::23]:
        told = customers.explain(key, "state")
        clean = version.to_pandas().set_index("id")
        assert told.present == (key in clean.index)
        if told.present:
            value = clean.at[key, "state"]
            assert told.value == (None if pd.isna(value) else value)


def test_the_surest_pairs_can_be_accepted_at_once(customers, demo):
    before = customers.clean().made.rows
    customers.accept_pairs(min_probability=0.99)
    version = customers.clean()
    true = {tuple(sorted(pair)) for pair in demo.duplicates.to_numpy().tolist()}
    decided = [d.target for d in customers.decisions() if d.kind == "pair"]
    right = [tuple(sorted((t["key_l"], t["key_r"]))) in true for t in decided]
    assert len(right) >= 8 and all(right)
    assert version.made.rows == before - len(right)
    assert customers.accept_pairs(min_probability=0.99) == customers.recipe()


def test_what_cannot_be_read_is_told(project):
    frame = pd.DataFrame({"id": range(12), "n": [*map(str, range(11)), "three"]})
    dataset = project.add("d", frame, key="id")
    dataset.accept(dataset.find_issues().where(kind="number_as_text"))
    version = dataset.clean()
    (lost,) = version.unread
    assert (lost.column, lost.rows, lost.examples) == ("n", 1, ("three",))
    assert "three" in version._repr_html_()


def test_an_export_without_real_rows_holds_none(customers, tmp_path):
    folder = customers.export(tmp_path / "quiet_rules", real_rows=False)
    text = (folder / "test_quiet_rules.py").read_text()
    assert "@" not in text.split("BEFORE")[1].split("def rows")[0]
    assert (folder.stat().st_mode & 0o777) == 0o755
    done = subprocess.run(
        [sys.executable, "-m", "unittest", "quiet_rules.test_quiet_rules"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_rejecting_takes_a_rule_back(customers):
    issue = customers.issues.where(kind="whitespace")[0]
    assert "trim" in [rule.kind for rule in customers.recipe()]
    customers.reject(issue, comment="meant so")
    assert "trim" not in [rule.kind for rule in customers.recipe()]
    customers.accept(issue)
    assert "trim" in [rule.kind for rule in customers.recipe()]


def test_without_a_key_rows_are_named_by_content(project):
    dataset = project.add("d", pd.DataFrame({"x": [" a", "b"] * 3}))
    assert dataset.key == "row_key"
    dataset.accept(dataset.find_issues().where(kind="whitespace"))
    made = dataset.clean().to_pandas()
    assert dataset.explain(made["row_key"][0], "x").value == "a"


def test_errors_name_what_to_do(project, demo):
    dataset = project.add("customers", demo.customers, key="id")
    with pytest.raises(InputError, match="no label column"):
        dataset.label_quality()
    with pytest.raises(NotFoundError, match="no row has id 5"):
        dataset.explain(5, "name")
    with pytest.raises(NotFoundError):
        dataset.explain("not a number", "name")
    with pytest.raises(MissingColumnError, match="'nonsense' is missing"):
        dataset.explain(1001, "nonsense")
    with pytest.raises(NotFoundError, match="the project has 'customers'"):
        project.dataset("other")
    with pytest.raises(InputError, match="known are 'label', 'pair', 'rule', 'cell'"):
        dataset.make_queue("nonsense")
    with pytest.raises(InputError, match="no such queue"):
        dataset.review("nonsense")
    missing = next(i for i in dataset.find_issues() if i.suggestion is None or i.kind == "missing")
    if missing.suggestion is None:
        with pytest.raises(InputError, match="suggests no rule"):
            dataset.accept(missing)
    for name in ("", "a\nb", "x" * 201):
        with pytest.raises(InputError, match="dataset name"):
            project.add(name, demo.customers, key="id")


def test_contradicting_reviewers_merge_nothing(customers):
    pairs = customers.make_queue("pair", limit=5)
    card = None
    for reviewer, verdict in (("ben", "accept"), ("cleo", "reject")):
        from workbench.queues.queues import create_queue
        from workbench.types import ReviewItem

        session = session_at(customers.context.engine, pairs, reviewer)
        if card is None:
            card = session.next().to_dict()["items"][0]
            item = ReviewItem(**card)
            create_queue(
                customers.context.engine,
                pairs,
                dataset="customers",
                kind="pair",
                items=[item],
                overlap=2,
            )
        decide(session, card["id"], verdict)
    before = {row.key for rule in customers.recipe() for row in getattr(rule, "rows", ())}
    assert not {card["target"]["key_l"], card["target"]["key_r"]} <= before
    assert customers.decisions()[-1].verdict == "reject"


def test_two_sessions_see_one_project(project, tmp_path, demo):
    dataset = project.add("customers", demo.customers, key="id")
    dataset.find_issues()
    other = open_project(tmp_path / "quality", author="ben")["customers"]
    other.accept(other.issues.where(min_confidence=0.9))
    assert len(dataset.recipe()) > 0
    assert {rule.author for rule in dataset.recipe()} == {"ben"}


def test_reprs_work_without_a_kernel(customers, project):
    version = customers.clean()
    for shown in (customers, project, version, customers.recipe(), customers.issues):
        assert "<table" in shown._repr_html_()
        assert repr(shown)


def test_a_table_in_the_place_of_the_name(project):
    with pytest.raises(InputError, match=r"is text, not DataFrame; give the name first"):
        project.add(pd.DataFrame({"a": [1]}), "orders")
    assert project.datasets() == []
