"""How gunicorn serves the application; every value can be changed with GUNICORN_CMD_ARGS."""

import os
from pathlib import Path

import gunicorn.http.wsgi

# A PaaS says its port and expects every interface; elsewhere nginx stands in front.
bind = f"0.0.0.0:{os.environ['PORT']}" if "PORT" in os.environ else "127.0.0.1:8050"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
timeout = 60
graceful_timeout = 20
keepalive = 5
# Workers are renewed now and then, not all at once.
max_requests = 20_000
max_requests_jitter = 2_000
# Heartbeats of workers in memory: on a slow disk they would look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# One socket in the user's home would be shared by every instance of this machine.
control_socket_disable = True
accesslog = None
errorlog = "-"

# The name and version of the server are nobody's business.
gunicorn.http.wsgi.SERVER = "gabare"
