"""What the editor in the browser shows: our kinds of notes as its collections, the catalog as choices.

A note that is written there is a file, `incidents/x.md`; its updates lie beside it in a folder of its name,
`incidents/x/…`, so that two people who write never meet in one file. Times have their offset, because the
editor takes the clock of whoever writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from statusgen.model.catalog import Service
from statusgen.model.settings import Settings, WebEditor
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind, statuses_of
from statusgen.model.text import pick
from statusgen.read.vocabulary import STATE_NAMES

Config = dict[str, object]
_FOLDERS = {Kind.INCIDENT: "incidents", Kind.MAINTENANCE: "maintenance"}
_BACKENDS = {"github.com": "github", "gitlab.com": "gitlab"}
"""Other hosts are taken for Forgejo or Gitea."""
_TIME = "YYYY-MM-DD HH:mm Z"
_BUTTONS = ("bold", "italic", "link", "bulleted-list", "numbered-list", "quote")
_TROUBLE = (ServiceState.DEGRADED, ServiceState.PARTIAL_OUTAGE, ServiceState.MAJOR_OUTAGE)
_CHANGES = (ServiceState.OPERATIONAL, *_TROUBLE)
_WORK = (ServiceState.UNDER_MAINTENANCE, *_TROUBLE)

_LABELS = {
    "incidents": ("Incidents", "事件"),
    "incident": ("Incident", "事件"),
    "maintenance": ("Planned work", "计划维护"),
    "notices": ("Notices", "公告"),
    "notice": ("Notice", "公告"),
    "pages": ("Pages", "页面"),
    "page": ("Page", "页面"),
    "incident-updates": ("Updates of incidents", "事件的更新"),
    "maintenance-updates": ("Updates of planned work", "维护的更新"),
    "update": ("Update", "更新"),
    "wrong": ("What is wrong, in words a customer would use", "用客户的话说，出了什么问题"),
    "plan": ("What you will do, in words a customer would use", "用客户的话说，计划做什么"),
    "title": ("Title", "标题"),
    "services": ("Services, and how they are", "服务及其状态"),
    "touched": ("Services that the work touches", "维护涉及的服务"),
    "about": ("Services that it is about", "与哪些服务有关"),
    "changed": ("Services that are different now", "状态有变化的服务"),
    "impact": ("Who notices what", "谁会遇到什么"),
    "workaround": ("What people can do meanwhile", "用户现在可以怎么做"),
    "started": ("When it began", "开始时间"),
    "starts": ("Start", "开始"),
    "ends": ("End", "结束"),
    "published": ("When readers may first see it", "从什么时候起可见"),
    "until": ("When it leaves the home page", "什么时候从首页消失"),
    "which": ("Which one?", "哪一个？"),
    "status": ("Where it stands", "现在到哪一步"),
    "at": ("Time of this update", "本次更新的时间"),
    "since": ("Since when it is so, if earlier", "实际从什么时候起（如果更早）"),
    "next update": ("When you write again", "下次更新时间"),
    "summary": ("Postmortem: what happened, in two sentences", "复盘：用两句话说明发生了什么"),
    "words": ("What you know, and what you are doing", "知道什么、正在做什么"),
    "intro": ("Introduction, and updates written by hand", "简介，以及手写的更新"),
    "text": ("Words", "正文"),
    "menu": ("In the menu", "显示在菜单中"),
}
"""In English and Chinese."""


def editor_configuration(settings: Settings, services: Sequence[Service]) -> Config:
    """The configuration of the editor that the settings choose, in the site's first language."""
    editor = settings.editor
    assert editor is not None  # noqa: S101 - who asks has looked
    own = _Maker(settings, editor, services)
    made: Config = {
        "backend": _backend(editor),
        "publish_mode": "editorial_workflow",
        "site_url": settings.url,
        "media_folder": f"{own.folder}pictures",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [*own.collections()],
    }
    if own.is_decap:
        made |= {"local_backend": True, "locale": "zh_Hans" if own.is_chinese else "en"}
    elif own.is_translated:
        default, *_ = locales = settings.languages
        structure = {"structure": "multiple_files", "omit_default_locale_from_file_path": True}
        made |= {"i18n": {**structure, "locales": list(locales), "default_locale": default}}
    return made


def _backend(editor: WebEditor) -> Config:
    parts = urlsplit(editor.repository)
    name = _BACKENDS.get(parts.hostname or "", "gitea")
    made: Config = {"name": name, "repo": parts.path.strip("/").removesuffix(".git"), "branch": editor.branch}
    if name == "gitea":
        made |= {"base_url": f"https://{parts.netloc}", "api_root": f"https://{parts.netloc}/api/v1"}
    return made | ({"base_url": editor.login} if editor.login else {})


