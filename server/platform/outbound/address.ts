import ipaddr from 'ipaddr.js'

/**
 * Addresses that look public but are inside: there a cloud answers with keys of the machine. 168.63.129.16 is the host of every
 * virtual machine at Azure; similar addresses of other clouds are in ranges that are not public.
 */
const INSIDE = new Set(['168.63.129.16'])

/** All of the IPv6 space that is handed out for use in the Internet (RFC 4291, RFC 9637 keeps parts of it back). */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/**
 * Whether an IP address is one of the public Internet. Everything else (this machine, its networks, carriers' networks,
 * multicast, documentation, and forms of IPv6 that carry an IPv4 address) is not; neither is a text that is no address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  if (address instanceof ipaddr.IPv6) return address.match(GLOBAL_UNICAST)
  return !INSIDE.has(address.toString())
}

/** Names that lead nowhere in the Internet (RFC 6761, RFC 6762, RFC 8375, and `.internal` by ICANN), and habits of home routers. */
const INSIDE_NAMES =
  /(^|\.)(localhost|local|internal|lan|home|home\.arpa|corp|intranet|private|test|invalid|localdomain)$/i

/**
 * Whether others in the Internet could find this host: a public address, or a name that may lead to one. Nothing is looked up.
 *
 * @param hostname as `URL.hostname` has it
 */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (ipaddr.isValid(host)) return isPublicAddress(host)
  return host.includes('.') && !INSIDE_NAMES.test(host)
}

/**
 * Ports of services that do not speak HTTP: a request to one of them tries to give that service commands. The list of the Fetch
 * standard has more; of the ports below 1024 only 80 and 443 are allowed.
 */
const OTHER_SERVICES = new Set([
  1433, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 4369, 5060, 5061,
  5432, 5433, 5672, 5900, 6000, 6379, 6380, 6432, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 7000, 7001, 9042,
  9092, 9200, 9300, 10080, 10250, 11211, 15672, 16379, 26257, 26379, 27017, 27018,
])

/** @param port as `URL.port` has it: empty for the scheme's own */
export function isHttpPort(port: string): boolean {
  if (port === '' || port === '80' || port === '443') return true
  const number = Number(port)
  return number >= 1024 && !OTHER_SERVICES.has(number)
}

/**
 * Whether a host, as a setting or an address names it, is this machine and nothing else. The one name is that which
 * every system answers with the loopback (RFC 6761); `0.0.0.0` and `::` are all networks of the machine.
 */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  if (ipaddr.isValid(bare)) return ipaddr.process(bare).range() === 'loopback'
  return bare === 'localhost'
}
