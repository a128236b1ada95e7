"""A client of yaml-language-server: the Language Server Protocol (3.17) over standard input and output."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

INSTALLED = Path(sys.prefix) / "node/node_modules/.bin/yaml-language-server"
"""Where `.ci/run` puts it."""


def server() -> str | None:
    """The program, None where it cannot be run."""
    found = str(INSTALLED) if INSTALLED.is_file() else shutil.which("yaml-language-server")
    return found if shutil.which("node") else None


class Client:
    """An editor with a project open."""

    def __init__(self, command: str, project: Path, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._process = subprocess.Popen(
            [command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._number = 0
        self._diagnostics: dict[str, list[Any]] = {}
        folder = {"uri": project.as_uri(), "name": project.name}
        about = {"completion": {"completionItem": {"snippetSupport": True}}, "hover": {"contentFormat": ["markdown"]}}
        capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}, "textDocument": about}
        self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "capabilities": capabilities,
            },
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def open(self, path: Path, text: str) -> str:
        """Opens a file with a text; returns its address."""
        self.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}},
        )
        return path.as_uri()

    def diagnostics(self, uri: str) -> list[str]:
        """What the server says is wrong with a file, as soon as it says it."""
        while uri not in self._diagnostics:
            self._take(self._receive())
        return [found["message"] for found in self._diagnostics.pop(uri)]

    def ask(self, method: str, params: Any) -> Any:
        """The answer to a request; whatever the server asks or tells before it is taken care of."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                return message["result"]
            self._take(message)

    def tell(self, method: str, params: Any) -> None:
        """Sends a notification."""
        self._send({"method": method, "params": params})

    def close(self) -> None:
        """Ends the server."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            items = message["params"]["items"]
            result: Any = [self._settings.get(item.get("section", ""), {}) for item in items]
            self._send({"id": message["id"], "result": result})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        return message
