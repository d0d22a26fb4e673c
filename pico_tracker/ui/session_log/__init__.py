"""The page that logs one session, pass by pass, from what was read before to how the skin took it."""
