"""The page in a real browser: each test has a server process and an archive of its own."""
