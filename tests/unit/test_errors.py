from __future__ import annotations

import pickle

from workbench.errors import InputError, WorkbenchError


def test_advice_names_options_as_its_reader_spells_them():
    error = InputError("file {x}: not utf-8", "set {encoding=cp1252}, or leave {key} out")
    assert str(error) == "file {x}: not utf-8; set encoding='cp1252', or leave key out"
    assert error.on_command_line() == (
        "file {x}: not utf-8; set --encoding cp1252, or leave --key out"
    )


def test_an_error_without_advice_is_its_problem():
    assert str(WorkbenchError("it broke")) == WorkbenchError("it broke").on_command_line()


def test_errors_cross_processes():
    error = pickle.loads(pickle.dumps(InputError("a", "set {key}")))
    assert str(error) == "a; set key"
