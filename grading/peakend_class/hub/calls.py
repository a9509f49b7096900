"""What the class server asks the hub for."""

import json

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from peakend_class.hub.plan import Plan


async def call(plan: Plan, method: str, path: str) -> bytes | None:
    """Call the hub, and return its answer; None where it refuses, or is not there.

    Parameters
    ----------
    plan : Plan
        The room's.
    method, path : str
        What is asked for.
    """
    body, headers = b"" if method == "POST" else None, {"Authorization": f"token {plan.token}"}
    try:
        client = AsyncHTTPClient()
        return bytes((await client.fetch(plan.hub + path, method=method, headers=headers, body=body)).body)
    except (HTTPClientError, OSError):
        return None


async def server_of(plan: Plan, seat: str) -> str:
    """Return where a trainee's JupyterLab answers; nothing where there is none, or it starts or ends just now."""
    return json.loads(await call(plan, "GET", f"/users/{seat}") or b"{}").get("server") or ""
