"""Control words of RTF: what each group is for, what each word shows or hides."""

from __future__ import annotations

from indexer.documents import PartKind

SIGNS = {"~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
"""What a control sign shows."""
LETTERS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "softline": "\n", "page": "\n",
}  # fmt: skip
"""Control words that stand for a character."""
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
}  # fmt: skip
"""The encoding of a font by the number of its character set."""
_HEADERS = "header headerl headerr headerf footer footerl footerr footerf".split()
_PROPERTIES = "title subject author manager company operator category keywords comment doccomm userprops docvar".split()
APART = {
    **dict.fromkeys(_HEADERS, PartKind.HEADER),
    **dict.fromkeys(_PROPERTIES, PartKind.PROPERTY),
    "footnote": PartKind.NOTE,
    "annotation": PartKind.COMMENT,
}
"""Groups whose text is no running text, and what it is; notes come into the text after their section."""
SHOWN = frozenset(
    {"shpinst", "shptxt", "fldrslt", "listtext", "pntext", "field", "result", "shp", "txfieldtext", "nesttableprops"}
)
"""Groups whose text shows though their name may be marked as one to pass over."""
PASSED = frozenset(
    (
        "fonttbl colortbl stylesheet pict fldinst objdata objclass objname themedata datastore colorschememapping sn "
        "sv sp latentstyles listtable listoverridetable rsidtbl generator xmlnstbl info shprslt nonshppict bkmkstart "
        "bkmkend atnauthor atnref atndate atntime atnparent atrfstart atrfend filetbl revtbl nonesttables private xe "
        "tc upr pn falt ftnsep ftnsepc aftnsep aftnsepc creatim revtim printim buptim ffdeftext ffname ffformat "
        "hlinkbase atnid"
    ).split()
)
LOOKS = {
    "v": PartKind.HIDDEN_TEXT,
    "deleted": PartKind.REVISION,
    "strike": PartKind.STRUCK_TEXT,
    "striked": PartKind.STRUCK_TEXT,
}
"""Control words that keep text out of the sentence until they are taken back."""
LABELS = ("listtext", "pntext")
"""Groups that hold the number or bullet of an item, as printed."""
