"""statusgen: Markdown incident notes and a service catalog, turned into a public status site."""

from __future__ import annotations

__version__ = "0.1.0"
