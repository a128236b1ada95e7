"""The common format of files of YAML: keys in the order of the model, one way to quote, comments where they were."""

from onrecord.tidy.run import Formatted, fmt, formatted

__all__ = ["Formatted", "fmt", "formatted"]
