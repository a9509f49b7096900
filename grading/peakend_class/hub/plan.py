"""What the class server, the hub and the proxy of one room have to agree on: ports, secrets and folders."""

import hashlib
import hmac
import os
import shutil
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import translate as _
from peakend.datasets.variants import same_id
from peakend_labs.doctor import PROXY

DEVICE = "peakend_device"  # the cookie by which the class server knows a browser
HUB, HOMES = "hub", "homes"  # of a class's folder, and of the hub's in it
SETTINGS = "PEAKEND_HUB"  # the environment's name for the file with the plan


class Plan(BaseModel):
    """A room with a hub.

    Attributes
    ----------
    folder : Path
        Where the hub keeps what is its own.
    language : {"zh", "en"}
        Of the labs.
    host : str
        The address to listen on.
    room_port : int
        Where the class server answers; the proxy, the hub, the proxy's own calls and the class server's answers to
        programs on this machine have the four ports after it.
    token, proxy_token : str
        By which hub and class server know each other, and hub and proxy.
    certificate, key : Path or None
        By which browsers' connections are encrypted.
    idle_kernel, idle_server : int
        Seconds after which a lab that nobody uses is ended, and a JupyterLab.
    disk : int
        Bytes that a trainee's folder may have.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path
    language: str
    host: str
    room_port: int
    token: str
    proxy_token: str
    certificate: Path | None = None
    key: Path | None = None
    idle_kernel: int = 20 * 60
    idle_server: int = 2 * 3600
    disk: int = 500_000_000

    @property
    def cull_token(self) -> str:
        """By which the hub knows what ends JupyterLabs that nobody uses."""
        return secret_of(self.token, "cull")

    @property
    def port(self) -> int:
        """Where trainees' browsers find the labs."""
        return self.room_port + 1

    @property
    def hub_port(self) -> int:
        """Where the hub answers the proxy and the labs."""
        return self.room_port + 2

    @property
    def proxy_port(self) -> int:
        """Where the proxy is told its routes."""
        return self.room_port + 3

    @property
    def inside_port(self) -> int:
        """Where the class server answers programs on this machine, never encrypted."""
        return self.room_port + 4

    @property
    def scheme(self) -> str:
        """Of the addresses that browsers open."""
        return "https" if self.certificate else "http"

    @property
    def room(self) -> str:
        """The class server as programs on this machine call it."""
        return f"http://127.0.0.1:{self.inside_port}"

    @property
    def hub(self) -> str:
        """The hub's calls, as programs on this machine make them."""
        return f"http://127.0.0.1:{self.hub_port}/hub/api"

    @property
    def template(self) -> Path:
        """The workspace that each trainee is given a copy of."""
        return self.folder / "template"

    @property
    def pages(self) -> Path:
        """What the proxy shows while the hub is not there."""
        return self.folder / "pages"

    @property
    def homes(self) -> Path:
        """Where trainees' folders lie."""
        return self.folder / HOMES

    @property
    def datasets(self) -> Path:
        """The data sets without what makes them."""
        return self.folder / "datasets"

    def home(self, seat: str) -> Path:
        """Return the folder of a trainee."""
        return self.homes / seat

    def write(self) -> Path:
        """Write it for the hub, and return where."""
        file = self.folder / "plan.json"
        write_text(file, self.model_dump_json())
        file.chmod(0o600)
        return file

    @classmethod
    def read(cls) -> "Plan":
        """Read it in the hub."""
        return cls.model_validate_json(Path(os.environ[SETTINGS]).read_bytes())


def seat_of(person: str) -> str:
    """Return what the hub calls a person: as fit for addresses and folders as any id, and for each id its own.

    Examples
    --------
    >>> seat_of("张三") == seat_of(" 张三 ") != seat_of("李四")
    True
    """
    return f"s{hashlib.sha256(same_id(person).encode()).hexdigest()[:16]}"


def secret_of(token: str, seat: str) -> str:
    """Return the secret by which a seat's lab is known to the class server."""
    return hmac.new(token.encode(), seat.encode(), hashlib.sha256).hexdigest()


def find_proxy() -> str:
    """Return where the proxy is installed.

    Raises
    ------
    PeakendError
        If it is not.
    """
    if found := shutil.which(PROXY):
        return found
    raise PeakendError(
        _("--hub needs {name}, which is not installed: npm install -g {name} (Node.js 18 or newer).", name=PROXY)
    )
