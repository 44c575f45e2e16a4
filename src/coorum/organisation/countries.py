"""Countries, as far as processors may be in them, and those whose protection Japan holds equal to its own.

The equal ones are designated by the commission under APPI 28(1) (rule 15): the EEA and the United Kingdom.
"""

HOME = "JP"
_EEA = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE"
EQUAL = frozenset([*_EEA.split(), "GB"])
_NAMES = """
JP 日本 Japan|AT オーストリア Austria|BE ベルギー Belgium|BG ブルガリア Bulgaria
HR クロアチア Croatia|CY キプロス Cyprus|CZ チェコ Czechia|DK デンマーク Denmark
EE エストニア Estonia|FI フィンランド Finland|FR フランス France|DE ドイツ Germany
GR ギリシャ Greece|HU ハンガリー Hungary|IS アイスランド Iceland|IE アイルランド Ireland
IT イタリア Italy|LV ラトビア Latvia|LI リヒテンシュタイン Liechtenstein|LT リトアニア Lithuania
LU ルクセンブルク Luxembourg|MT マルタ Malta|NL オランダ Netherlands|NO ノルウェー Norway
PL ポーランド Poland|PT ポルトガル Portugal|RO ルーマニア Romania|SK スロバキア Slovakia
SI スロベニア Slovenia|ES スペイン Spain|SE スウェーデン Sweden|GB 英国 United_Kingdom
US 米国 United_States|CA カナダ Canada|KR 韓国 South_Korea|TW 台湾 Taiwan
SG シンガポール Singapore|AU オーストラリア Australia|NZ ニュージーランド New_Zealand|CH スイス Switzerland
IN インド India|CN 中国 China|HK 香港 Hong_Kong|VN ベトナム Vietnam
PH フィリピン Philippines|TH タイ Thailand|MY マレーシア Malaysia|ID インドネシア Indonesia
IL イスラエル Israel|BR ブラジル Brazil|MX メキシコ Mexico|AE アラブ首長国連邦 United_Arab_Emirates
"""
NAMES = {
    code: (ja, en.replace("_", " "))
    for code, ja, en in (one.split() for one in _NAMES.replace("\n", "|").split("|") if one)
}


def name_of(code: str, language: str) -> str:
    """What a country is called; its code where it is none of ours."""
    ja, en = NAMES.get(code, (code, code))
    return ja if language == "ja" else en


def choices(language: str) -> list[tuple[str, str]]:
    """Code and name of each, home first, the others by name."""
    others = sorted(((code, name_of(code, language)) for code in NAMES if code != HOME), key=lambda one: one[1])
    return [(HOME, name_of(HOME, language)), *others]
