"""Bytes to model. Every problem of every file is reported in one pass."""

from statusgen.read.catalog import Catalog
from statusgen.read.clock_times import clock_times
from statusgen.read.note_files import files_about, shared_name
from statusgen.read.notes import ReadNote
from statusgen.read.settings import missing_site_id
from statusgen.read.site import Reading, SharedContent, read_site, read_whole_site

__all__ = [
    "Catalog",
    "ReadNote",
    "Reading",
    "SharedContent",
    "clock_times",
    "files_about",
    "missing_site_id",
    "read_site",
    "read_whole_site",
    "shared_name",
]
