"""Sense: whether words that a quotation leaves out change what it says.

Left out between two kept parts, any negation, number, name, condition or doubt counts, and so does a joint of two
sentences. Of the rest of the sentence, before and after what is quoted, only what governs the quoted words does: a
negation in the same clause, a condition, a claim that is not the source's own, a question. Rules by words, for want
of a parser; in doubt they say that the sense may change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum


class SenseChange(StrEnum):
    """What left-out words hold that changes the sense."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    CONDITION = "condition"
    DOUBT = "doubt"
    SUBJECT = "subject"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class SenseFlag:
    """Words that change the sense, and why."""

    why: SenseChange
    words: str


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(patterns)})(?![\w])", re.IGNORECASE)


_NEGATION = _any(
    r"not|never|no(?!\.?\s*\d)|none|nobody|nothing|nowhere|neither|nor|no[- ]one|without|hardly|scarcely|barely|rarely",
    r"seldom|ain['’]t|can\s?not|\w+n['’]t|(?:do|does|did|is|are|was|were|has|have|had|ca|wo|would|should|could)nt",
    r"fail(?:s|ed|ing|ures?)?|unable|inability|refus(?:es?|ed|ing|als?)|lack(?:s|ed|ing)?|absen(?:t|ce)",
    r"den(?:y|ies|ied|ying)|declin(?:es?|ed|ing)|reject(?:s|ed|ing|ion)?|prevented|stopped|ceased|missed",
    r"omit(?:s|ted|ting)?|neglect(?:s|ed|ing)?\s+to|instead\s+of|rather\s+than|far\s+from|unlikely|impossible",
    r"false(?:ly)?|wrong(?:ly)?|untrue|incorrect(?:ly)?|myths?|mistaken(?:ly)?|unfounded|unsubstantiated|disproved",
    r"refuted|yet\s+to|no\s+longer|(?<!\ba\s)(?:few|little)|contradict(?:s|ed|ing)|disput(?:es?|ed|ing)|non-?[a-z]{4,}|no-[a-z]+",
)
_NEGATIVE = _any(
    r"un(?!der|til\b|less\b|cle|i(?:t|on|que|vers|form|fy|son))[a-z]{4,}",
    r"dis(?:agree|approv|believ|continu|regard|satisf|honest|engag|miss)\w*",
    r"(?:in|im|ir|il)(?:accurate|adequate|appropriate|capable|complete|consistent|correct|effective|eligible|"
    r"frequent|sufficient|valid|visible|possible|probable|proper|relevant|regular|responsible|legal|legible)(?:ly)?",
)
"""Words negative in themselves: they change the sense where they are left out, and govern nothing beside them."""
_PROVIDED = (
    r"(?<=,\s)provid(?:ed|ing)|(?<=,\s)subject\s+to|subject\s+to\s+(?:\w+\s+)?(?:approval|agreement|funding|consent"
    r"|confirmation|review|conditions?|availability|consultation|change|resources)"
)
_CONDITION = _any(
    _PROVIDED,
    r"if|unless|only|except(?:ing|ion|ions)?|until|till|provid(?:ed|ing)\s+that|as\s+long\s+as|whether",
    r"so\s+long\s+as|on\s+condition|in\s+the\s+event|in\s+case|depend(?:s|ed|ing|ent)?\s+(?:up)?on|assuming|but\s+for",
    r"apart\s+from|other\s+than|otherwise|save\s+(?:for|that|in|where)|where\s+(?:possible|necessary|appropriate)|solely",
    r"merely|excluding",
)
_NEEDS_ALL = _any(_PROVIDED, r"unless|except|provid(?:ed|ing)\s+that|only\s+(?:if|when|where|after)|on\s+condition")
"""Conditions that govern all of a sentence, however far from what is quoted."""
_DOUBT = _any(
    r"alleg\w+|reported(?:ly)?|apparent(?:ly)?|suppos(?:ed|edly)|purport\w*|seeming(?:ly)?|possib(?:le|ly)|probab(?:le|ly)",
    r"likely|perhaps|maybe|may|might|could|would|should|ought|must|claim(?:s|ed|ing)?|believed?|suspect(?:ed|s)?|feared",
    r"rumou?r(?:s|ed)?|hoped?|hopes|intend(?:s|ed)?|doubt(?:s|ed|ful)?|almost|nearly|partly|partial(?:ly)?|too|least",
    r"some|sometimes|occasional(?:ly)?|few|fewer|little|less|most(?:ly)?|attempt(?:s|ed)?\s+to|tr(?:ied|ies|ying)\s+to",
    r"planned\s+to",
)
_CLAIM = _any(
    r"alleg\w+|claim(?:s|ed|ing)?|assert(?:s|ed|ions?)|suspect(?:s|ed)?|suspicions?|belie(?:ved?|fs?|ves)|assum\w+|rumou?r\w*"
    r"|fear(?:s|ed)?|hop(?:es?|ed|ing)|doubt(?:s|ed)?|possib(?:le|ility)|impossible|risks?|might\s+be|may\s+be|suggestions?"
    r"|perception|pretend\w*|speculat\w+",
)
_CLAIM_ENDS = re.compile(r"(?:\s+(?:be|is|was))?[\s,]*(?:that|how|of)?[\s,“\"‘']*\Z", re.IGNORECASE)
_AFTERTHOUGHT = _any(
    r"alleged(?:ly)?|reportedly|apparently|supposedly|it\s+(?:was|is)\s+(?:said|claimed|alleged|thought|believed|assumed)",
    r"according\s+to|in\s+theory|on\s+paper",
)
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half "
    "halves third thirds quarter quarters dozen twice once double triple percent majority minority"
).split()
_NUMBER = re.compile(
    rf"(?<![^\W\d_])(?<![^\W\d_][.,;:)])[£$€]?\d[\d.,:/]*%?(?:st|nd|rd|th)?|\b(?:{'|'.join(_NUMBER_WORDS)})\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<![\w’'])[A-ZÀ-Þ](?:[\w’'&-]*\w)?(?![\w])")
