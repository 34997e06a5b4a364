"""Briefings over real documents: drafting, saving with quotations checked again, approval, rights, exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from api.briefings.briefing import BriefingState, Subject, SubjectKind
from api.briefings.forms import Form, Layout
from api.briefings.lines import Altered, Do, SentContent, SentLine, UnusableLine, place_of
from api.briefings.reading import ReadBriefing
from api.briefings.versions import ActKind
from api.documents.quarantine import NamesAPerson
from api.errors import BadRequest, Forbidden, NotFound
from api.exports.files import Format, export
from api.knowledge_base import KnowledgeBase
from api.people.users import LOCAL_OPERATOR, Role, User
from indexer.documents import Sensitivity

LEAD = User("lead", "Lena", Role.TRAINING_LEAD)
SECOND = User("second", "Sam", Role.TRAINING_LEAD)
MANAGER = User("manager", "Mo", Role.BOARD_MANAGER)
READER = User("reader", "Rita", Role.READER)
PRACTITIONER = User("practitioner", "Pat", Role.PRACTITIONER)
STANDARD = "The board should write a standard for supervision."
OVERSIGHT = "Management oversight was weak, and supervision notes were missing from half of the files."
ESCALATION = "Escalation was used nine times during the year."
STORY = """# Learning review: Child R

## Case study: Child R

