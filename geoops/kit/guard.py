"""Which hosts may be asked or sent to: an address that came over the API, or in a source's answer, must not reach inside.

A name is looked up once, its addresses are judged, and the connection goes to the address that was judged: a name
that answers differently the second time gains nothing.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from geoops.kit.errors import Problem
from geoops.kit.i18n import Text

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class AddressRefused(Problem):
    """The address leads to a place that this feed may not ask."""

    status = 422
    code = "address_refused"
    title = Text("Địa chỉ của nguồn không được phép", "The address of the feed is not allowed")


@dataclass(frozen=True, slots=True)
class Guard:
    """`trusted` are hosts that the operator named himself; `hosts` and `networks` are private ones opened by setting."""

    trusted: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, private: str | None, *trusted: str) -> "Guard":
        """By the setting `feeds_private` (hosts and networks, with commas between), and with the hosts that the operator
        configured."""
        hosts: set[str] = set()
        networks: list[Network] = []
        for entry in (private or "").split(","):
            word = entry.strip().lower()
            if not word:
                continue
            try:
                networks.append(ipaddress.ip_network(word, strict=False))
            except ValueError:
                hosts.add(word)
        return cls(frozenset(host.lower() for host in trusted), frozenset(hosts), tuple(networks))

    def trusts(self, host: str) -> bool:
        """Whether the host needs no look at its addresses."""
        return host.lower() in self.trusted or host.lower() in self.hosts

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses that may be connected to. Raises AddressRefused, or OSError where the name is not known."""
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if self.trusts(host):
            return addresses
        for address in addresses:
            if not self._open(address):
                raise AddressRefused(
                    Text(
                        f"“{host}” nằm trong mạng riêng ({address}); người vận hành mở bằng GEOOPS_FEEDS_PRIVATE",
                        f"“{host}” lies in a private network ({address}); the operator opens it by GEOOPS_FEEDS_PRIVATE",
                    )
                )
        return addresses

    def _open(self, text: str) -> bool:
        address = ipaddress.ip_address(text.partition("%")[0])
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        if any(address in network for network in self.networks if network.version == address.version):
            return True
        return address.is_global and not address.is_multicast