_SENTENCE_STARTS = re.compile(r"(?:\A|[.!?:•\n])[\s\"“”‘’'(\[•–-]*\Z")
_SUFFIXES = re.compile(r"(?:tion|sion|ment|ness|ing|ed|ly|ers?|ors?|ity|ance|ence|ists?|als?|ies|ives?|ships?)\Z")
_USUAL = frozenset(
    "i a an the this that these those it its he she they we you his her their our my your who what when where why how "
    "which there here and or but so for in on at by with from to of as if all some many most each every both "
    "children child parents parent mother father staff police school schools social young people family families "
    "practice health home risk risks plan plans care support evidence following during after before since while "
    "although however because despite under over two one then thus overall also".split()
)
_SENTENCE_BREAK = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-ZÀ-Þ0-9])|\n\s*\n")
_KIN = (
    r"(?:father|mother|parent|child|baby|infant|boy|girl|son|daughter|brother|sister|sibling|grand\w+|aunt|uncle|cousin"
    r"|carer|partner|stepfather|stepmother|worker|practitioner|officer|teacher|nurse|visitor|doctor|gp|midwife|manager"
    r"|council|board|partnership|agency|police|school|hospital|trust|team|service|review|report|staff)s?(?:ren)?"
)
_NEW_SUBJECT = re.compile(
    rf"(?:(?P<held>\b(?:of|by|with|from|in|at|for|to|on|about|into|near|under)\s+))?"
    rf"(?:(?:the|a|an|her|his|their|its|whose|this|that|both|[\w’']+s?[’']s?)\s+)?(?:[\w’'-]+\s+)?\b{_KIN}\s*\Z",
    re.IGNORECASE,
)
_VERB_FOLLOWS = re.compile(
    r"(?:was|were|is|are|has|have|had|did|does|do|will|would|can|could|should|must|may|might|said|told|knew|saw|made|"
    r"went|\w{3,}ed)\b",
    re.IGNORECASE,
)
_FRONT_TURN = re.compile(
    r";|(?<!not)(?<!never)\s+(?:but|because|although|though|whereas|while)\b|,\s*(?:and|so|yet|or|which|who|where)\b",
    re.IGNORECASE,
)
_HOLDS_ON = re.compile(r"(?:;|,\s*(?:and|so|yet|or|which|who|where))\Z", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\b(?:that|whether)\b|:", re.IGNORECASE)
_ASIDE = re.compile(
    r"\A(?:when|while|although|though|as|since|because|after|before|despite|in\s+spite\s+of|even\s+though)\b[^,;:]*,",
    re.IGNORECASE,
)
_END_TURN = re.compile(
    r";|(?:^|[\s,–—-])(?:and|but|because|although|though|whereas|while|so|since|who|whom|whose|where)\b", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\((?:[^\s()]+\s+){2,}[^()]*\)|\s[–—-]\s(?:[^\s–—-]+\s+){2,}[^–—]*?\s[–—-]\s")
_QUESTION = re.compile(
    r"\A\W*(?:did|do|does|was|were|is|are|has|have|had|can|could|would|should|will)\b"
    r"|\b(?:who|what|when|where|why|how|which|whether)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\A\s*,\s*(?:not|rather\s+than|instead\s+of)\s+(?:(?:in|at|by|with|from|to|for|on|of|the|a|an|her|his|their|its)\s+)"
    r"\w",
    re.IGNORECASE,
)


def between(text: str, start: int, end: int, common: Collection[str] = ()) -> tuple[SenseFlag, ...]:
    """What of the words left out, `text[start:end]` of the source, changes the sense of the parts round them.

    `common` are the words that the source also writes with a small letter, so that no sentence's first is a name.
    """
    omitted = text[start:end]
    flags = [
        *_found(SenseChange.NEGATION, _NEGATION, omitted),
        *_found(SenseChange.NEGATION, _NEGATIVE, omitted),
        *_found(SenseChange.CONDITION, _CONDITION, omitted),
        *_found(SenseChange.NUMBER, _NUMBER, omitted),
        *(SenseFlag(SenseChange.NAME, name) for name in _names(text, start, end, common)),
        *_found(SenseChange.DOUBT, _DOUBT, omitted),
        *_subject(text, start, end),
    ]
    return tuple({flag.words.casefold(): flag for flag in reversed(flags)}.values())[::-1]


def before(front: str) -> tuple[SenseFlag, ...]:
    """What governs the quoted words from the part of their sentence that stands before them."""
    flags = list(_governing(front))
    flags += _found(SenseChange.CONDITION, _CONDITION, re.split(r";|\bbut\b", front)[-1])
    for found in _CLAIM.finditer(front):
        if _CLAIM_ENDS.match(front, found.end()):
            flags.append(SenseFlag(SenseChange.DOUBT, found.group()))
    return tuple(dict.fromkeys(flags))


def after(rest: str) -> tuple[SenseFlag, ...]:
    """What governs the quoted words from the part of their sentence that stands after them."""
    if _is_short(rest):
        own = rest
    elif _CONTRAST.match(rest):
        own = ""
    else:
        turn = _END_TURN.search(rest)
        own = rest[: turn.start()] if turn else rest
    flags = [
        *_found(SenseChange.NEGATION, _NEGATION, _IN_BRACKETS.sub(" ", own)),
        *_found(SenseChange.CONDITION, _CONDITION, own),
        *_found(SenseChange.CONDITION, _NEEDS_ALL, rest.split(";")[0]),
        *_found(SenseChange.DOUBT, _AFTERTHOUGHT, own),
    ]
    return tuple(dict.fromkeys(flags))


def is_asked(front: str, rest: str) -> bool:
    """Whether a sentence with these words before and after the quoted ones is a question."""
    return rest.rstrip("\"”’' ").endswith("?") and _QUESTION.search(front) is not None


def _governing(front: str) -> Iterator[SenseFlag]:
    """Negations of the clause that the quoted words go on from, or of one that takes them as its complement."""
    if _is_short(front):
        yield from _found(SenseChange.NEGATION, _NEGATION, front)
        return
    front = _ASIDE.sub("", _IN_BRACKETS.sub(" ", front))
    turns = list(_FRONT_TURN.finditer(front))
    if not turns:
        yield from _found(SenseChange.NEGATION, _NEGATION, front)
        return
    yield from _found(SenseChange.NEGATION, _NEGATION, front[turns[-1].end() :])
    for found in _NEGATION.finditer(front, 0, turns[-1].start()) if _HOLDS_ON.match(turns[-1].group()) else ():
        if _COMPLEMENT.search(front, found.end(), turns[-1].start()):
            yield SenseFlag(SenseChange.NEGATION, found.group())


def _is_short(text: str) -> bool:
    """Whether a part is a word or two, which belong to what is quoted whatever they are."""
    return len(text.split()) <= 2


def _found(why: SenseChange, words: re.Pattern[str], text: str) -> Iterator[SenseFlag]:
    for match in words.finditer(text):
        yield SenseFlag(why, " ".join(match.group().split()).rstrip(".,:/"))


def _names(text: str, start: int, end: int, common: Collection[str]) -> Iterator[str]:
    """Words with a capital letter that are not capital for beginning a sentence; neighbours are one name."""
    names: list[tuple[int, int]] = []
    for match in _CAPITAL.finditer(text, start, end):
        word = match.group()
        plain = re.sub(r"['’]s?\Z", "", word).casefold()
        begins = _SENTENCE_STARTS.search(text[max(0, match.start() - 12) : match.start()]) is not None
        usual = plain in _USUAL or plain in common or _SUFFIXES.search(plain) is not None
        if (begins and usual and not word.isupper()) or plain in ("i", "a", "the"):
            continue
        if names and not text[names[-1][1] : match.start()].strip(" \n"):
            names[-1] = (names[-1][0], match.end())
        else:
            names.append(match.span())
    for first, last in names:
        yield " ".join(text[first:last].split())


def _subject(text: str, start: int, end: int) -> Iterator[SenseFlag]:
    """A subject that was left out: the next part goes on as if the part before it were about the same."""
    omitted = text[start:end]
    breaks = list(_SENTENCE_BREAK.finditer(text, start, end + 2))
    follows = text[end : end + 1]
    if breaks and text[breaks[-1].end() : end].strip(" \n\"“‘'([•–-"):
        yield SenseFlag(SenseChange.SUBJECT, " ".join(text[breaks[-1].end() : end].split()))
    elif follows and _VERB_FOLLOWS.match(text, end):
        found = _NEW_SUBJECT.search(omitted)
        if found and not found["held"]:
            yield SenseFlag(SenseChange.SUBJECT, " ".join(found.group().split()))