Child R was seen at home by the health visitor. His father moved in with his grandmother.
"""

Begin = Callable[..., ReadBriefing]


def document(base: KnowledgeBase, title: str) -> str:
    return next(r.id for r in base.documents.all(LOCAL_OPERATOR).items if title in r.source.title)


def review(base: KnowledgeBase, user: User = LEAD, title: str = "Child Q", best: int = 3) -> ReadBriefing:
    subject = Subject(SubjectKind.REVIEW, document(base, title))
    return base.briefings.begin(Form.SEVEN_MINUTE, subject, user, best)


def save(
    base: KnowledgeBase, read: ReadBriefing, panel: str, lines: Sequence[SentLine], user: User = LEAD
) -> ReadBriefing:
    sent = SentContent(read.content.title, {panel: lines})
    return base.briefings.save(read.briefing.id, sent, read.version, user)


def lines_of(read: ReadBriefing, panel: str) -> list[str]:
    return [one.line.text for one in read.lines[panel]]


def source(read: ReadBriefing, panel: str) -> str:
    citation = read.lines[panel][0].line.citation
    assert citation
    return place_of(citation)


def offered(base: KnowledgeBase, read: ReadBriefing, panel: str, user: User) -> list[SentLine]:
    plans = base.briefings.offered(read.briefing.id, user)
    return [SentLine("", place_of(one.citation)) for plan, found in plans for one in found if plan.key == panel]


def test_a_draft_quotes_only_what_stands_there_and_says_which_panels_are_empty(base: KnowledgeBase) -> None:
    read = review(base)
    assert (read.state, read.version, read.marking) == (BriefingState.DRAFT, 1, Sensitivity.PARTNERSHIP)
    assert lines_of(read, "differently") == [STANDARD]
    assert lines_of(read, "learned") == [OVERSIGHT]
    assert [panel.key for panel in read.content.panels if not panel.lines] == [
        "background",
        "happened",
        "good",
        "questions",
        "more",
    ]
    assert base.briefings.one(read.briefing.id, LEAD) == read


def test_a_question_and_a_year_can_be_written_about(base: KnowledgeBase) -> None:
    asked = base.briefings.begin(Form.YOU_SAID, Subject(SubjectKind.QUESTION, "supervision standard"), LEAD, 3)
    assert lines_of(asked, "said") == [OVERSIGHT, STANDARD]
    base.themes.tag(LOCAL_OPERATOR)
    year = base.briefings.begin(Form.OVERVIEW, Subject(SubjectKind.YEAR, "2018"), MANAGER, 3)
    assert year.content.table
    assert "from 1 audits and learning reviews of 2018; restricted documents are not counted" in year.content.table.note
    with pytest.raises(BadRequest, match="years held are: 2018"):
        base.briefings.begin(Form.OVERVIEW, Subject(SubjectKind.YEAR, "1999"), MANAGER)
    with pytest.raises(BadRequest, match="2019 to count"):
        base.briefings.begin(Form.OVERVIEW, Subject(SubjectKind.YEAR, "2019"), MANAGER)
    with pytest.raises(BadRequest, match="can be about a year"):
        base.briefings.begin(Form.OVERVIEW, Subject(SubjectKind.THEME, "H1"), MANAGER)


def test_a_digest_counts_what_it_may_name(base: KnowledgeBase) -> None:
    base.themes.tag(LOCAL_OPERATOR)
    read = base.briefings.begin(Form.DIGEST, Subject(SubjectKind.THEME, "C4"), MANAGER, 3)
    table = read.content.table
    assert table
    assert table.rows == (("2017", "0 of 1", "0 of 1"), ("2018", "not covered", "not covered"))
    assert read.marking is Sensitivity.PARTNERSHIP, "the review counted is for partners only"
    quoted = [c.citation.quote for _, found in base.briefings.offered(read.briefing.id, LEAD) for c in found]
    assert ESCALATION not in quoted, "it neither finds nor promises anything"


def test_an_altered_quotation_is_named_and_never_kept_as_one(base: KnowledgeBase) -> None:
    read = review(base)
    place = source(read, "differently")
    wrong = SentLine("The board should write a standard for safeguarding.", place)
    with pytest.raises(Altered) as refused:
        save(base, read, "differently", [wrong])
    assert "What to do differently, line 1: “The board should write a standard for safeguarding.”" in str(refused.value)
    assert "you wrote “safeguarding.”, the source says “supervision.”" in str(refused.value).replace("You", "you")
    assert base.briefings.one(read.briefing.id, LEAD).version == 1
    repaired = save(base, read, "differently", [replace(wrong, do=Do.REPAIR)])
    assert repaired == read, "with the source's words back nothing is new"
    local = save(base, read, "differently", [replace(wrong, do=Do.LOCAL)])
    line = local.lines["differently"][0].line
    assert line.citation is None and line.after and line.text == wrong.text
    assert local.marking is Sensitivity.PARTNERSHIP, "words made from a source keep its class"
    assert lines_of(save(base, local, "differently", [replace(wrong, do=Do.REMOVE)]), "differently") == []


def test_a_quotation_may_be_cut_or_lengthened_to_what_stands_beside_it(base: KnowledgeBase) -> None:
    read = review(base)
    place = source(read, "differently")
    longer = f"{STANDARD} Every assessment should name the father"
    assert lines_of(save(base, read, "differently", [SentLine(longer.upper(), place)]), "differently") == [longer]
    for text, why in (
        ("a standard", "fewer than 3 words"),
        ("The board should write … for supervision.", "leaves words out"),
        ("The board … write a standard for supervision.", "“should”"),
    ):
        with pytest.raises(Altered, match=why):
            save(base, base.briefings.one(read.briefing.id, LEAD), "differently", [SentLine(text, place)])


def test_local_words_hold_no_quotation_and_odd_lines_are_refused_with_advice(base: KnowledgeBase) -> None:
    read = review(base)
    with pytest.raises(Altered, match="in quotation marks without a source"):
        save(base, read, "questions", [SentLine(f"They say “{STANDARD}”")])
    with pytest.raises(Altered, match="in quotation marks without a source"):
        save(base, read, "questions", [SentLine(f"They say ‘{STANDARD}’")])
    with pytest.raises(Altered, match="without its partner"):
        save(base, read, "questions", [SentLine(f"They say “{STANDARD}")])
    kept = save(base, read, "questions", [SentLine(" What  strikes\nus? "), SentLine("  ")])
    assert lines_of(kept, "questions") == ["What strikes us?"]
    for panel, lines, why in (
        ("nonsense", [], "There is no panel 'nonsense'"),
        ("questions", [SentLine("x" * 2000)], "longer than"),
        ("questions", [SentLine("x", "../../etc")], "not one this service gave"),
        ("questions", [SentLine("x", f"{'0' * 36}@1:0-5")], "held no more"),
        ("questions", [SentLine("x")] * 50, "at most 40"),
    ):
        with pytest.raises((UnusableLine, Altered), match=why):
            save(base, kept, panel, lines)


def test_the_second_person_approves_and_readers_see_only_what_is_approved(base: KnowledgeBase) -> None:
    read = review(base)
    briefing = read.briefing.id
    service = base.briefings
    with pytest.raises(NotFound):
        service.one(briefing, PRACTITIONER)
    with pytest.raises(BadRequest, match="only what is submitted can be approved"):
        service.approve(briefing, SECOND)
    service.submit(briefing, LEAD)
    with pytest.raises(Forbidden, match="second person"):
        service.approve(briefing, LEAD)
    with pytest.raises(BadRequest, match="Give a reason"):
        service.send_back(briefing, " ", SECOND)
    assert service.send_back(briefing, "Add questions.", SECOND).state is BriefingState.DRAFT
    service.submit(briefing, LEAD)
    assert service.approve(briefing, SECOND).state is BriefingState.APPROVED
    assert service.one(briefing, PRACTITIONER).state is BriefingState.APPROVED
    newer = save(base, service.one(briefing, LEAD), "questions", [SentLine("What strikes us?")])
    assert (newer.version, newer.state) == (2, BriefingState.DRAFT)
    assert service.one(briefing, PRACTITIONER).version == 1
    (latest, first) = service.history(briefing, LEAD)
    assert [(c.where, c.after) for c in latest.changes] == [("Questions for your team", "What strikes us?")]
    assert first.state is BriefingState.APPROVED and not first.changes
    service.withdraw(briefing, "Out of date.", SECOND)
    with pytest.raises(NotFound):
        service.one(briefing, PRACTITIONER)
    with pytest.raises(BadRequest, match="is withdrawn"):
        export(service, briefing, Format.HTML, LEAD)


def test_rights(base: KnowledgeBase) -> None:
    read = review(base)
    for user in (READER, PRACTITIONER):
        with pytest.raises(Forbidden, match="write briefings"):
            review(base, user)
        with pytest.raises(Forbidden):
            base.briefings.submit(read.briefing.id, user)
    with pytest.raises(Forbidden, match="release to exports you need the role board manager or admin"):
        base.briefings.release(read.briefing.id, "why", LEAD)
    base.briefings.submit(read.briefing.id, LEAD)
    base.briefings.approve(read.briefing.id, SECOND)
    with pytest.raises(NotFound):
        base.briefings.one(read.briefing.id, READER)
    assert read.briefing.id not in [one.briefing.id for one in base.briefings.all(READER)]
    assert read.briefing.id in [one.briefing.id for one in base.briefings.all(PRACTITIONER)]
    with pytest.raises(NotFound):
        export(base.briefings, read.briefing.id, Format.DOCX, READER)


def test_a_case_narrative_leaves_only_when_somebody_with_the_right_says_so(
    own_base: KnowledgeBase, tmp_path: Path
) -> None:
    base = own_base
    file = tmp_path / "learning-review-child-r.md"
    file.write_text(STORY, "utf-8")
    base.documents.add([file], LOCAL_OPERATOR, sensitivity=Sensitivity.PARTNERSHIP)
    read = review(base, title="Child R")
    story = offered(base, read, "happened", LEAD)
    told = save(base, read, "happened", story)
    assert [guard.guard for guard in told.guarded] == ["case narrative"]
    for wanted in Format:
        with pytest.raises(BadRequest, match="case narrative in 1 place"):
            export(base.briefings, read.briefing.id, wanted, MANAGER)
    released = base.briefings.release(read.briefing.id, "The family agreed to it.", MANAGER)
    assert not released.guarded
    assert lines_of(told, "happened")[0] in export(base.briefings, read.briefing.id, Format.HTML, LEAD).data.decode()
    acts = base.briefings.one(read.briefing.id, LEAD).briefing.acts
    told_of = [(a.kind, a.user_name, a.detail) for a in acts if a.kind in (ActKind.RELEASED, ActKind.EXPORTED)]
    assert told_of == [
        (ActKind.RELEASED, "Mo", "The family agreed to it."),
        (ActKind.EXPORTED, "Lena", "html, full, marked partnership"),
    ]


def test_restricted_words_are_seen_marked_and_kept_back_even_when_reworded(base: KnowledgeBase) -> None:
    read = review(base, MANAGER, "Audit of supervision")
    assert (read.marking, [guard.guard for guard in read.guarded]) == (Sensitivity.RESTRICTED, ["restricted"])
    plan, (one, *_) = next((plan, found) for plan, found in base.briefings.offered(read.briefing.id, MANAGER) if found)
    told = save(base, read, plan.key, [SentLine("", place_of(one.citation))], MANAGER)
    assert told.marking is Sensitivity.RESTRICTED
    assert len(told.guarded) >= 2, "its subject and its quotation"
    with pytest.raises(NotFound):
        base.briefings.one(read.briefing.id, LEAD)
    for _, found in base.briefings.offered(review(base).briefing.id, LEAD):
        assert all(one.citation.document.sensitivity is not Sensitivity.RESTRICTED for one in found)
    copied = "The finding: Supervision was recorded in four of ten files; grade inadequate"
    own = review(base, MANAGER, "Bruising")
    typed = save(base, own, "questions", [SentLine(copied)], MANAGER)
    assert typed.marking is Sensitivity.RESTRICTED, "typed from a restricted document"
    with pytest.raises(BadRequest, match="holds restricted material or a case narrative"):
        export(base.briefings, own.briefing.id, Format.HTML, MANAGER)


def test_an_own_marking_can_only_raise_it(base: KnowledgeBase) -> None:
    read = review(base)
    sent = SentContent(read.content.title, {}, "All teams", None, Sensitivity.RESTRICTED)
    assert base.briefings.save(read.briefing.id, sent, 1, MANAGER).marking is Sensitivity.RESTRICTED
    lowered = replace(sent, least=Sensitivity.PUBLIC)
    assert base.briefings.save(read.briefing.id, lowered, 2, MANAGER).marking is Sensitivity.PARTNERSHIP


def test_local_words_that_name_somebody_are_submitted_only_when_a_person_says_they_name_nobody(
    base: KnowledgeBase,
) -> None:
    read = save(base, review(base), "more", [SentLine("Ring Mrs Sarah Jones on 01234 567890.")])
    with pytest.raises(NamesAPerson):
        base.briefings.submit(read.briefing.id, LEAD)
    assert base.briefings.submit(read.briefing.id, LEAD, names_nobody=True).state is BriefingState.SUBMITTED


def test_sources_that_changed_or_went_are_told_on_opening(own_base: KnowledgeBase, corpus: Path) -> None:
    own_base.documents.add([corpus], LOCAL_OPERATOR)
    asked = Subject(SubjectKind.QUESTION, "How often was escalation used during the year?")
    report = own_base.briefings.begin(Form.SEVEN_MINUTE, asked, LEAD)
    report = save(own_base, report, "background", offered(own_base, report, "background", LEAD)[:1])
    assert lines_of(report, "background") == [ESCALATION]
    read = review(own_base)
    bruising = document(own_base, "Bruising")
    own_base.documents.correct(bruising, {"supersedes": document(own_base, "Child Q")}, LOCAL_OPERATOR)
    problems = own_base.briefings.one(read.briefing.id, LEAD).problems
    assert len(problems) == 2 and all("Superseded by Bruising procedure" in problem for problem in problems)
    html = export(own_base.briefings, read.briefing.id, Format.HTML, LEAD).data.decode()
    assert "Superseded by Bruising procedure" in html
    own_base.documents.remove(document(own_base, "Annual Report"), LOCAL_OPERATOR)
    (problem,) = own_base.briefings.one(report.briefing.id, LEAD).problems
    assert "does not hold these words any more" in problem
    with pytest.raises(BadRequest, match="Take the line out"):
        export(own_base.briefings, report.briefing.id, Format.PDF, LEAD)
    own_base.documents.remove(document(own_base, "Child Q"), LOCAL_OPERATOR)
    with pytest.raises(NotFound):
        own_base.briefings.one(read.briefing.id, LEAD)
    gone = save(own_base, own_base.briefings.one(report.briefing.id, LEAD), "questions", [SentLine("What now?")])
    assert lines_of(gone, "background") == [ESCALATION], "an untouched line stays, flagged"


def test_layouts_take_the_lines_that_fit(base: KnowledgeBase) -> None:
    read = save(base, review(base), "background", [SentLine("It was commissioned in May.")])
    html = {
        layout: export(base.briefings, read.briefing.id, Format.HTML, LEAD, layout).data.decode() for layout in Layout
    }
    assert STANDARD in html[Layout.CARD] and STANDARD in html[Layout.POSTER]
    assert "commissioned in May" in html[Layout.FULL]
    assert "commissioned in May" not in html[Layout.POSTER] + html[Layout.CARD]
    assert "No source passage: write locally." in html[Layout.FULL]
    year = base.briefings.begin(Form.OVERVIEW, Subject(SubjectKind.YEAR, "2018"), MANAGER)
    with pytest.raises(BadRequest, match="has no layout poster"):
        export(base.briefings, year.briefing.id, Format.HTML, MANAGER, Layout.POSTER)
