"""A real, very small DNS server: answers TXT questions from a dictionary, over UDP, on a free port."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@contextmanager
def dns_server(records: dict[str, str]) -> Iterator[str]:
    """Runs until the block ends; gives `host:port`. The dictionary may change meanwhile."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", 0))
        host, port = ear.getsockname()
        peer = Thread(target=_answer, args=(ear, records), daemon=True)
        peer.start()
        yield f"{host}:{port}"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mouth:
            mouth.sendto(b"", (host, port))
        peer.join(5)


def _answer(ear: socket.socket, records: dict[str, str]) -> None:
    while True:
        wire, asker = ear.recvfrom(4096)
        if not wire:
            return
        question = dns.message.from_wire(wire)
        reply = dns.message.make_response(question)
        reply.flags |= dns.flags.AA
        name = question.question[0].name
        value = records.get(name.to_text(omit_final_dot=True))
        if value is None:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        else:
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", f'"{value}"'))
        ear.sendto(reply.to_wire(), asker)
