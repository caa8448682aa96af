"""Look forward: what rests on a decision, a rule or a source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from workbench import html
from workbench.errors import InputError
from workbench.lexicon.plurals import counted
from workbench.lineage.version_comparison import compare_versions
from workbench.store import decisions, exports, versions
from workbench.store.context import ProjectContext
from workbench.store.recipes import read_recipe, rules_with
from workbench.store.records import VersionRecord
from workbench.types import Json

__all__ = ["Impact", "impact_of_decision", "impact_of_version"]

EXAMPLES = 10


@dataclass(frozen=True)
class Impact:
    """What rests on a decision, a rule, or a version.

    Attributes
    ----------
    what : str
        What was asked about, in words.
    rules : tuple of dict
        The rules: ``version, rule`` (position in its recipe, from 1)``, kind, why``.
    versions : tuple of dict
        The versions that hold it or were made from it: ``id, dataset, kind, time``.
    cells : int or None
        How many cells have their value from it, in the newest of these versions that a recipe
        made; None where no recipe made any.
    rows_dropped : int
        How many rows it dropped there.
    examples : tuple of dict
        Some of these cells: ``key, column, before, after``.
    exports : tuple of dict
        What was exported with it: ``kind, folder, version, dataset, author, time``.
    """

    what: str
    rules: tuple[Json, ...]
    versions: tuple[Json, ...]
    cells: int | None
    rows_dropped: int
    examples: tuple[Json, ...]
    exports: tuple[Json, ...]

    def to_dict(self) -> Json:
        """Return the result as JSON."""
        fields = asdict(self).items()
        return {name: list(one) if isinstance(one, tuple) else one for name, one in fields}

    def __repr__(self) -> str:
        cells = "no cells" if self.cells is None else counted(self.cells, "cell")
        lines = [
            f"{self.what}: {counted(len(self.rules), 'rule')}, "
            f"{counted(len(self.versions), 'version')}, {cells}, "
            f"{counted(self.rows_dropped, 'row')} dropped, {counted(len(self.exports), 'export')}",
            *(f"  version {v['id']} of {v['dataset']}" for v in self.versions),
            *(f"  rule {r['rule']} of {r['version']}: {r['kind']}. {r['why']}" for r in self.rules),
            *(f"  export {e['folder']} ({e['kind']}), {e['time'][:16]}" for e in self.exports),
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        examples = [[e["key"], e["column"] or "", e["before"], e["after"]] for e in self.examples]
        return html.frame(
            repr(self).splitlines()[0],
            html.table(["version", "dataset"], [[v["id"], v["dataset"]] for v in self.versions]),
            html.table(["key", "column", "before", "after"], examples),
            html.table(["export", "kind"], [[e["folder"], e["kind"]] for e in self.exports]),
        )


def impact_of_decision(project: ProjectContext, decision_id: str) -> Impact:
    """Return what rests on a decision.

    Raises
    ------
    NotFoundError
        If there is no such decision.
    """
    engine, folder = project.engine, project.folder
    one = decisions.get(engine, decision_id)
    recipes = [
        (made, rules_with(folder, versions.stored_recipe(engine, made), decision_id))
        for made in versions.records(engine, one.dataset)
    ]
    holding = [made for made, with_it in recipes if with_it]
    rules = [rule for made, with_it in recipes for rule in _named(made, with_it)]
    after = _descendants(project, {made.id for made in holding})
    cells = _cells(project, holding, rules, decision_id)
    exported = [
        entry
        for entry in exports.exports(engine, one.dataset)
        if rules_with(folder, exports.stored_recipe(engine, entry["seq"]), decision_id)
    ]
    what = f"decision {decision_id} ({one.kind}, {one.verdict}, by {one.reviewer})"
    return Impact(what, tuple(rules), _listed(after), *cells, _exported(exported))


def impact_of_version(
    project: ProjectContext, version_id: str, *, rule: int | None = None
) -> Impact:
    """Return what rests on a version, such as a source, or on one rule of its recipe.

    Parameters
    ----------
    project : ProjectContext
        The project.
    version_id : str
        The version.
    rule : int, optional
        Position in the recipe, from 1.

    Raises
    ------
    NotFoundError
        If there is no such version.
    InputError
        If its recipe has no such rule.
    """
    made = versions.record(project.engine, version_id)
    rules: list[Json] = []
    if rule is not None:
        recipe = read_recipe(project.folder, versions.stored_recipe(project.engine, made)) or []
        if not 1 <= rule <= len(recipe):
            raise InputError(
                f"rule {rule}: version {version_id} has {counted(len(recipe), 'rule')}, from 1"
            )
        rules = _named(made, [(rule, recipe[rule - 1])])
    after = _descendants(project, {made.id})
    holding = [made] if rule is not None else [v for v in after if v.kind == "recipe"][-1:]
    cells = _cells(project, holding, rules, None)
    ids = {one.id for one in after}
    exported = [entry for entry in exports.exports(project.engine) if entry["version"] in ids]
    what = f"rule {rule} of version {version_id}" if rule else f"version {version_id} ({made.kind})"
    return Impact(what, tuple(rules), _listed(after), *cells, _exported(exported))


def _named(made: VersionRecord, rules: list[tuple[int, Json]]) -> list[Json]:
    return [
        {"version": made.id, "rule": position, "kind": rule["kind"], "why": rule.get("why", "")}
        for position, rule in rules
    ]


def _descendants(project: ProjectContext, first: set[str]) -> list[VersionRecord]:
    """Return the versions named and all made from them: by recipe, by restoring, by a join."""
    known = versions.all_records(project.engine)
    reached, before = set(first), -1
    while len(reached) > before:
        before = len(reached)
        reached |= {one.id for one in known if {one.made_from, *_joined(one)} & reached}
    return [one for one in known if one.id in reached]


def _joined(made: VersionRecord) -> Iterable[str]:
    joined = ((made.source or {}).get("options") or {}).get("versions") or {}
    return joined.values() if made.restores is None else ()


def _cells(
    project: ProjectContext,
    holding: list[VersionRecord],
    rules: list[Json],
    decision_id: str | None,
) -> tuple[int | None, int, tuple[Json, ...]]:
    made = next((one for one in reversed(holding) if one.kind == "recipe" and one.parent), None)
    if made is None or made.parent is None:
        return None, 0, ()
    frame = compare_versions(project, versions.record(project.engine, made.parent), made).to_frame()
    numbers = {rule["rule"] for rule in rules if rule["version"] == made.id}
    if numbers:
        frame = frame[frame["rule"].isin(numbers)]
    if decision_id is not None:
        frame = frame[frame["decisions"].str.contains(decision_id, regex=False, na=False)]
    changed = frame[frame["change"] == "changed"]
    first = frame.head(EXAMPLES)[["key", "column", "before", "after"]].astype(object)
    examples = first.where(first.notna(), None).to_dict("records")
    dropped = int((frame["change"] == "removed").sum())
    return len(changed), dropped, tuple({str(n): v for n, v in row.items()} for row in examples)


def _listed(made: list[VersionRecord]) -> tuple[Json, ...]:
    return tuple(
        {"id": one.id, "dataset": one.dataset, "kind": one.kind, "time": one.time.isoformat()}
        for one in made
    )


def _exported(entries: list[Json]) -> tuple[Json, ...]:
    names = ("kind", "folder", "version", "dataset", "author", "time")
    return tuple({name: entry[name] for name in names} for entry in entries)
