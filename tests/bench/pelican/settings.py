"""Incident pages, a home page and one feed, by Pelican with simple templates: less than statusgen makes."""

SITENAME = "Example Cloud status"
SITEURL = "https://status.example.com"
TIMEZONE = "Europe/Berlin"
PATH = "content"
OUTPUT_PATH = "public"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
ARTICLE_URL = ARTICLE_LANG_URL = "incidents/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "incidents/{slug}/index.html"
DIRECT_TEMPLATES = ["index"]
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = "updates.atom"
FEED_MAX_ITEMS = 50
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
