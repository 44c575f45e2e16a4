"""The application, as granian serves it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coorum.config.settings.prod")
application = get_wsgi_application()

# What stands now stands until the end: the collector need not walk over it, and need not come by as often as it does
# (a tenth of a page's time).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
