"""Whatever a stranger sends is read within bounds, and never raises."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorum.enquiries.inbound import bounces, plain, reading
from coorum.enquiries.inbound.reading import Letter
from tests.enquiries.conftest import mail


def read(raw: bytes | EmailMessage) -> Letter:
    raw = raw if isinstance(raw, bytes) else raw.as_bytes()
    return reading.read(reading.parsed(raw), raw)


@pytest.mark.parametrize("charset", ["iso-2022-jp", "shift_jis", "utf-8", "euc-jp", "cp932"])
def test_japanese_of_every_charset_is_read(charset: str) -> None:
    words = "お問い合わせです。カタカナと漢字。"
    head = (
        f"From: a@x.example\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    assert read(head.encode() + words.encode(charset)).words == words


def test_a_charset_that_is_unknown_or_untrue_is_guessed() -> None:
    for named, real in (
        ("x-unknown", "utf-8"),
        ("utf-8", "shift_jis"),
        ("us-ascii", "iso-2022-jp"),
        ("shift_jis", "cp932"),
    ):
        head = f"From: a@x.example\r\nContent-Type: text/plain; charset={named}\r\n\r\n"
        assert (
            "番号"
            in read(head.encode() + "番号①".encode(real if real != "iso-2022-jp" else "iso2022_jp_ext", "ignore")).words
        )


def test_html_alone_becomes_plain_words_without_what_is_not_seen() -> None:
    message = mail()
    message.set_content(
        "<html><head><title>no</title><style>b{}</style></head><body><p>こんにちは&amp;</p><script>alert(1)</script>"
        "<div>二行目<img src=x onerror=y></div></body></html>",
        subtype="html",
    )
    assert read(message).words == "こんにちは&\n\n二行目"


def test_where_there_is_plain_text_the_html_is_left_alone() -> None:
    message = mail("素の文")
    message.add_alternative("<p>別の文</p>", subtype="html")
    letter = read(message)
    assert (letter.words, letter.enclosed) == ("素の文", ())


def test_a_mail_inside_a_mail_is_not_unpacked() -> None:
    inner = mail("中の文")
    for _ in range(3):
        outer = mail("外の文")
        outer.add_attachment(inner)
        inner = outer
    letter = read(inner)
    assert letter.words == "外の文"
    assert [one.media_type for one in letter.enclosed] == ["message/rfc822"]


def test_a_bomb_of_nested_parts_is_a_mail_of_plain_bytes() -> None:
    deep = b"From: a@x.example\r\nSubject: boom\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    )
    assert isinstance(read(deep), Letter)


def test_attachments_are_bounded_in_number_and_size() -> None:
    message = mail()
    for number in range(30):
        message.add_attachment(b"x", maintype="application", subtype="zip", filename=f"{number}.zip")
    letter = read(message)
    assert sum(one.content is not None for one in letter.enclosed) == reading.KEPT
    assert letter.is_cut
    large = mail()
    large.add_attachment(b"x" * (reading.ONE + 1), maintype="application", subtype="zip", filename="big.zip")
    (one,) = read(large).enclosed
    assert (one.content, one.size) == (None, reading.ONE + 1)


def test_a_file_name_is_a_name_and_no_path() -> None:
    message = mail()
    message.add_attachment(b"x", maintype="text", subtype="html", filename="..\\..\\etc/.pass\twd")
    (one,) = read(message).enclosed
    assert one.name == "pass wd"


def test_a_long_text_is_cut_and_says_so() -> None:
    letter = read(mail("あ" * (plain.MOST + 5)))
    assert (len(letter.words), letter.is_cut) == (plain.MOST, True)


def test_control_characters_and_reversed_text_are_gone() -> None:
    assert read(mail("ab\u202ecd\x07e")).words == "abcde"


def test_broken_headers_do_not_break_the_reading() -> None:
    heads = b"From: =?utf-8?b?44G?= <a@x.example\r\nTo: \xff\xfe\r\nSubject: \x83\x65\x83\x58\x83\x67\r\n"
    raw = heads + b"Content-Type: ;;;\r\n\r\nhello"
    letter = read(raw)
    assert letter.address == "a@x.example"
    assert letter.subject == "テスト"


def test_what_the_server_says_of_the_sender_is_kept_for_officers() -> None:
    said = "mx.example; spf=fail smtp.mailfrom=bank.example; dkim=none"
    assert read(mail(Authentication_Results=said)).authentication == said


def test_an_answer_goes_where_the_writer_wants_it() -> None:
    assert read(mail(Reply_To="other@people.example")).address == "other@people.example"


def test_a_header_cannot_be_smuggled_in_by_an_address() -> None:
    letter = read(b"From: x@y.example\r\nReply-To: a@b.example,\r\n c@d.example\r\n\r\nhi")
    assert "\n" not in letter.address
    assert letter.address.count("@") == 1


@given(st.binary(max_size=2000))
def test_any_bytes_at_all_are_a_letter(raw: bytes) -> None:
    letter = read(raw)
    assert letter.mail_id
    assert bounces.report(raw).status.count(".") in (0, 2)
    assert bounces.is_bounce(reading.parsed(raw)) in (True, False)


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_words_and_any_subject_are_read(words: str, subject: str) -> None:
    raw = b"From: a@x.example\r\nSubject: " + subject.replace("\n", " ").replace("\r", " ").encode("utf-8", "replace")
    letter = read(raw + b"\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + words.encode("utf-8", "replace"))
    assert len(letter.words) <= plain.MOST
