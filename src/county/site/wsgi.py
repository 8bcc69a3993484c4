"""The application object for granian or any other WSGI server."""

import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "county.site.settings")

if multiprocessing.parent_process() is not None and hasattr(os, "setpgrp"):
    os.setpgrp()  # Ctrl-C is the main process's to pass on; twice at once leaves a worker waiting for ever

application = get_wsgi_application()
