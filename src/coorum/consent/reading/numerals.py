"""Numbers as Japanese texts write them: 12, １２, 十二, 元."""

_WIDE = str.maketrans("０１２３４５６７８９（）．：", "0123456789().:")
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100}

NUMERAL = r"[0-9０-９]{1,4}|[〇一二三四五六七八九十百]{1,5}"


def narrow(text: str) -> str:
    """Full-width digits, brackets, points and colons made half-width; every sign keeps its place."""
    return text.translate(_WIDE)


def number_from(text: str) -> int:
    """The value of a NUMERAL. 十二 and 一二 are both 12."""
    plain = narrow(text)
    if plain.isascii():
        return int(plain)
    if not any(unit in plain for unit in _UNITS):
        return int("".join(str(_DIGITS[sign]) for sign in plain))
    total = digit = 0
    for sign in plain:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
