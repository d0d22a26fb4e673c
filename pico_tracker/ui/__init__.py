"""The window. The only room with Qt: pages emit wishes, the window answers."""
