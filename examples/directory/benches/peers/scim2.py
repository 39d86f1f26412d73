# scim2-server's WSGI application over its store in memory: `pip install scim2-server gunicorn`, then
# `gunicorn -b 127.0.0.1:18812 --worker-class gthread --workers 1 --threads 8 --keep-alive 60 scim2:app`.
# The store is one of the process, so there is one worker.
from scim2_server.applications.wsgi import WSGIApplication
from scim2_server.memory import InMemoryStorage
from scim2_server.utils import load_default_provider

app = WSGIApplication(InMemoryStorage(), load_default_provider())
