"""How the hub knows a trainee, by what the class server knows, and where it lets them work."""

import json
import sys
from pathlib import Path
from typing import Any

from jupyterhub.auth import Authenticator
from jupyterhub.spawner import LocalProcessSpawner
from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.web import Finish, HTTPError

import peakend
from peakend.datasets.folder import datasets_folder
from peakend.lessons.cards import cards_folder
from peakend_class.hub import seat
from peakend_class.hub.homes import open_home, too_full
from peakend_class.hub.plan import DEVICE, Plan
from peakend_labs.workspace.lesson_view import EXTENSIONS


class SeatAuthenticator(Authenticator):  # type: ignore[misc]
    """Who has joined the class and given a name is in; nobody types a password."""

    auto_login = True

    async def authenticate(self, handler: Any, _data: object) -> str:
        """Ask the class server whose browser this is; who has not joined goes there first."""
        plan = Plan.read()
        said = await _ask("/api/seat", handler.get_cookie(DEVICE) or "", body=b"")
        if said.get("seat"):
            return str(said["seat"])
        if said.get("status") in (401, 403):
            handler.redirect(f"{plan.scheme}://{handler.request.host_name}:{plan.room_port}/phone")
            raise Finish
        raise HTTPError(said.get("status", 503), said.get("problem"))


class Refusal(HTTPError):
    """Why a trainee's JupyterLab is not started, for the page that they asked for it, or wait at."""

    def __init__(self, problem: str) -> None:
        super().__init__(507, problem)
        self.jupyterhub_message = problem


class SeatSpawner(LocalProcessSpawner):  # type: ignore[misc]
    """A trainee's JupyterLab, behind walls, in a folder of their own."""

    async def start(self) -> tuple[str, int]:
        """Open the folder, and start the program that goes behind the walls."""
        plan = Plan.read()
        person = await _ask(f"/api/seat/{self.user.name}", plan.token)
        if "id" not in person:
            raise HTTPError(404, person.get("problem"))
        home = open_home(plan, self.user.name, person)
        if problem := too_full(home, plan.disk):
            raise Refusal(problem)
        self.port = 0
        shown = {str(place): str(place) for place in (Path(peakend.__file__).parent, EXTENSIONS, cards_folder())}
        told = {
            "home": str(home),
            "user": home.stat().st_uid,
            "shown": {**shown, str(datasets_folder()): str(plan.datasets)},
            "extensions": str(EXTENSIONS),
            "calls": [plan.hub_port, plan.inside_port],
            "disk": plan.disk,
            "idle": plan.idle_kernel,
        }
        self.cmd = [sys.executable, "-m", seat.__name__, json.dumps(told)]
        return await super().start()

    def make_preexec_fn(self, _name: str) -> None:
        """Do nothing between fork and exec: the program itself gives up its rights."""

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Say the language; who the user is says the program behind the walls."""
        return {**env, "PEAKEND_LANG": Plan.read().language}


async def _ask(path: str, secret: str, body: bytes | None = None) -> dict[str, Any]:
    """Call the class server, and return what it answers; a refusal with its status."""
    method, headers = "GET" if body is None else "POST", {"Authorization": f"Bearer {secret}"}
    try:
        answer = await AsyncHTTPClient().fetch(Plan.read().room + path, method=method, body=body, headers=headers)
        return dict(json.loads(answer.body))
    except HTTPClientError as error:
        said = json.loads(error.response.body) if error.response else {}
        return {"problem": said.get("problem"), "status": error.code}
    except OSError:
        return {"status": 599}
