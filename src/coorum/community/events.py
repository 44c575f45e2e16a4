"""What can happen in the community, and what each happening leaves behind."""

from coorum.base.events import Evidence, declare

POST_WRITTEN = declare("community.post.written", "A post was published on a board.", Evidence.ACCESS)
POST_TIED = declare(
    "community.post.tied", "A post became the talk about a page of the operator's website.", Evidence.ACCESS
)
POST_EDITED = declare("community.post.edited", "The author changed a post.", Evidence.ACCESS)
POST_REMOVED = declare("community.post.removed", "The author deleted a post.", Evidence.ACCESS)
POST_TAKEN_DOWN = declare(
    "community.post.taken_down",
    "A post was taken off the pages: by a report, or by staff of the operator.",
    Evidence.LEGAL,
)
POST_RESTORED = declare("community.post.restored", "A removed post was brought back.", Evidence.ACCESS)
POST_LIKED = declare("community.post.liked", "A member liked a post.")
POST_UNLIKED = declare("community.post.unliked", "A member took a like of a post back.")
COMMENT_POSTED = declare("community.comment.posted", "A comment or a reply was published.", Evidence.ACCESS)
COMMENT_EDITED = declare("community.comment.edited", "The author changed a comment.", Evidence.ACCESS)
COMMENT_REMOVED = declare("community.comment.removed", "The author deleted a comment.", Evidence.ACCESS)
COMMENT_TAKEN_DOWN = declare(
    "community.comment.taken_down",
    "A comment was taken off the pages: by a report, or by staff of the operator.",
    Evidence.LEGAL,
)
COMMENT_RESTORED = declare("community.comment.restored", "A removed comment was brought back.", Evidence.ACCESS)
COMMENT_LIKED = declare("community.comment.liked", "A member liked a comment or a reply.")
COMMENT_UNLIKED = declare("community.comment.unliked", "A member took a like of a comment or a reply back.")
ANSWER_CHOSEN = declare(
    "community.answer.chosen", "An answer was marked as the one that solved a question.", Evidence.ACCESS
)
ANSWER_WITHDRAWN = declare(
    "community.answer.withdrawn", "An answer is not the one that solved its question any more.", Evidence.ACCESS
)
QUESTION_CLOSED = declare("community.question.closed", "A question takes no more answers.", Evidence.ACCESS)
QUESTION_REOPENED = declare("community.question.reopened", "A closed question takes answers again.", Evidence.ACCESS)
IDEA_DECIDED = declare("community.idea.decided", "Staff said what becomes of an idea.", Evidence.ACCESS)
IDEA_REOPENED = declare("community.idea.reopened", "Staff took back what they had said of an idea.", Evidence.ACCESS)
IDEA_MERGED = declare("community.idea.merged", "An idea goes on in another, with its votes.", Evidence.ACCESS)
IDEA_PARTED = declare("community.idea.parted", "An idea that was merged stands by itself again.", Evidence.ACCESS)
WORDS_TAKEN_AWAY = declare(
    "community.words.taken_away", "Posts and comments of a member who leaves or is erased were taken off the pages."
)
WORDS_BROUGHT_BACK = declare(
    "community.words.brought_back", "What a member wrote came back with them; so many posts and comments."
)
BOARD_OPENED = declare("community.board.opened", "Staff opened a board.", Evidence.ACCESS)
BOARD_CHANGED = declare("community.board.changed", "Staff changed a board.", Evidence.ACCESS)
BOARDS_ORDERED = declare("community.boards.ordered", "Staff put the boards in a new order.", Evidence.ACCESS)
BOARD_CLOSED = declare("community.board.closed", "Staff closed a board to new posts and comments.", Evidence.ACCESS)
BOARD_REOPENED = declare("community.board.reopened", "Staff opened a closed board again.", Evidence.ACCESS)
BOARD_REMOVED = declare("community.board.removed", "Staff removed a board with what stands there.", Evidence.ACCESS)
BOARD_RESTORED = declare("community.board.restored", "Staff brought a removed board back.", Evidence.ACCESS)
PICTURE_ADDED = declare("community.picture.added", "A picture was uploaded.")
