"""Every write of the community room."""

from coorum.community.actions.answers import choose_answer, close_question, reopen_question, withdraw_answer
from coorum.community.actions.boards import (
    change_board,
    close_board,
    open_board,
    order_boards,
    remove_board,
    reopen_board,
    restore_board,
)
from coorum.community.actions.comments import (
    edit_comment,
    post_comment,
    remove_comment,
    reply,
    restore_comment,
)
from coorum.community.actions.counters import mend_counters, wrong_counters
from coorum.community.actions.drafts import discard_draft, save_draft
from coorum.community.actions.ideas import decide_idea, merge_idea, part_idea
from coorum.community.actions.likes import like, unlike
from coorum.community.actions.pages import speak_about_page, tie_to_page
from coorum.community.actions.pictures import add_picture
from coorum.community.actions.posts import edit_post, remove_post, restore_post, write_post
from coorum.community.actions.visits import visit_board, visit_post
from coorum.community.actions.words import preview

__all__ = [
    "add_picture",
    "change_board",
    "choose_answer",
    "close_board",
    "close_question",
    "decide_idea",
    "discard_draft",
    "edit_comment",
    "edit_post",
    "like",
    "mend_counters",
    "merge_idea",
    "open_board",
    "order_boards",
    "part_idea",
    "post_comment",
    "preview",
    "remove_board",
    "remove_comment",
    "remove_post",
    "reopen_board",
    "reopen_question",
    "reply",
    "restore_board",
    "restore_comment",
    "restore_post",
    "save_draft",
    "speak_about_page",
    "tie_to_page",
    "unlike",
    "visit_board",
    "visit_post",
    "withdraw_answer",
    "write_post",
    "wrong_counters",
]
