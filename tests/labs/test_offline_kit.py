"""A kit for a room without internet, as `release --offline` writes it: started where there is no network at all."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from patience import SECONDS
from peakend.base.errors import PeakendError
from peakend_labs.places import HOUSE
from peakend_labs.release.kit import release_kit
from peakend_labs.release.means import Means, choose_systems

HERE = f"linux-{'arm' if platform.machine() == 'aarch64' else 'x64'}"
NO_NETWORK = ("unshare", "--user", "--map-root-user", "--net")


@pytest.mark.long
def test_an_offline_kit_starts_without_a_network(tmp_path):
    """Its own Python is all that the machine has; what is installed opens the course."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    release_kit(["0-warm-up"], "zh", tmp_path / "学员 包", means=Means([HERE], version), server="192.0.2.7:8800")
    assert "http://192.0.2.7:8800" in (tmp_path / "学员 包" / "class.json").read_text(encoding="utf-8")
    editor = (HOUSE / "course" / "editor.html").read_bytes()
    assert editor == (tmp_path / "学员 包" / "editor.html").read_bytes()
    wheels = [file.name for file in (tmp_path / "学员 包" / "wheels").iterdir()]
    assert len(wheels) > 100
    assert b'"CycloneDX"' in (tmp_path / "学员 包" / "bill-of-materials.cdx.json").read_bytes()
    assert [name for name in wheels if name.startswith("uv-")]
    base = Path(sys._base_executable).parent
    environment = {"PATH": f"{base}:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C"}
    command = [*NO_NETWORK, str(tmp_path / "学员 包" / "start.sh"), "lab", "--port", "1", "--option=--version"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS)
    assert "安装完成" in done.stdout, done.stderr
    assert (tmp_path / "学员 包" / "peakend-zh" / "labs" / "0-warm-up" / "0-warm-up.ipynb").is_file()


def test_systems_and_versions_are_chosen_by_name():
    """A family is all its kinds; what is not known is named, with what is."""
    assert ["windows-x64", "windows-arm", "linux-x64"] == choose_systems("windows, Linux-X64")
    with pytest.raises(PeakendError, match=r"no system 'windws'.*windows-arm"):
        choose_systems("macos,windws")
    with pytest.raises(PeakendError, match=r"3\.11, 3\.12, 3\.13, 3\.14"):
        Means(python="3.9")
    with pytest.raises(PeakendError, match="--index wants an address"):
        Means(index="pypi.example")
