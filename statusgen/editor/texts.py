"""The words of the editor itself, in English and Chinese; sites in other languages get English."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, str]] = {
    # Pages
    "write": ("Write", "撰写"),
    "write-intro": (
        "What you save is written to the content folder. Readers see it when the site is built and uploaded.",
        "保存的内容会写进内容文件夹；生成并上传网站之后，读者才能看到。",
    ),
    "preview-site": ("Preview of the site", "网站预览"),
    "something-new": ("Something new", "新内容"),
    "incident": ("Report an incident", "报告事件"),
    "incident-about": (
        "Something does not work: tell your customers.",
        "有服务出了问题：告诉客户。",
    ),
    "maintenance": ("Plan maintenance", "计划维护"),
    "maintenance-about": ("Announce work that customers will notice.", "预告客户会注意到的工作。"),
    "notice": ("Post a notice", "发布公告"),
    "notice-about": ("Say something that is neither.", "发布其他消息。"),
    "open": ("Open now", "正在进行"),
    "nothing-open": (
        "No incident is open, no work is planned, and no notice is on the home page.",
        "没有未结束的事件，没有计划中的维护，首页上也没有公告。",
    ),
    "over": ("Over", "已结束"),
    "update": ("Post an update", "发布更新"),
    "resolve": ("Say that it is resolved", "宣布已解决"),
    "completed": ("Say that it is completed", "宣布已完成"),
    "end": ("End the notice now", "现在结束公告"),
    "end-about": (
        "It leaves the home page now. Its own page and its place in the history stay.",
        "公告从首页消失；它自己的页面和历史记录会保留。",
    ),
    "postmortem": ("Write the postmortem", "撰写复盘"),
    "page-of-note": ("Its page", "页面"),
    # Forms
    "about-note": ("This is for", "针对"),
    "so-far": ("The latest update so far:", "目前最新的更新："),
    "start-from": ("Start from a text for", "从范文开始"),
    "start": ("Insert", "插入"),
    "start-hint": (
        "Fills in what is empty. Replace what stands in [square brackets].",
        "只填入空白处。请替换［方括号］里的内容。",
    ),
    "optional": ("optional", "可不填"),
    "choose": ("Choose …", "请选择……"),
    "service": ("Service", "服务"),
    "state": ("How it is", "状态"),
    "not-affected": ("not affected", "不受影响"),
    "no-change": ("no change", "没有变化"),
    "no-change-from": ("no change ({})", "没有变化（{}）"),
    "holds-now": ("So far: “{}” Leave it empty to keep this.", "目前是：“{}”留空表示不变。"),
    "none-affected": ("No service is affected", "没有服务受影响"),
    "until-hint": ("Leave it empty if you end it yourself.", "留空表示由您自己结束。"),
    "no-services": ("The catalog has no services yet.", "目录里还没有服务。"),
    "next-hint": (
        "In minutes from now, or as a clock time. Leave it empty to promise nothing.",
        "从现在起的分钟数，或钟点。留空表示不承诺。",
    ),
    "since-hint": ("Leave it empty if it is so since now.", "留空表示从现在起。"),
    "text-hint": (
        "Markdown works: an empty line begins a new paragraph.",
        "可以用 Markdown：空一行就是新的一段。",
    ),
    "times": ("Times are in the time zone of the site ({}).", "时间以网站的时区为准（{}）。"),
    "check": ("Check and preview", "检查并预览"),
    "post": ("Save", "保存"),
    "anyway": ("Save it anyway, with these mistakes", "带着这些错误照样保存"),
    "commit": ("Commit it with git, too", "同时用 git 提交"),
    # What is said about it
    "errors": ("Not saved yet", "尚未保存"),
    "errors-about": (
        "Your words are all still here. Correct this, then save again:",
        "您写的都还在。请改正后再保存：",
    ),
    "findings": ("Plain language", "大白话"),
    "no-findings": ("Nothing to say about the words so far.", "目前没有需要改进的用词。"),
    "findings-wait": (
        "What is hard to understand is told here as you write.",
        "撰写时，难懂的用词会列在这里。",
    ),
    "findings-later": (
        "“Check and preview” tells here what is hard to understand.",
        "按“检查并预览”后，难懂的用词会列在这里。",
    ),
    "error": ("Mistake", "错误"),
    "warning": ("Warning", "警告"),
    "info": ("Hint", "提示"),
    "replace": ("Replace", "替换"),
    "with": ("with", "为"),
    "in": ("in", "位于"),
    "one-finding": ("1 remark about the words", "1 条用词意见"),
    "many-findings": ("{} remarks about the words", "{} 条用词意见"),
    "preview": ("As readers will see it", "读者将看到"),
    "preview-wait": ("The page with your words appears here.", "写好的页面会出现在这里。"),
    "preview-none": (
        "The page cannot be shown while the note, the settings, the catalog or the theme have errors.",
        "这篇内容、设置、目录或主题有错误，无法显示页面。",
    ),
    "offline": (
        "The preview does not answer. Your words are still here; start it again with `statusgen serve`.",
        "预览没有响应。您写的都还在；请用 `statusgen serve` 重新启动。",
    ),
    # Mistakes
    "needed": ("This is needed.", "此项必填。"),
    "too-long": ("This is too long: 20,000 characters at most.", "太长：最多 20,000 个字符。"),
    "no-time": (
        "This is no time. Write 30, 2h, 09:50 or 2026-05-01 09:50.",
        "这不是时间。请写 30、2h、09:50 或 2026-05-01 09:50。",
    ),
    "no-choice": ("This cannot be chosen here.", "这里不能选此项。"),
    "ends-first": ("The end must be after the start.", "结束必须晚于开始。"),
    "not-yet": ("This time has not come yet.", "这个时间还没有到。"),
    "has-passed": ("This time has passed.", "这个时间已经过去。"),
    "services-needed": (
        "Say how the affected services are, or tick that none is: else the page shows all as operational.",
        "请选择受影响服务的状态，或勾选“没有服务受影响”；否则页面会继续显示全部正常。",
    ),
    "services-both": (
        "A service is chosen, and it is ticked that none is affected. Only one can be true.",
        "既选了服务，又勾选了“没有服务受影响”，只能选其一。",
    ),
    "services-unknown": (
        "What was sent for a service is none of the choices. Choose again.",
        "所提交的服务状态不在选项之中，请重新选择。",
    ),
    "services-gone": (
        "A chosen service is not in services.yml any more, or that cannot be read. It would be lost.",
        "所选服务已不在 services.yml 中，或无法读取该文件，保存后会丢失。",
    ),
    "changed": (
        "Somebody has changed this note meanwhile. Look at the latest update above, then save again.",
        "这期间有人改动了这篇内容。请看上面最新的更新，再保存。",
    ),
    "stale": (
        "The preview was started again since you opened this form. Look over it once more, then save again.",
        "打开此表单之后，预览重新启动过。请再看一遍，然后保存。",
    ),
    "held": (
        "The words have mistakes that readers must not see. Correct them, or tick that you save anyway.",
        "用词里有不该让读者看到的错误。请改正，或在下面选择照样保存。",
    ),
    "not-committed": (
        "Nothing was saved, because it could not be committed. Do as git says, or save without this tick.",
        "git 无法提交，因此没有保存任何内容。请按下面 git 的提示处理，或取消此勾选后再保存。",
    ),
    "unreadable": (
        "The settings of the site cannot be read; correct them first. `statusgen check` shows where.",
        "无法读取网站的设置；请先改正。`statusgen check` 会指出位置。",
    ),
    "no-note": ("There is no such incident, maintenance or notice.", "没有这个事件、维护或公告。"),
    "too-much": ("This is too much for a form. Go back, and shorten the words.", "内容太多。请返回并缩短。"),
    "refused": (
        "This form was not sent by the editor of this preview, so it was refused.",
        "此表单不是由本预览的编辑器发送的，已被拒绝。",
    ),
    "closed": ("This preview is not open in this browser", "此浏览器尚未打开预览"),
    "closed-open": (
        "Open the address that the terminal shows, all of it, with its key. Each start has a new key.",
        "预览只供启动它的人使用。请打开终端里显示的完整地址（包括其中的 key）。每次启动都会换新的 key。",
    ),
    "closed-again": ("I have opened it: load this page again", "已经打开：重新加载此页"),
    "closed-words": (
        "Nothing was saved; your words are still here. Open the address in the terminal, then try again.",
        "没有保存，您写的都还在。请在另一个标签页中打开终端里显示的地址，再回到这里重试。",
    ),
    "again": ("Try again", "重试"),
    # Afterwards
    "done": ("Saved, not public yet", "已保存，尚未公开"),
    "done-pushed": ("Saved and pushed", "已保存并推送"),
    "unpublished": ("Not public yet", "尚未公开"),
    "unpublished-files": ("Files that wait", "等待发布的文件"),
    "done-files": ("Written:", "已写入："),
    "done-commit": ("They are committed, but git says:", "已经提交，但 git 提示："),
    "done-later": (
        "The preview shows it as soon as the mistakes in other files are corrected.",
        "其他文件里的错误改正后，预览就会显示它。",
    ),
    "done-look": ("Look at it in the preview", "在预览中查看"),
}


def texts(language: str) -> dict[str, str]:
    """The words for a site whose first language is this."""
    column = 1 if is_chinese(language) else 0
    return {name: pair[column] for name, pair in _WORDS.items()}


def is_chinese(language: str) -> bool:
    """Whether the editor speaks Chinese to the writers of a site in this language."""
    return language.partition("-")[0] == "zh"
