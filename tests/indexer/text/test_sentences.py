import pytest

from indexer.text.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("See para. 12 of s. 47 of the Act. Next.", ["See para. 12 of s. 47 of the Act.", "Next."]),
        ("Dr. Jones and J. Smith met. They agreed.", ["Dr. Jones and J. Smith met.", "They agreed."]),
        ("It rose to 3.5 per cent. in 2016. It fell.", ["It rose to 3.5 per cent. in 2016.", "It fell."]),
        ("12. The chair agreed. Then left.", ["12. The chair agreed.", "Then left."]),
        ("He said: “I knew. I told them.” Nobody wrote.", ["He said: “I knew. I told them.”", "Nobody wrote."]),
        ("He said: “I knew. Nobody wrote.", ["He said: “I knew.", "Nobody wrote."]),
        ("“Nobody asked me.” She said so.", ["“Nobody asked me.”", "She said so."]),
        ("no ending at all", ["no ending at all"]),
        ("  \n ", []),
        ("e.g. a bruise, i.e. a mark.", ["e.g. a bruise, i.e. a mark."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected
