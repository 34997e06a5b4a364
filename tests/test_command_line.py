"""The commands as an operator runs them, with the model that ships."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import httpx2
import pytest
from typer.testing import CliRunner

from api.__main__ import app as service
from indexer.__main__ import app as indexing
from indexer.documents import Balance, Locator, Part, PartKind
from tests.conftest import PYTHON, ROOT
from tests.toy import hold_parts


class Shell:
    """Runs a command in this process, as its own process would, and gives back all it printed."""

    def __init__(self, data: Path) -> None:
        self.variables = {"LEARNING_DATA_DIR": str(data), "COLUMNS": "200"}

    def __call__(self, program: str, *arguments: str, code: int = 0, **variables: str) -> str:
        app = {"api": service, "indexer": indexing}[program]
        done = CliRunner().invoke(app, arguments, env={**self.variables, **variables}, catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done.output


@pytest.fixture(scope="module")
def shell(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    made = Shell(tmp_path_factory.mktemp("cli"))
    said = made("indexer", "add", str(corpus))
    assert "4 documents indexed, 0 updated, 0 unchanged, 0 removed, 0 duplicates, 0 failed." in said
    return made


def test_list_and_check(shell: Shell) -> None:
    said = shell("indexer", "list")
    assert "Learning review: Child Q" in said
    assert "4 documents" in said
    assert "All is well: 4 documents" in shell("indexer", "check")


def test_themes_learn_from_nothing_says_what_to_do(shell: Shell) -> None:
    assert "Review some first" in shell("api", "themes", "learn", code=2)
    assert "No model" in shell("api", "themes", "use", "none", code=2)
    assert "In use: " in shell("api", "themes", "models")


def test_ask_and_search_print_words_and_json(shell: Shell) -> None:
    said = shell("api", "ask", "Were fathers overlooked in the assessments?")
    assert "What the documents say" in said
    assert "“Fathers were overlooked in the assessments.”" in said
    answer = json.loads(shell("api", "ask", "Were fathers overlooked?", "--json"))
    assert answer["statements"][0]["citations"][0]["locator"]["lines"]
    nothing = shell("api", "ask", "How are zebras vaccinated in Antarctica?")
    assert "Nothing held on this" in nothing
    assert "No passage searched mentions: zebras, vaccinated, Antarctica." in nothing
    found = json.loads(shell("api", "search", "supervision", "--limit", "2", "--json"))
    assert len(found["hits"]) == 2


def test_an_empty_index_says_so(tmp_path: Path) -> None:
    empty = Shell(tmp_path)
    for command in ("ask", "search"):
        said = empty("api", command, "fathers")
        assert "No document is held yet: add some with python -m indexer add PATH." in said
        assert "No passage searched mentions" not in said


def test_verify_fails_when_a_quotation_is_not_word_for_word(shell: Shell, tmp_path: Path) -> None:
    briefing = tmp_path / "briefing.md"
    briefing.write_text("It says “Fathers were overlooked in the assessments”.\n", "utf-8")
    assert "1 verbatim, 0 changed in sense" in shell("api", "verify", str(briefing))
    briefing.write_text("It says “Mothers were overlooked in the assessments”.\n", "utf-8")
    assert "quoted “Mothers”, source “Fathers”" in shell("api", "verify", str(briefing), code=1)
    assert json.loads(shell("api", "verify", str(briefing), "--json", code=1))["counts"]["altered"] == 1
    assert "No such file" in shell("api", "verify", str(tmp_path / "none.md"), code=2)
    assert shell("api", "judgements") == ""


def test_a_briefing_is_begun_exported_and_verified(shell: Shell, tmp_path: Path) -> None:
    said = shell("api", "briefing", "new", "--question", "Were fathers overlooked in the assessments?")
    assert "Questions for your team: no source passage: write locally" in said
    briefing = said.split(":")[0]
    assert briefing in shell("api", "briefing", "list")
    file = tmp_path / "briefing.docx"
    assert "Written: " in shell("api", "briefing", "export", briefing, str(file))
    assert " 0 altered" in shell("api", "verify", str(file))
    assert "end the name in .html" in shell("api", "briefing", "export", briefing, "x.txt", code=2)
    assert "is not held" in shell("api", "briefing", "export", "none", str(file), code=2)
    assert "exactly one of" in shell("api", "briefing", "new", code=2)


def test_courses_and_the_learning_log_come_from_files_and_go_into_them(shell: Shell, tmp_path: Path) -> None:
    courses, log = tmp_path / "courses.csv", tmp_path / "log.csv"
    courses.write_text("Area,Year,Course,Attended\nNorton,2019,Bruising in babies,12\nNorton,soon,Other,1\n", "utf-8")
    log.write_text("Learning point,Action,Owner,Due,Status\nFathers are left out,Write a guide,Board,2018-03-31,Open\n")
    said = shell("api", "courses", "import", str(courses), code=1)
    assert "Line 3: " in said and "1 added, 0 changed, 0 unchanged, 1 refused." in said
    assert "Bruising in babies" in shell("api", "courses", "list", "--area", "Norton")
    assert "1 added" in shell("api", "learning-log", "import", str(log), "--area", "Norton", "--year", "2018")
    assert "Open, overdue" in shell("api", "learning-log", "list", "--overdue")
    for noun, file in (("courses", tmp_path / "out.xlsx"), ("learning-log", tmp_path / "out.csv")):
        assert "Written: " in shell("api", noun, "list", "--area", "Norton", "--export", str(file))
        assert "0 added, 0 changed, 1 unchanged, 0 refused." in shell("api", noun, "import", str(file))
    assert "neither .csv nor .xlsx" in shell("api", "courses", "list", "--export", "x.txt", code=2)
    said = shell("api", "learning-log", "overview", "--area", "Norton", "--year", "2018")
    assert "Audits, reviews and inspections held of Norton, 2018: 1." in said
    assert "of 0 commitments" in shell("api", "commitments", "--theme", "A1", "--area", "Nowhere")


def test_bad_input_ends_with_one_line(shell: Shell, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 cut")
    assert "broken.pdf: it is damaged" in shell("indexer", "add", str(broken), code=1)
    assert "no such file" in shell("indexer", "add", str(tmp_path / "none.pdf"), code=1)
    assert "Type a question" in shell("api", "ask", "  ", code=2)
    assert "is held" in shell("indexer", "remove", "none", code=1)
    assert "LEARNING_PORT must be" in shell("api", "settings", code=2, LEARNING_PORT="many")
    assert "LEARNING_COLOUR is not a setting" in shell("api", "settings", code=2, LEARNING_COLOUR="red")
    said = shell("indexer", "list", code=2, LEARNING_EMBEDDING_MODEL=str(tmp_path / "no-model"))
    assert "LEARNING_EMBEDDING_MODEL" in said
    said = shell("api", "ask", "x", code=2, LEARNING_QDRANT_URL="http://127.0.0.1:9")
    assert "Qdrant" in said
    assert said.count("\n") <= 2


def test_a_folder_is_followed_and_a_broken_index_repaired(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    words = " ".join(f"Sentence {number} of the note." for number in range(40))
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(f"# Note\n\n{words} It is {name}.\n", "utf-8")
    own = Shell(tmp_path / "data")
    assert "is very like" in own("indexer", "add", str(folder))
    said = own("indexer", "check", "--duplicates")
    assert "three-word runs: 1, of 2 documents" in said
    (folder / "one.md").unlink()
    assert "Removed: one.md" in own("indexer", "add", str(folder))
    next((tmp_path / "data" / "files").iterdir()).unlink()
    assert "missing" in own("indexer", "check", code=1)
    said = own("indexer", "check", "--repair")
    assert "Repaired: two.md, version 1: copied again" in said
    assert "All is well: 1 documents" in said
    (folder / "two.md").unlink()
    assert "--allow-empty" in own("indexer", "add", str(folder))
    assert "contradict" in own("indexer", "add", str(folder), "--allow-empty", "--keep-missing", code=2)
    assert "1 removed" in own("indexer", "add", str(folder), "--allow-empty")


def test_what_waits_is_listed_looked_at_and_decided(shell: Shell, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The NHS number is 943 476 5919. She was born on 3 May 2009. Nobody asked.", "utf-8")
    said = shell("indexer", "add", str(note))
    assert "0 documents indexed" in said
    found = re.search(r"note.txt waits for release: 1 NHS number, 1 date of birth. See it: waiting (\w+)", said)
    assert found
    waiting_id = found.group(1)
    said = shell("indexer", "waiting")
    assert "1 document waits for release." in said and "943" not in said
    said = shell("indexer", "waiting", waiting_id)
    assert "1. NHS number: The NHS number is [943 476 5919] ." in said
    assert "names without a title" in said
    assert "Give a reason" in shell("indexer", "release", waiting_id, "--reason", " ", code=1)
    assert "waits" in shell("indexer", "release", "none", "--reason", "x", code=1)
    said = shell("indexer", "redact", waiting_id, "--reason", "Not needed", "--finding", "1", "--by", "Jo Lee")
    assert "note.txt was redacted." in said and "1 documents indexed" in said
    assert "1 unchanged" in shell("indexer", "add", str(note))
    note.write_text("The NHS number is 943 476 5919. Nobody asked.", "utf-8")
    shell("indexer", "add", str(note))
    listed = shell("indexer", "waiting").split()[0]
    assert "was refused" in shell("indexer", "refuse", listed, "--reason", "Not anonymised", "--by", "Jo Lee")
    assert "by Jo Lee: Not anonymised" in shell("indexer", "add", str(note))
    for line in shell("indexer", "list").splitlines():
        if "note" in line:
            shell("indexer", "remove", re.findall(r"[0-9a-f]{16}", line)[0])


def ids(listed: str) -> set[str]:
    return set(re.findall(r"\b[0-9a-f]{16}\b", listed))


def test_what_a_file_holds_besides_its_text_is_told(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Nobody asked why the family moved.", "utf-8")
    before = ids(shell("indexer", "list"))
    header = Part(PartKind.HEADER, "Case 943 476 5919", Locator(page=3))
    unread = Balance(PartKind.ATTACHMENT, 2, 0, 0, "minutes.pdf; plan.pdf")
    hold_parts(monkeypatch, header, Part(PartKind.COVERED_TEXT, "The zebra", Locator(page=2)), account=[unread])
    found = re.search(r"waiting (\w+)", shell("indexer", "add", str(note)))
    assert found
    listed = shell("indexer", "waiting")
    assert "note.txt: 1 NHS number; Text lies under a covering shape on page 2." in listed
    said = shell("indexer", "waiting", found.group(1))
    assert "Text lies under a covering shape on page 2." in said
    assert "1. NHS number in a header or footer, page 3: Case [943 476 5919]" in said
    said = shell("indexer", "release", found.group(1), "--reason", "As agreed")
    assert "Note: note.txt: 2 attached files not read: minutes.pdf; plan.pdf." in said
    assert "1 of 1 documents hold parts that were not read." in said
    said = shell("indexer", "list")
    assert "Not read: note.txt: 2 attached files." in said
    assert re.search(r"1 of \d documents hold parts that were not read\.", shell("indexer", "check"))
    (mine,) = ids(said) - before
    shell("indexer", "remove", mine)


def test_settings_show_every_value_but_no_secret(shell: Shell) -> None:
    said = shell("api", "settings", LEARNING_QDRANT_API_KEY="hidden-key")
    assert "LEARNING_DATA_DIR" in said
    assert "hidden-key" not in said


def test_serve_holds_the_index_and_takes_tokens_and_links_made_meanwhile(shell: Shell) -> None:
    """A process of its own: another one that wants the index is told so, and tokens can be made all the same."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [PYTHON, "-m", "api", "serve", "--port", port]
    environment = {**os.environ, **shell.variables}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(2)]
            assert "token link" in lines[0], "no link stands in a log"
            assert "Serving on" in lines[1]
            link = shell("api", "token", "link", LEARNING_PORT=port)
            assert re.fullmatch(rf"http://127\.0\.0\.1:{port}/sign-in\?key=\S+\s*", link), link
            said = shell("indexer", "add", ".", code=2)
            assert said.count("\n") == 1, said
            token = shell("api", "token", "create", "--role", "reader", "--name", "while serving").split()[-1]
            headers = {"Authorization": f"Bearer {token}"}
            transport = httpx2.HTTPTransport(retries=5)
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", transport=transport, headers=headers) as client:
                assert len(client.get("/api/v1/documents").json()["items"]) == 2
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
