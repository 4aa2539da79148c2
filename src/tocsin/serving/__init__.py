"""ROOM: a project as a local page and an HTTP API; every view has a URL, and the same URL with ``.json``.

``app.make_app`` puts it together: ``guard`` decides who may ask at all, ``routing`` makes a page and its
JSON of one function, ``views`` has these functions, ``site`` what they share. Only this room sees the web
framework; charts and marks are drawn by ``tocsin.showing.page``.
"""
