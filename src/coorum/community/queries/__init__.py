"""Every read of the community room."""

from coorum.community.queries.boards import (
    BoardRow,
    board_list,
    board_named,
    boards_for_staff,
    boards_readable_by,
)
from coorum.community.queries.comments import (
    CommentView,
    Thread,
    comment_to_edit,
    comment_to_show,
    comment_view,
    comments_of,
    page_with,
)
from coorum.community.queries.drafts import draft_for, draft_of, drafts_of
from coorum.community.queries.pages import HomePage, PostPage, home_page, latest_for_guests, post_page
from coorum.community.queries.paging import PAGE, Page
from coorum.community.queries.pictures import picture_of, picture_views, view_of
from coorum.community.queries.posts import (
    BoardPage,
    PostRow,
    board_page,
    post_to_edit,
    post_to_show,
    posts_of,
    posts_visible_to,
)
from coorum.community.queries.voices import Voice
from coorum.community.queries.week import Week, week_of_site

__all__ = [
    "PAGE",
    "BoardPage",
    "BoardRow",
    "CommentView",
    "HomePage",
    "Page",
    "PostPage",
    "PostRow",
    "Thread",
    "Voice",
    "Week",
    "board_list",
    "board_named",
    "board_page",
    "boards_for_staff",
    "boards_readable_by",
    "comment_to_edit",
    "comment_to_show",
    "comment_view",
    "comments_of",
    "draft_for",
    "draft_of",
    "drafts_of",
    "home_page",
    "latest_for_guests",
    "page_with",
    "picture_of",
    "picture_views",
    "post_page",
    "post_to_edit",
    "post_to_show",
    "posts_of",
    "posts_visible_to",
    "view_of",
    "week_of_site",
]
