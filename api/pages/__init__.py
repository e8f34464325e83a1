"""The pages for people: server-rendered HTML that works without JavaScript.

`installer` adds them and their static files to an application.
"""

from api.pages.accueil import router
from api.pages.rendu import installer

__all__ = ["installer", "router"]
