"""Every read of the community room."""

from coorum.community.live import topic_of
from coorum.community.queries.boards import (
    BoardRow,
    board_for_words,
    board_list,
    board_named,
    boards_for_staff,
    boards_readable_by,
    boards_to_write_on,
    may_write,
)
from coorum.community.queries.comments import (
    BestView,
    CommentView,
    Thread,
    comment_for_words,
    comment_of,
    comment_to_show,
    comment_view,
    comments_of,
    last_comments,
    new_comments,
    page_with,
)
from coorum.community.queries.drafts import begun_under, draft_of, drafts_of
from coorum.community.queries.finding import KINDS, PERIODS, FoundPage, FoundRow, Wish, search_page
from coorum.community.queries.ideas import IdeaView, idea_for_staff, idea_of
from coorum.community.queries.lists import BoardPage, board_page, posts_of
from coorum.community.queries.naming import Naming, own_words_naming
from coorum.community.queries.pages import (
    HomePage,
    PostPage,
    home_page,
    latest_for_guests,
    lively_for_guests,
    post_page,
)
from coorum.community.queries.paging import PAGE, Page
from coorum.community.queries.pictures import picture_of, picture_views, view_of
from coorum.community.queries.posts import (
    PostLine,
    PostRow,
    post_for_words,
    post_of,
    post_to_show,
    posts_visible_to,
    talk_about,
)
from coorum.community.queries.questions import count_waiting, questions_like, waiting_questions
from coorum.community.queries.rows import (
    board_row,
    board_rows,
    comment_row,
    comment_rows,
    like_rows,
    post_row,
    post_rows,
)
from coorum.community.queries.voices import Voice
from coorum.community.queries.week import Week, week_of_site

__all__ = [
    "KINDS",
    "PAGE",
    "PERIODS",
    "BestView",
    "BoardPage",
    "BoardRow",
    "CommentView",
    "FoundPage",
    "FoundRow",
    "HomePage",
    "IdeaView",
    "Naming",
    "Page",
    "PostLine",
    "PostPage",
    "PostRow",
    "Thread",
    "Voice",
    "Week",
    "Wish",
    "begun_under",
    "board_for_words",
    "board_list",
    "board_named",
    "board_page",
    "board_row",
    "board_rows",
    "boards_for_staff",
    "boards_readable_by",
    "boards_to_write_on",
    "comment_for_words",
    "comment_of",
    "comment_row",
    "comment_rows",
    "comment_to_show",
    "comment_view",
    "comments_of",
    "count_waiting",
    "draft_of",
    "drafts_of",
    "home_page",
    "idea_for_staff",
    "idea_of",
    "last_comments",
    "latest_for_guests",
    "like_rows",
    "lively_for_guests",
    "may_write",
    "new_comments",
    "own_words_naming",
    "page_with",
    "picture_of",
    "picture_views",
    "post_for_words",
    "post_of",
    "post_page",
    "post_row",
    "post_rows",
    "post_to_show",
    "posts_of",
    "posts_visible_to",
    "questions_like",
    "search_page",
    "talk_about",
    "topic_of",
    "view_of",
    "waiting_questions",
    "week_of_site",
]
