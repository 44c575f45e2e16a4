"""How somebody speaks: the same thought comes in other words, and ends otherwise, from other people."""

import re
from dataclasses import dataclass
from random import Random

from coorum.demo.library import CONTENT

# Words that may stand for each other. Each person has their own choice of each line.
_WORDS = tuple(tuple(line.split("|")) for line in (CONTENT / "words.txt").read_text(encoding="utf-8").splitlines())
_SAME = {words[0]: words for words in _WORDS}
_WORD = re.compile("|".join(sorted(map(re.escape, _SAME), key=len, reverse=True)))

# Endings that may stand for each other at the end of a sentence.
_ENDINGS = (("ですよ。", "です。", "ですね。"), ("ますよ。", "ます。", "ますね。"))
_END_OF = {ending: endings for endings in _ENDINGS for ending in endings[:1]}
_CLOSE = re.compile("(?:" + "|".join(_END_OF) + r")(?=\n|$)")
_OPINION = re.compile(r"(?<=[るたい])と思います。")

_GLAD = re.compile(
    r"うれし|嬉し|おいし|楽し|よかった|最高|好き|正解|ありがと|できました|なりました|おすすめ|ぜひ|ください|よろしく|すてき"
)
_LAST = re.compile(r"(?<=[たすねよん])。(?=\n|$)")
_MIDDLE = re.compile(r"(?<=[たすねよ])。(?=[^\n])")
_SMILES = {"asamoya": "☕😊🌿✨🙌", "kigino": "🔨😊🌱✨💪", "soradana": "🙇😊👍"}
_MANNERS = ("plain", "plain", "plain", "bright", "bright", "soft", "brisk", "smiling")
_PLAIN_TEXT = "-#|>1234567890*"


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's words and manner. `words` maps a written word to the one this person uses."""

    manner: str
    words: dict[str, str]
    smiles: str

    def say(self, text: str, rng: Random, *, loose: bool = False) -> str:
        """The text as this person writes it; `loose` lets them choose other words than usual. Lists keep their marks."""
        if loose:
            text = _WORD.sub(lambda match: rng.choice(_SAME[match[0]]), text)
            text = _CLOSE.sub(lambda match: rng.choice(_END_OF[match[0]]), text)
        else:
            text = _WORD.sub(lambda match: self.words[match[0]], text)
            text = _CLOSE.sub(lambda match: self.words.get(match[0], match[0]), text)
        if self.manner == "plain" or rng.random() < 0.25:
            return text
        return "\n".join(line if line[:1] in _PLAIN_TEXT else self._ended(line, rng) for line in text.split("\n"))

    def _ended(self, line: str, rng: Random) -> str:
        if self.manner == "brisk":
            return _OPINION.sub("かと。", line) if rng.random() < 0.4 else line
        if not _GLAD.search(line):
            return line
        if self.manner == "bright":
            return _LAST.sub(lambda _: "！" if rng.random() < 0.4 else "。", line)
        if self.manner == "soft":
            line = _MIDDLE.sub(lambda _: "…。" if rng.random() < 0.06 else "。", line)
            return _LAST.sub(lambda _: rng.choice(("。", "。", "♪", "〜。")), line)
        return _LAST.sub(lambda _: rng.choice(("。", "！", " " + rng.choice(self.smiles))), line)


def voice_of(site: str, rng: Random, *, plain: bool = False) -> Voice:
    """Somebody's voice; `plain` for those who speak for a company."""
    if plain:
        return Voice("plain", {words[0]: words[0] for words in _WORDS}, "")
    words = {words[0]: rng.choice(words) for words in _WORDS}
    return Voice(rng.choice(_MANNERS), words | {endings[0]: rng.choice(endings) for endings in _ENDINGS}, _SMILES[site])
