"""Pages of the operator's own website that are talked about here."""

from django.db import models

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.community.models.post import Post
from coorum.sites.rules import LONGEST_PAGE


class PageTalk(SiteOwned):
    """The post in which people talk about a page of the operator's website. `address`: its origin and path, without query."""

    address = models.CharField(max_length=LONGEST_PAGE)
    post = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="page_talks")
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "address"], name="page_talk_once")]
        indexes = [models.Index(fields=["site", "post"], name="page_talk_of_post")]
