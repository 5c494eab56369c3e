"""Words that try to run a script, to load from elsewhere or to break out of where they stand, one a line.

Each that succeeds sets `window.pwned`, opens a dialog, or asks another host. They were written for this
site's own shapes: HTML, Markdown, YAML, JSON within HTML, SVG, templates, calendars.
"""

from __future__ import annotations

RUN = "window.pwned=1"
ELSEWHERE = "http://127.0.0.2:9/x"

PAYLOADS: tuple[str, ...] = (
    # scripts, in whole and in part
    f"<script>{RUN}</script>",
    f"<ScRiPt/x>{RUN}</sCrIpT >",
    f"</script><script>{RUN}</script>",
    f"</title></style></textarea></noscript><script>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"--><script>{RUN}</script><!-- -->",
    f"]]><script>{RUN}</script>",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"<script src={ELSEWHERE}></script>",
    f"<script src=data:text/javascript,{RUN}></script>",
    # handlers of events
    f"<img alt=x src=x onerror={RUN}>",
    f"<img alt=x src='x'onerror='{RUN}'>",
    f"<IMG\tALT=x\tSRC=x\tONERROR={RUN}>",
    f"<img alt=x src=x onerror&#61;{RUN}>",
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}//",
    f"<body onload={RUN}><body onpageshow={RUN}>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<input autofocus onfocus={RUN}>",
    f"<a tabindex=1 autofocus onfocus={RUN} href=#>x</a>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}></audio>",
    f"<p style='animation:x' onanimationstart={RUN}>x</p>",
    f'" autofocus onfocus={RUN} x="',
    f"' autofocus onfocus={RUN} x='",
    f'"><img alt=x src=x onerror={RUN}>',
    f"'><img alt=x src=x onerror={RUN}>",
    f"`><img alt=x src=x onerror={RUN}>",
    # addresses that run
    f"[link](javascript:{RUN})",
    f"[link](JaVaScRiPt&colon;{RUN})",
    f"[link](java&#10;script:{RUN})",
    f"[link](<java\tscript:{RUN}>)",
    f"[link](&#x6a;avascript:{RUN})",
    f"[link](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg== '{RUN}')",
    f"[link](vbscript:{RUN})",
    f'[link](https://x.example/" onmouseover="{RUN})',
    f'[link](/ "x" onmouseover="{RUN}")',
    f"![picture](javascript:{RUN})",
    f'![picture" onerror="{RUN}](x.png)',
    f"![picture]({ELSEWHERE})",
    f"<javascript:{RUN}>",
    f"<a href='\x01javascript:{RUN}'>x</a>",
    f"<a href=' &#14; javascript:{RUN}'>x</a>",
    f"<form action=javascript:{RUN}><button autofocus>x</button></form>",
    f"<math><a xlink:href=javascript:{RUN}>x</a></math>",
    f"<iframe src=javascript:{RUN}></iframe>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f"<object data=javascript:{RUN}></object><embed src=javascript:{RUN}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    f"<base href={ELSEWHERE}/>",
    # markup that changes its meaning when it is read again
    f"<noscript><p title='</noscript><img alt=x src=x onerror={RUN}>'></noscript>",
    f"<math><mtext><table><mglyph><style><img alt=x src=x onerror={RUN}></style></mglyph></table></math>",
    f"<svg><style><img alt=x title='</style><img alt=x src=x onerror={RUN}>'></svg>",
    f"<template><img alt=x src=x onerror={RUN}></template>",
    f"<select><template shadowrootmode=open><img alt=x src=x onerror={RUN}></template></select>",
    f"<xmp><p title='</xmp><img alt=x src=x onerror={RUN}>'>",
    f"<svg><set attributeName=href to=javascript:{RUN}></svg>",
    f"<svg><foreignObject><img alt=x src=x onerror={RUN}></foreignObject></svg>",
    # styles, names and templates
    f"<style>*{{background:url({ELSEWHERE})}}</style>",
    f"<p style='background:url({ELSEWHERE})'>x</p>",
    f"</style><link rel=stylesheet href={ELSEWHERE}>",
    "<form id=location><input name=href></form><img alt=x name=currentScript id=body>",
    "<a id=documentElement name=querySelector href=x>x</a>",
    "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${window.pwned=1}`${window.pwned=1}`",
    "%(name)s {0.__class__} {name} %n%s",
    f"x', y: ({RUN}), z: '",
    f'x";{RUN};//',
    f"\u2028{RUN}\u2029",
)
