"""The mailbox's words. It runs beside Django, so it has a small catalogue of its own."""

WORDS = {
    "ja": {
        "title": "メールボックス",
        "about": "この環境の coorum が送ったメールは、外へは出ず、すべてここに届きます。",
        "empty": "まだメールはありません。会員登録をすると、確認コードが届きます。",
        "back": "一覧へ戻る",
        "from": "差出人",
        "to": "宛先",
        "at": "日時",
        "text": "テキスト",
        "html": "HTML",
        "frame": "HTML版の本文",
        "no_subject": "（件名なし）",
        "other": "English",
        "other_code": "en",
    },
    "en": {
        "title": "Mailbox",
        "about": "Every letter that this coorum sends lands here; none leaves the machine.",
        "empty": "No letters yet. Sign up, and the code will arrive here.",
        "back": "Back to the list",
        "from": "From",
        "to": "To",
        "at": "Date",
        "text": "Text",
        "html": "HTML",
        "frame": "The letter as HTML",
        "no_subject": "(no subject)",
        "other": "日本語",
        "other_code": "ja",
    },
}
