"""From what authors wrote to what a release says: the columns and tables that follow from others."""

from onrecord.derive.complete import derive, published, rebuilt

__all__ = ["derive", "published", "rebuilt"]
