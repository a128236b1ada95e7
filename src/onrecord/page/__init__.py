"""``index.html``: a release as one page that needs no network, whatever the size of the release."""

from onrecord.page.page import LARGEST, page

__all__ = ["LARGEST", "page"]
