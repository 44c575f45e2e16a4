"""What stands behind a promise, in words: the book says `APPI 33(1)`, a reader 個人情報保護法第33条第1項."""

import re

#: Abbreviations of the book (docs/words.md): Japanese, English. R and O are the rules and the order of the APPI.
_NAMES = {
    "APPI": ("個人情報保護法", "Act on the Protection of Personal Information, art."),
    "R": ("個人情報保護法施行規則", "Rules of the Act on the Protection of Personal Information, art."),
    "O": ("個人情報保護法施行令", "Order of the Act on the Protection of Personal Information, art."),
    "TBA R": ("電気通信事業法施行規則", "Rules of the Telecommunications Business Act, art."),
    "TBA": ("電気通信事業法", "Telecommunications Business Act, art."),
    "UCA": ("不正アクセス禁止法", "Act on Prohibition of Unauthorized Computer Access, art."),
    "MAIL": ("特定電子メール法", "Act on Regulation of Specified Electronic Mail, art."),
    "PDP": ("情報流通プラットフォーム対処法", "Information Distribution Platform Act, art."),
    "特商法": ("特定商取引法", "Act on Specified Commercial Transactions, art."),
    "民法": ("民法", "Civil Code, art."),
    "消費税法": ("消費税法", "Consumption Tax Act, art."),
    "電子帳簿保存法": ("電子帳簿保存法", "Electronic Books Preservation Act, art."),
    "障害者差別解消法": (
        "障害者差別解消法",
        "Act for Eliminating Discrimination against Persons with Disabilities, art.",
    ),
}
_PLACE = re.compile(rf"({'|'.join(_NAMES)}) ?(\d+)((?:-\d+)*)(?:\((\d+)\))?(?:\(([ivx]+)\))?")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def in_words(law: str, language: str) -> str:
    """The place as it is read; a standard (WCAG, JIS) stays as it is."""
    found = _PLACE.fullmatch(law)
    if found is None:
        return law
    name, article, branches, paragraph, item = found.groups()
    if language != "ja":
        return f"{_NAMES[name][1]} {law.removeprefix(name).strip()}"
    parts = [f"{_NAMES[name][0]}第{article}条", *(f"の{one}" for one in branches.split("-")[1:])]
    parts += [f"第{paragraph}項"] if paragraph else []
    parts += [f"第{_ROMAN.index(item) + 1}号"] if item else []
    return "".join(parts)
