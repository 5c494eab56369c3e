"""Bytes to model: every problem of every file in one pass."""

from statusgen.read.files import FOLDERS, files_about, shared_name
from statusgen.read.notes import ReadNote
from statusgen.read.site import Reading, read_site

__all__ = ["FOLDERS", "ReadNote", "Reading", "files_about", "read_site", "shared_name"]
