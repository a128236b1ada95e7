"""The followthemoney model (https://followthemoney.tech): its entities in, and organizations and persons out."""

from onrecord.ftm.export import Exported, export_entities
from onrecord.ftm.read import import_entities

__all__ = ["Exported", "export_entities", "import_entities"]
