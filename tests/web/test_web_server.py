"""The app as a program meets it: a real server process, asked by `gradio_client`."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from assistant.web import serve

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app.py"


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address(starter_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server process over the starter library."""
    port = free_port()
    log = tmp_path_factory.mktemp("log") / "server.log"
    code = (
        "from pathlib import Path; from assistant.web import serve; "
        f"serve(Path({str(starter_library)!r}), port={port})"
    )
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-c", code], stdout=output, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + 90
            while True:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=5).close()
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.integration
def test_programs_ask_through_the_endpoint(address: str) -> None:
    """`/ask` gives the contract's answer, follow-ups included, `/sources` the library; no more is public."""
    from gradio_client import Client

    client = Client(address, verbose=False)
    try:
        question = "What share of organisations deploy AI workloads every day?"
        answer = client.predict(question=question, api_name="/ask")
        assert answer["schema"] == "answer/1"
        assert answer["status"] == "answered"
        assert "7 %" in answer["sentences"][0]["citations"][0]["quote"]
        history = [
            {"role": "user", "content": "What was Kubernetes production use in CNCF's 2019 survey?"},
            {"role": "assistant", "content": "78 %"},
        ]
        follow_up = client.predict(question="And in 2020?", history=history, api_name="/ask")
        assert "Kubernetes" in follow_up["standalone_question"] + follow_up["sentences"][0]["text"]
        documents = {file.name for file in (ROOT / "corpus").glob("*.md")} - {"README.md"}
        assert {Path(source["key"]).name for source in client.predict(api_name="/sources")} == documents
        named = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
        assert sorted(named) == ["/ask", "/sources"]
    finally:
        client.close()


@pytest.mark.integration
def test_a_programs_bad_question_gets_the_errors_words(address: str) -> None:
    """An empty question is refused with a message and not with a traceback."""
    from gradio_client import Client

    client = Client(address, verbose=False)
    try:
        with pytest.raises(Exception, match="question") as caught:
            client.predict(question="", api_name="/ask")
        assert "Traceback" not in str(caught.value)
    finally:
        client.close()


@pytest.mark.integration
def test_the_page_names_no_other_host_and_refuses_foreign_names(address: str) -> None:
    """The HTML loads from itself only, and a foreign name pointed at the loopback gets nothing."""
    with urllib.request.urlopen(address) as response:
        page = response.read().decode()
        assert "script-src 'self'" in response.headers["content-security-policy"]
    assert 'src="http' not in page
    assert "/ui/page.js" in page
    request = urllib.request.Request(address, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 400
    caught.value.close()


def test_a_taken_port_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    """The message names address and port and what to do; no library is made."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        with pytest.raises(ConfigurationError, match=f"127.0.0.1 port {port}.*--port"):
            serve(tmp_path / "library", port=port)
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("no.such.host.invalid", 7860)])
def test_an_address_that_cannot_be_had_is_told(tmp_path: Path, host: str, port: int) -> None:
    """A wrong port or host is a message."""
    with pytest.raises(ConfigurationError, match="Cannot listen"):
        serve(tmp_path / "library", host, port)


def test_app_py_tells_an_unusable_setting_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """`python app.py` ends with one line that names the variable."""
    monkeypatch.setenv("ASSISTANT_TOP_K", "many")
    done = subprocess.run([sys.executable, str(APP)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("assistant: ")
    assert "ASSISTANT_TOP_K" in done.stderr
    assert "Traceback" not in done.stderr
