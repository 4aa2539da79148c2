"""How the model of ``tocsin.sensing`` is trained; see README.md. Needs the extra ``train``."""
