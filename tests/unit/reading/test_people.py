from __future__ import annotations

from pathlib import Path

from site_builder.model import Contributor, Date, Html, Image, Reference, Role, Source, Speaker
from site_builder.problems import Location
from site_builder.reading.folder import ContentFolder
from site_builder.reading.people import read_contributors, read_sources, read_speakers
from tests.unit.reading.content_folders import places, png, write_content

LUNA = """\
luna:
  name: Luna
  type: organisation
  role: Moon
  affiliation: Sky
  aliases: [Selene]
  sort_name: Luna, The
  same_as: https://example.org/
  born: 1835
  died: 2020-02
  image: {src: luna.png, alt: A moon, credit: Sol}
  bio: The *Moon*, [here](articles/moon.md).
  roles: {title: Satellite, organisation: Earth, from: 1835, to: 2020}
"""


def folder(root: Path, files: dict[str, str | bytes]) -> ContentFolder:
    return ContentFolder(write_content(root, files))


def test_a_speaker_with_everything(tmp_path: Path) -> None:
    register = read_speakers(folder(tmp_path, {"speakers.yaml": LUNA, "luna.png": png(3, 2)}))
    assert register.problems == []
    assert register.records == {
        "luna": Speaker(
            id="luna",
            name="Luna",
            type="organisation",
            role="Moon",
            affiliation="Sky",
            aliases=("Selene",),
            sort_name="Luna, The",
            same_as=("https://example.org/",),
            born=Date(1835),
            died=Date(2020, 2),
            image=Image("luna.png", "A moon", "", "Sol", 3, 2),
            bio=Html('<p>The <em>Moon</em>, <a href="\0articles/moon.md\0">here</a>.</p>'),
            roles=(Role("Satellite", "Earth", Date(1835), Date(2020)),),
            location=Location("speakers.yaml", 1, 1),
        )
    }
    assert register.references == [
        Reference("luna.png", "", Location("speakers.yaml", 11, 16)),
        Reference("articles/moon.md", "", Location("speakers.yaml", 12, 27)),
    ]


def test_each_may_have_a_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "speakers.yaml": "sol:\n  name: Sol\n",
        "speakers/luna.yaml": "name: Luna\n",
        "speakers/x/y.yaml": "z",
    }
    register = read_speakers(folder(tmp_path, files))
    assert register.problems == []
    assert register.records == {
        "sol": Speaker("sol", "Sol", location=Location("speakers.yaml", 1, 1)),
        "luna": Speaker("luna", "Luna", location=Location("speakers/luna.yaml", 1, 1)),
    }


def test_one_bad_speaker_does_not_hide_the_next(tmp_path: Path) -> None:
    text = "Luna:\n  name: Luna\nsol:\n  nam: Sol\nstar:\n  name: Star\n  born: never\n  bio: '[x](javascript:x)'\n"
    register = read_speakers(
        folder(tmp_path, {"speakers.yaml": text, "speakers/star.yaml": "name: Star\n", "speakers/A.yaml": "name: A"})
    )
    assert list(register.records) == ["star", "A"]
    assert sorted(
        (problem.location.file, *place)
        for problem, place in zip(register.problems, places(register.problems), strict=True)
    ) == [
        ("speakers.yaml", "bad-date", 7, 9),
        ("speakers.yaml", "bad-slug", 1, 1),
        ("speakers.yaml", "refused-address", 8, 13),
        ("speakers.yaml", "unknown-key", 4, 3),
        ("speakers/A.yaml", "bad-slug", 1, 1),
        ("speakers/star.yaml", "duplicate-id", 1, 1),
    ]


def test_a_contributor_with_everything(tmp_path: Path) -> None:
    text = "desk:\n  name: The desk\n  role: Review\n  bio: Us.\n  disclosure: None.\n  url: mailto:a@example.org\n"
    register = read_contributors(folder(tmp_path, {"contributors.yaml": text}))
    assert register.problems == []
    assert register.records == {
        "desk": Contributor(
            "desk",
            "The desk",
            "Review",
            Html("<p>Us.</p>"),
            "None.",
            "mailto:a@example.org",
            Location("contributors.yaml", 1, 1),
        )
    }


def test_sources(tmp_path: Path) -> None:
    text = "a b:\n  title: A\n  file: docs/a.pdf\n  stance: supports\nc:\n  url: x\n"
    register = read_sources(folder(tmp_path, {"sources.yaml": text}))
    assert register.records == {"a b": Source("A", file="docs/a.pdf", stance="supports")}
    assert register.references == [Reference("docs/a.pdf", "", Location("sources.yaml", 3, 9))]
    assert sorted(places(register.problems)) == [("bad-url", 6, 8), ("missing-key", 6, 3)]


def test_without_files_there_is_nobody(tmp_path: Path) -> None:
    empty = folder(tmp_path, {})
    assert (read_speakers(empty).records, read_contributors(empty).records, read_sources(empty).records) == ({}, {}, {})
