"""A customer writes a mail; what they let slip is erased, they are answered, ask back in the thread, and say how it was."""

import re
import smtplib
import time
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coorum.launch.ports import HOST
from tests.stories.conftest import House, link_in, sign_in

Look = Callable[[Page, str], None]
#: The worker looks into the mailbox once a minute.
A_MINUTE = 90
WORDS = {
    "ja": {
        "subject": "住所の変え方",
        "question": "引っ越したので、登録の住所を変えたいです。",
        "illness": "うつ病で通院中のため、電話ができません。",
        "answer": "マイページの「登録情報」から変えられます。",
        "reply": "番地も変えられますか。",
        "again": "はい、番地も変えられます。",
    },
    "en": {
        "subject": "How to change my address",
        "question": "I have moved and want to change my address.",
        "illness": "I was diagnosed with depression and cannot phone.",
        "answer": "You can change it on My page.",
        "reply": "The house number, too?",
        "again": "Yes, the house number, too.",
    },
}


def test_a_customer_writes_is_answered_and_says_how_it_was(house: House, visitor: Any, look: Look) -> None:
    words, address = WORDS[visitor.language], f"kaze-{visitor.language}@people.example"
    start = time.time() - 1
    send(house, address, words["subject"], f"{words['question']}\n\n{words['illness']}")
    receipt = house.letter_to(address, after=start, seconds=A_MINUTE)
    assert words["question"] not in receipt, "nothing is sent back to whoever is named as the sender"

    customer: Page = visitor()
    customer.goto(link_in(receipt, "/enquiries/apart/"))
    look(customer, "enquiry-apart")
    customer.click("main button[value=erase]")
    expect(customer.locator("main form button[value=erase]")).to_have_count(0)
    look(customer, "enquiry-apart-erased")

    officer: Page = visitor()
    sign_in(officer, f"{house.web}/desk/enquiries/", "officer@people.example")
    look(officer, "desk-enquiries")
    officer.click(f"main a:has-text('{words['subject']}')")
    expect(officer.locator("main")).to_contain_text(words["question"])
    expect(officer.locator("main")).not_to_contain_text(words["illness"])
    look(officer, "desk-enquiry")
    answered = answer(officer, words["answer"])
    letter = house.mail_to(address, after=answered)
    send(house, address, f"Re: {letter['Subject']}", words["reply"], answers=str(letter["Message-ID"]))
    wait_for(officer, words["reply"])
    look(officer, "desk-enquiry-reopened")
    answered = answer(officer, words["again"])
    rating = link_in(house.letter_to(address, after=answered), "/ratings/")
    do(officer, "close")
    look(officer, "desk-enquiry-closed")

    read_the_thread(house, customer, link_in(receipt, "/enquiries/01"), address, look)
    expect(customer.locator("main")).to_contain_text(words["again"])
    customer.goto(rating)
    look(customer, "enquiry-rating")
    customer.check("input[name=score][value='5']")
    customer.click("main form button.primary")
    expect(customer.locator("input[name=score]")).to_have_count(0)
    look(customer, "enquiry-rated")


def send(house: House, sender: str, subject: str, words: str, *, answers: str = "") -> None:
    """Hand a mail in at the development mail server, as any mail program does."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "privacy@provider.example", subject
    if answers:
        message["In-Reply-To"] = answers
    message.set_content(words)
    with smtplib.SMTP(HOST, house.here.ports["letters to the provider"]) as server:
        server.send_message(message)
    house.run("tests.stories.fetch")


def answer(page: Page, words: str) -> float:
    """Answer the case on this page; the moment before."""
    before = time.time() - 1
    page.fill("#answer-words", words)
    do(page, "answer")
    return before


def do(page: Page, deed: str) -> None:
    form = page.locator(f"form[action$='/{deed}/']")
    form.evaluate("form => { const folded = form.closest('details'); if (folded) folded.open = true }")
    with page.expect_navigation():
        form.locator("button").click()


def wait_for(page: Page, words: str) -> None:
    """Reload until the worker has fetched the mail."""
    page.goto(page.url)
    for _second in range(A_MINUTE):
        if words in page.locator("main").inner_text():
            return
        time.sleep(1)
        page.reload()
    pytest.fail("the reply did not arrive")


def read_the_thread(house: House, page: Page, link: str, address: str, look: Look) -> None:
    """By the link of the letter, and a code that is sent to the same address."""
    page.goto(link)
    look(page, "enquiry-guest")
    asked = time.time() - 1
    page.click("main form button.primary")
    page.fill("input[name=code]", code_for(house, address, asked))
    look(page, "enquiry-code")
    page.click("main form button.primary")
    page.wait_for_url("**/enquiries/read/**")
    look(page, "enquiry-thread")


def code_for(house: House, address: str, asked: float) -> str:
    """The code in the letter that was asked for; another letter may have arrived just before it."""
    for _second in range(20):
        if found := re.search(r"\b\d{4}-\d{4}\b", house.letter_to(address, after=asked)):
            return found[0]
        time.sleep(1)
    pytest.fail("no code arrived")
