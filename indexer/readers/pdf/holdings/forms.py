"""Form fields of PDF pages: what was entered, ticked or chosen, with its printed label ("Consent obtained: yes")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.readers.pdf.geometry import Box
from indexer.readers.pdf.holdings.annotations import box_of, objects_of
from indexer.readers.pdf.holdings.labels import Label, Labels
from indexer.readers.pdf.visibility.letters import Letter

EMPTY = "(left empty)"
"""Stands for the value of a field in which nothing was entered."""
UNTICKED = "(none ticked)"
"""Stands for what was ticked where nothing was."""
_PUSH_BUTTON, _RADIO, _PASSWORD = 1 << 16, 1 << 15, 1 << 13
"""Flags of a field (ISO 32000-1, 12.7.4)."""
_HIDDEN = 1 << 1 | 1 << 5
"""Flags of an annotation that is not shown: hidden, no view (ISO 32000-1, 12.5.3)."""
_DEEPEST = 12
"""Levels of fields within fields; a broken file may run in a circle. By judgement."""
_NO_NAME = re.compile(
    r"^(?:text|check ?box|button|group|radio|choice|field|undefined|untitled|fill|list ?box|combo)?[\W\d_]*$", re.I
)
_SAME_ROW = 4.0
"""Points by which boxes of one row may differ in height. By judgement."""
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Widget:
    """A field as it lies on a page: its full name, what the file calls it for readers, its value in words.

    `ticked` is None where it is nothing to tick; `radio` that only one of those of its name can be ticked.
    """

    name: str
    called: str
    value: str
    box: Box
    ticked: bool | None
    radio: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A line for a field, or a row of boxes to tick: its text, where it stands, and the printed labels it holds.

    `pair` are its label and what was entered or ticked; an empty one where either is missing.
    """

    text: str
    x: float
    y: float
    labels: tuple[Label, ...]
    pair: tuple[str, str] = ("", "")


def widgets_of(page: Any) -> list[Widget]:
    """The fields of a page that can hold something, from the top."""
    found = []
    for entry in objects_of(page, frozenset(("/Widget",))):
        try:
            if (widget := _widget(entry)) is not None:
                found.append(widget)
        except Exception:  # noqa: BLE001, S112 (a damaged field costs no other)
            continue
    return sorted(found, key=lambda widget: (-widget.box[3], widget.box[0]))


def entries_of(widgets: Sequence[Widget], letters: Sequence[Letter]) -> list[FormEntry]:
    """A line for each field of a page that its reader sees; `letters` are those one sees on it."""
    shown = [widget for widget in widgets if not widget.hidden]
    labels = Labels(letters, [widget.box for widget in shown])
    return [_entry(group, labels) for group in _groups(shown, labels)]


def elsewhere(reader: Any, widgets: Sequence[Widget]) -> list[str]:
    """What fields hold that lie on no page, a line each, and what a form of Adobe's own kind (XFA) holds."""
    known = {widget.name for widget in widgets}
    try:
        fields = (reader.get_fields() or {}).items()
        lines = [
            f"{name}: {value}" for name, field in fields if (value := _text(field.get("/V"))) and name not in known
        ]
        return [line for line in lines if not line.endswith(": Off")]
    except Exception:  # noqa: BLE001 (a damaged form holds nothing)
        return []


def xfa_text(reader: Any) -> str | None:
    """The words of an XFA form, which only Adobe's programs show; None where there is no such form."""
    try:
        form = reader.root_object["/AcroForm"].get_object()
        if "/XFA" not in form:
            return None
        packets = form["/XFA"].get_object()
        streams = list(packets)[1::2] if isinstance(packets, list) else [packets]
        texts = (stream.get_object().get_data().decode("utf-8", "replace") for stream in streams)
        lines = (line.strip() for text in texts for line in _TAGS.sub("\n", text).splitlines())
        return "\n".join(line for line in lines if line)
    except Exception:  # noqa: BLE001 (no form, or one that cannot be opened)
        return None


