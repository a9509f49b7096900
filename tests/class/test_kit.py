"""The kit from the class server: a laptop without internet starts it, and its labs know where to hand in."""

import hashlib
import os
import shutil
import ssl
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from class_server import LAB, Caller, hand_in, running_room
from patience import SECONDS
from peakend.base.errors import PeakendError
from peakend.lessons.class_link import ClassLink, NotReached
from peakend_class.kit import pack_kit
from peakend_class.server import read_certificate
from peakend_labs.places import HOUSE
from peakend_labs.workspace.workspace import mark

COMMAND = "print('started')"


def wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    """A wheel that uv installs."""
    info = f"{name}-1.0.dist-info"
    said = {"METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"}
    said["WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    said["RECORD"] = "".join(f"{place},,\n" for place in [*files, *(f"{info}/{one}" for one in (*said, "RECORD"))])
    file = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        for place, text in {**files, **{f"{info}/{one}": text for one, text in said.items()}}.items():
            archive.writestr(place, text)
    return file


@pytest.fixture
def kit(tmp_path) -> Path:
    """What `release --offline` writes, as small as can be, and tried once by the trainer."""
    root = tmp_path / "学员 包"
    shutil.copytree(HOUSE / "labs" / "peakend_labs" / "start", root / "labs" / "peakend_labs" / "start")
    for name in ("start.sh", "pyproject.toml", "uv.lock"):
        shutil.copy2(HOUSE / name, root / name)
    (root / "labs" / "peakend_labs" / "__init__.py").touch()
    (root / "language.txt").write_text("zh\n", encoding="utf-8")
    (root / "start.toml").write_text('wheels = "wheels"\n', encoding="utf-8")
    (root / "wheels").mkdir()
    wheel(root / "wheels", "peakend", {"peakend/command/__main__.py": COMMAND})
    digest = hashlib.sha256(wheel(root / "wheels", "kindness", {"kindness.py": ""}).read_bytes()).hexdigest()
    (root / "requirements.txt").write_text(f"kindness==1.0 --hash=sha256:{digest}\n", encoding="utf-8")
    mark(root / "peakend-zh", "zh")
    (root / "peakend-zh" / "mine.txt").write_text("the trainer's own try", encoding="utf-8")
    (root / ".venv").mkdir()
    (root / ".venv" / "pyvenv.cfg").touch()
    return root


@pytest.mark.skipif(not shutil.which("uv"), reason="needs uv")
def test_a_laptop_gets_kit_wheels_and_address_from_the_server(kit, tmp_path):
    """Nothing from an index, nothing of the trainer's; the lab in it joins by the code alone."""
    with running_room(tmp_path / "class", kit=kit) as server:
        assert 401 == Caller(server.address).send("/kit.zip")[0]
        status, packed = server.caller().send("/kit.zip")
        assert 200 == status
        (tmp_path / "kit.zip").write_bytes(packed)
        with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
            names = {name.partition("/")[2] for name in archive.namelist()}
            archive.extractall(tmp_path / "laptop")
        assert {"class.json", "wheels/peakend-1.0-py3-none-any.whl", "start.sh"} <= names
        assert not [name for name in names if "mine" in name or ".venv" in name or "kindness" in name]
        laptop = tmp_path / "laptop" / kit.name
        (laptop / "start.sh").chmod(0o755)  # as unzip sets it
        environment = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            **{"HOME": str(tmp_path), "UV_CACHE_DIR": str(tmp_path / "cache"), "LANG": "C"},
            **{"UV_DEFAULT_INDEX": "http://127.0.0.1:9/", "UV_HTTP_RETRIES": "0", "no_proxy": "*"},
        }
        done = subprocess.run(
            [laptop / "start.sh", "lab"], env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS
        )
        assert "started" in done.stdout, done.stderr
        assert server.address in done.stdout
        hand_in(laptop / "peakend-zh", "b01")
        link = ClassLink(laptop / "peakend-zh" / "b01" / "labs" / LAB)
        assert (server.address, False) == (link.address, link.is_joined)
        assert "" == link.join(link.address, server.code)


def test_a_folder_that_is_no_kit_is_one_sentence(tmp_path):
    """With the command that makes one."""
    with pytest.raises(PeakendError, match=r"is not a kit\. Make one first: peakend release --out KIT"):
        pack_kit(tmp_path, "http://192.0.2.7:8800", tmp_path / "class")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    """A certificate that nobody trusts, as one makes it for an afternoon."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    folder = tmp_path_factory.mktemp("certificate")
    files = folder / "certificate.pem", folder / "key.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    asked += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(files[0]), "-keyout", str(files[1])]
    subprocess.run(asked, check=True, capture_output=True)
    return files


def test_with_a_certificate_all_goes_encrypted(certificate, tmp_path, monkeypatch):
    """Also the cookies; a lab that does not trust the certificate says so, and one that does hands in."""
    with running_room(tmp_path / "class", certificate=read_certificate(*certificate)) as server:
        hand_in(tmp_path / "work", "b01")
        lab = tmp_path / "work" / "b01" / "labs" / LAB
        with pytest.raises(NotReached, match=r"does not trust the certificate of https://127\.0\.0\.1"):
            ClassLink(lab).join(server.address, server.code)
        trusted = ssl.create_default_context(cafile=certificate[0])
        monkeypatch.setattr(ssl, "_create_default_https_context", lambda: trusted)
        link = ClassLink(lab)
        assert "" == link.join(server.address, server.code)
        made = hand_in(tmp_path / "work", "b01")
        assert made.receipt == link.send(made.write(link.hand_ins))
        phone = server.caller()
        assert {True} == {cookie.secure for cookie in phone._jar}
        assert b"not encrypted" not in phone.send("/privacy")[1]


def test_a_certificate_that_cannot_be_used_is_one_sentence(certificate, tmp_path):
    """Whether it is missing, none, or another key's."""
    (tmp_path / "none.pem").write_text("none", encoding="utf-8")
    for pair in ((tmp_path / "missing.pem", None), (certificate[0], tmp_path / "none.pem"), (certificate[0], None)):
        with pytest.raises(PeakendError, match="two PEM files that belong together"):
            read_certificate(*pair)
