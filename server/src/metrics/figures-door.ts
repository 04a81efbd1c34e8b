import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList, isIP } from 'node:net'

export interface FiguresSettings {
  /** Whoever brings it may read the figures from anywhere; undefined: nobody does. */
  readonly token: string | undefined
  /** Addresses and networks (CIDR) from which they are read without a token, besides this machine. */
  readonly networks: readonly string[]
}

export interface FiguresAsked {
  /** Where the request comes from, as far as trusted proxies tell. */
  address: string
  /** It has come through a proxy whose word is not taken: then nobody knows from where. */
  forwarded: boolean
  bearer: string | undefined
}

/** Whether somebody may read the process's figures: this machine, a network that was named, or whoever has the token. */
export function figuresDoor({ token, networks }: FiguresSettings): (asked: FiguresAsked) => boolean {
  const near = new BlockList()
  for (const network of ['127.0.0.0/8', '::1', ...networks]) addNetwork(near, network)
  const hash = token === undefined ? undefined : sha256(token)
  return ({ address, forwarded, bearer }) => {
    if (hash !== undefined && bearer !== undefined && timingSafeEqual(hash, sha256(bearer))) return true
    const family = isIP(address)
    return !forwarded && family !== 0 && near.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
}

/** `10.0.0.0/8`, `10.1.2.3`, `fd00::/8`, `::1`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function addNetwork(list: BlockList, network: string): void {
  const [address = '', bits] = network.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (bits === undefined) list.addAddress(address, family)
  else list.addSubnet(address, Number(bits), family)
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