def _widget(entry: Any) -> Widget | None:
    kind, flags = str(_inherited(entry, "/FT") or ""), int(_inherited(entry, "/Ff") or 0)
    box = box_of(entry.get("/Rect"))
    if box is None or kind not in ("/Tx", "/Btn", "/Ch", "/Sig") or (kind == "/Btn" and flags & _PUSH_BUTTON):
        return None
    ticked = None
    value = _inherited(entry, "/V")
    if kind == "/Btn":
        state = entry.get("/AS", value)
        ticked = state is not None and str(state) not in ("/Off", "Off", "")
        text = str(state or "").lstrip("/")
    elif kind == "/Sig":
        signed = value.get_object() if value is not None else None
        text = f"signed {signed.get('/Name') or ''}".strip() if signed else ""
    else:
        text = _chosen(value, _inherited(entry, "/Opt")) if kind == "/Ch" else _text(value)
    hidden = bool(int(entry.get("/F", 0)) & _HIDDEN) or bool(kind == "/Tx" and flags & _PASSWORD)
    called = " ".join(str(_inherited(entry, "/TU") or "").split())
    return Widget(_name(entry), called, text, box, ticked, bool(kind == "/Btn" and flags & _RADIO), hidden)


def _inherited(entry: Any, key: str) -> Any:
    """What a field says, or the field it is a part of."""
    for _ in range(_DEEPEST):
        if key in entry:
            return entry[key]
        if "/Parent" not in entry:
            return None
        entry = entry["/Parent"].get_object()
    return None


def _name(entry: Any) -> str:
    names: list[str] = []
    for _ in range(_DEEPEST):
        if "/T" in entry:
            names.insert(0, str(entry["/T"]))
        if "/Parent" not in entry:
            break
        entry = entry["/Parent"].get_object()
    return ".".join(names)


def _text(value: Any) -> str:
    if value is None:
        return ""
    held = value.get_object() if hasattr(value, "get_object") else value
    if isinstance(held, list):
        return ", ".join(_text(one) for one in held)
    if hasattr(held, "get_data"):
        held = held.get_data().decode("utf-8", "replace")
    return " ".join(str(held).removeprefix("/").split())


def _chosen(value: Any, options: Any) -> str:
    """The chosen entries of a list by the words that are shown for them."""
    shown: dict[str, str] = {}
    for option in options or []:
        held = option.get_object()
        if isinstance(held, list) and len(held) == 2:
            shown[str(held[0])] = str(held[1])
    held = value.get_object() if value is not None else []
    chosen = held if isinstance(held, list) else [held]
    return ", ".join(shown.get(str(one), str(one)) for one in chosen if str(one))


def _groups(widgets: Sequence[Widget], labels: Labels) -> Iterator[list[Widget]]:
    """Fields that make one line: the radio buttons of one name, boxes to tick in a row after a question, each other."""
    done: set[int] = set()
    for number, widget in enumerate(widgets):
        if number in done:
            continue
        group = [number]
        if widget.radio:
            group = [n for n, other in enumerate(widgets) if other.radio and other.name == widget.name]
        elif widget.ticked is not None and labels.question([widget.box]):
            group = [n for n, other in enumerate(widgets) if _in_row(widget, other) and n not in done]
        done.update(group)
        yield [widgets[n] for n in group]


def _in_row(one: Widget, other: Widget) -> bool:
    return other.ticked is not None and not other.radio and abs(one.box[1] - other.box[1]) <= _SAME_ROW


def _entry(group: Sequence[Widget], labels: Labels) -> FormEntry:
    first = group[0]
    if first.ticked is None:
        label = labels.of_field(first.box)
        called, value = _called(first, label), first.value.strip()
        printed = (label,) if label else ()
        return FormEntry(_joined(called, value or EMPTY), first.box[0], first.box[3], printed, (called, value))
    options = [labels.of_tick(widget.box) for widget in group]
    question = labels.question([widget.box for widget in group]) if len(group) > 1 or first.radio else None
    used = tuple(label for label in (question, *options) if label)
    if len(group) == 1 and not first.radio:
        called, value = _called(first, options[0]), "yes" if first.ticked else "no"
    else:
        ticked = [_option(w, label) for w, label in zip(group, options, strict=True) if w.ticked]
        called, value = _called(first, question), ", ".join(ticked)
    top = max(widget.box[3] for widget in group)
    return FormEntry(_joined(called, value or UNTICKED), first.box[0], top, used, (called, value))


def _option(widget: Widget, label: Label | None) -> str:
    return label.words if label else widget.value or widget.called


def _called(widget: Widget, label: Label | None) -> str:
    """The printed label, else what the file calls the field, if that is no number of the program's."""
    if label:
        return label.words
    name = widget.name.rpartition(".")[2]
    return widget.called or ("" if _NO_NAME.match(name) else name.replace("_", " "))


def _joined(label: str, value: str) -> str:
    if not label:
        return value
    return f"{label} {value}" if label[-1] in "?!:." else f"{label}: {value}"
