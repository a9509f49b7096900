"""What JupyterHub is told; it reads this file, and the room's plan by it."""

import os

from peakend.base.brand import brand
from peakend_class.hub.plan import Plan
from peakend_class.hub.seats import SeatAuthenticator, SeatSpawner
from peakend_class.pages import HUB

plan = Plan.read()
c = get_config()  # type: ignore[name-defined]  # noqa: F821
c.JupyterHub.bind_url = f"{plan.scheme}://{plan.host}:{plan.port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{plan.hub_port}"
# The proxy stands beside the hub: who works goes on working while the hub starts again.
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{plan.proxy_port}"
c.ConfigurableHTTPProxy.auth_token = plan.proxy_token
c.ConfigurableHTTPProxy.check_running_interval = 2
c.JupyterHub.db_url = f"sqlite:///{plan.folder / 'hub.db'}"
c.JupyterHub.cookie_secret_file = str(plan.folder / "cookie_secret")
c.JupyterHub.authenticator_class = SeatAuthenticator
c.JupyterHub.spawner_class = SeatSpawner
c.JupyterHub.concurrent_spawn_limit = 2 * (os.cpu_count() or 1)
c.JupyterHub.template_paths = [str(HUB)]
c.JupyterHub.template_vars = {"zh": plan.language == "zh", "brand": brand().name}
c.JupyterHub.log_level = "WARN"
c.Authenticator.allow_all = True
c.Spawner.default_url = "/lab/tree/welcome.md"
c.Spawner.start_timeout = c.Spawner.http_timeout = 180
c.JupyterHub.services = [
    {"name": "class", "api_token": plan.token},
    {"name": "cull", "api_token": plan.cull_token},  # started beside the hub, so that it ends with the room
]
c.JupyterHub.load_roles = [
    {"name": "class", "services": ["class"], "scopes": ["admin:users", "admin:servers", "list:users"]},
    {
        "name": "cull",
        "services": ["cull"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    },
]
