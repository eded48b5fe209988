from __future__ import annotations

from site_builder.problems import Location
from site_builder.reading.register import Register

PLACE = Location("speakers.yaml")


def test_a_register_knows_what_it_holds() -> None:
    register: Register[str] = Register()
    register.add("luna", "Luna", PLACE)
    assert (register.knows("luna"), register.knows("sol")) == (True, False)
    assert register.problems == []


def test_an_id_is_given_once() -> None:
    register: Register[str] = Register()
    register.add("luna", "Luna", PLACE)
    register.add("luna", "Selene", PLACE)
    assert register.records == {"luna": "Luna"}
    assert [problem.code for problem in register.problems] == ["duplicate-id"]


def test_what_was_written_is_known_though_it_is_no_record() -> None:
    register: Register[str] = Register()
    register.note_written(["luna"])
    assert (register.knows("luna"), register.knows("sol"), register.records) == (True, False, {})


def test_of_a_file_that_could_not_be_read_anything_may_be_known() -> None:
    register: Register[str] = Register()
    register.note_unreadable()
    assert register.knows("sol")


def test_what_was_written_is_known_however_its_letters_are_composed() -> None:
    register: Register[str] = Register()
    register.note_written(["e\u0301"])
    assert register.knows("\u00e9")
