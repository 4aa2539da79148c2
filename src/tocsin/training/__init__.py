"""Labelled sentences -> a relation model: what ``tocsin train`` runs. Needs the extra ``train`` (torch)."""
