"""Texts that would run, break out, hide or break a page, if anything of them were taken for more than text.

``MARK`` is what a script would set if one of them ran.
"""

from __future__ import annotations

MARK = "tocsinWasHere"
RUN = f"window.{MARK}=1"
IN_MARKUP = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror="{RUN}">',
    f"'><img src=x onerror='{RUN}'>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f'<svg><animate onbegin="{RUN}" attributeName=x dur=1s>',
    f"<svg><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>",
    f"<math><mi xlink:href='javascript:{RUN}'>x</mi></math>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f"<iframe srcdoc='<script>parent.{MARK}=1</script>'></iframe>",
    f"<object data='data:text/html,<script>{RUN}</script>'></object>",
    f"<embed src='javascript:{RUN}'>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<a href='&#106;avascript:{RUN}'>x</a>",
    f"<form action='javascript:{RUN}'><button>x</button></form>",
    f"<button formaction='javascript:{RUN}'>x</button>",
    "<base href='https://example.invalid/'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'>",
    "<link rel=stylesheet href='https://example.invalid/x.css'>",
    "<style>*{display:none!important}</style>",
    "<div style='position:fixed;inset:0;background:red'>x</div>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'><script>{RUN}</script></x>",
    f"jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */{RUN} )//%0D%0A%0d%0a//</stYle/</titLe/</teXtarEa/</scRipt/--!>",
    f"';{RUN}//\";{RUN}//--></SCRIPT>\">'><SCRIPT>{RUN}</SCRIPT>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</q></a></mark></p></article><script>{RUN}</script>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"＜script＞{RUN}＜/script＞",
    "+ADw-script+AD4-x+ADw-/script+AD4-",
)
IN_TEMPLATES = (
    "{{ 7*7 }}",
    "{% raw %}{{ config }}{% endraw %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{# a comment #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "{0.__class__} %(name)s %s %n",
)
IN_DATABASES = (
    "'; DROP TABLE events; --",
    '" OR 1=1 --',
    "') UNION SELECT * FROM articles --",
    "NEAR(a b) AND * ^ : -",
)
HIDDEN = (
    "\u202egpj.exe\u202c is not a picture",
    "\u2066\u2067\u2068 never closed",
    "one\u200bword\u2060of\ufefftwo",
    "nothing\x00after\x01this\x1b[31m",
    "\x85 and \u2028 are lines",
    "e" + "\u0301" * 400,
    "\ufffe\uffff \U000e0001\U000e0041",
)
SCRIPTS = (
    "مرحبا بالعالم، هذا نص عربي طويل",
    "שלום (עולם) <b>123</b>",
    "नमस्ते दुनिया, यह एक वाक्य है",
    "你好，世界：这是一个句子。",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 emoji",
)
HUGE = (
    "W" * 3000,
    "<" * 500,
    "&" * 500,
    "\u05d0" * 2000,
)
FORMULAS = ('=HYPERLINK("https://example.invalid","x")', "@SUM(1+1)*cmd|' /C calc'!A0")
TEXTS = (*IN_MARKUP, *IN_TEMPLATES, *IN_DATABASES, *HIDDEN, *SCRIPTS, *HUGE, *FORMULAS)
LINKS = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f" javascript:{RUN}",
    f"java\nscript:{RUN}",
    f"\x01javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    "file:///etc/passwd",
    "//example.invalid/x",
    "https:example.invalid",
    "http://",
    "http://[::1",
    'https://example.org/"onmouseover="x',
)
