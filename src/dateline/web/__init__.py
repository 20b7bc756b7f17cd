"""The workbench: an API over an archive and the page that uses it (`dateline serve`)."""
