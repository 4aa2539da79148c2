"""The views: each gathers what a page shows, once for the page and for its JSON."""