class _Maker:
    """Makes the collections and their fields, in one language."""

    def __init__(self, settings: Settings, editor: WebEditor, services: Sequence[Service]) -> None:
        self.settings, self.services = settings, services
        self.folder = f"{settings.repository_folder}/".lstrip("/")
        self.is_decap = editor.program == "decap"
        self.is_chinese = settings.languages[0].startswith("zh")
        self.is_translated = len(settings.languages) > 1

    def collections(self) -> Iterator[Config]:
        texts = [self._text("impact"), self._text("workaround")]
        intro = self._field("body", "intro", "text", required=False, i18n=True)
        yield self._collection(
            "incidents", "incident",
            [
                self._title("wrong"), self._services("services", _TROUBLE), *texts,
                self._time("started", required=True, default="{{now}}"), intro,
            ],
        )  # fmt: skip
        promise = "next update" if self.is_decap else "next_update"  # Sveltia refuses names with spaces
        yield self._updates(
            Kind.INCIDENT,
            _CHANGES,
            [self._field(promise, "next update", "datetime", format=_TIME, required=False)],
        )
        yield self._collection(
            "maintenance", "maintenance",
            [
                self._title("plan"), self._services("touched", _WORK),
                self._time("starts", required=True), self._time("ends", required=True), *texts, intro,
            ],
        )  # fmt: skip
        yield self._updates(Kind.MAINTENANCE, _WORK, [])
        published = self._time("published", required=True, default="{{now}}")
        about = self._field(
            "services", "about", "select", required=False, multiple=True,
            options=[{"label": self._name(one), "value": one.id} for one in self.services],
        )  # fmt: skip
        yield self._collection(
            "notices",
            "notice",
            [self._title("title"), published, self._time("until"), about, self._words("text")],
        )
        menu = self._field("menu", "menu", "boolean", required=False, default=True)
        yield self._collection("pages", "page", [self._title("title"), menu, self._words("text")]) | {
            "slug": "{{slug}}"
        }

    def _collection(self, name: str, one: str, fields: Iterable[Config]) -> Config:
        return {
            "name": name,
            "label": self._label(name),
            "label_singular": self._label(one),
            "folder": f"{self.folder}{name}",
            "create": True,
            "extension": "md",
            "format": "yaml-frontmatter",
            "slug": "{{year}}-{{month}}-{{day}}-{{slug}}",
            "media_folder": "{{slug}}",
            "public_folder": "",
            "editor": {"preview": False},
            "i18n": self.is_translated,
            "fields": list(fields),
        }

    def _updates(self, kind: Kind, states: Sequence[ServiceState], more: Iterable[Config]) -> Config:
        """The updates of a kind of note, each a file in the folder that has the name of its note."""
        note = _FOLDERS[kind]
        which = self._field("note", "which", "relation", collection=note, value_field="{{slug}}") | {
            "search_fields": ["title"], "display_fields": ["title", "{{slug}}"],
        }  # fmt: skip
        statuses = [self._choice(status.names) for status in statuses_of(kind)]
        summary = [self._text("summary")] if kind is Kind.INCIDENT else []
        fields = [
            which, self._field("status", "status", "select", options=statuses),
            self._time("at", required=True, default="{{now}}"), self._words("words"), *more,
            self._time("since"), self._services("changed", states),
            self._text("impact"), self._text("workaround"), *summary,
        ]  # fmt: skip
        return self._collection(f"{kind}-updates", "update", fields) | {
            "folder": f"{self.folder}{note}",
            "path": "{{note}}/{{slug}}",
            "slug": "{{year}}-{{month}}-{{day}}-{{hour}}{{minute}}-{{slug}}",
            "identifier_field": "status",
            "summary": "{{note}} · {{status}} · {{at}}",
            "filter": {"field": "status", "pattern": "^(?!undefined$)."},
            "media_folder": "",
        }

    def _label(self, name: str) -> str:
        return _LABELS[name][self.is_chinese]

    def _field(self, name: str, label: str, widget: str, **options: object) -> Config:
        return {"name": name, "label": self._label(label), "widget": widget, **options}

    def _title(self, label: str) -> Config:
        return self._field("title", label, "string", i18n=True)

    def _text(self, name: str) -> Config:
        return self._field(name, name, "string", required=False, i18n=True)

    def _time(self, name: str, **options: object) -> Config:
        return self._field(name, name, "datetime", format=_TIME, **{"required": False, **options})

    def _words(self, label: str) -> Config:
        return self._field("body", label, "markdown", buttons=_BUTTONS, i18n=True)

    def _services(self, label: str, states: Sequence[ServiceState]) -> Config:
        options = [self._choice(STATE_NAMES[state]) for state in states]
        fields = [
            {"name": one.id, "label": self._name(one), "widget": "select",
             "required": False, "options": options}
            for one in self.services
        ]  # fmt: skip
        return self._field("services", label, "object", required=False, fields=fields)

    def _name(self, service: Service) -> str:
        return pick(service.name, self.settings.languages[0])[0]

    def _choice(self, names: Sequence[str]) -> Config:
        chinese = next(name for name in names if not name.isascii())
        return {"label": chinese if self.is_chinese else names[0].capitalize(), "value": names[0]}
