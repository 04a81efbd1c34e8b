/** Properties of a D-Bus interface, without their wrapping. */
export type Properties = Readonly<Record<string, unknown>>

const ADAPTER = 'org.bluez.Adapter1'
const DEVICE = 'org.bluez.Device1'
/** So many devices are known at a time: more than a block of flats has, and no more than an attacker may cost us. */
export const MOST_DEVICES = 1_000

/** What BlueZ shows of one adapter and its devices, kept up to date from its signals. */
export interface ObjectMirror {
  readonly adapter: Properties | undefined
  device(path: string): Properties | undefined
  devices(): Iterable<readonly [path: string, properties: Properties]>
  /** Everything anew: the answer of ObjectManager.GetManagedObjects. */
  load(objects: unknown): void
  /** Takes in a signal of the ObjectManager or of Properties; says what has changed, if it is about this adapter. */
  take(signal: { path: string; interface: string; member: string; body: readonly unknown[] }): Change | undefined
}

type Change =
  | { readonly about: 'adapter' }
  | { readonly about: 'device'; readonly path: string; readonly changed: Properties; readonly gone: boolean }

/** @param adapterPath `/org/bluez/hci0` */
export function objectMirror(adapterPath: string): ObjectMirror {
  let adapter: Properties | undefined
  const devices = new Map<string, Properties>()
  const isDevice = (path: string): boolean => /^\/dev_[0-9A-F_]{17}$/.test(path.slice(adapterPath.length))
  const isMine = (path: string): boolean => path === adapterPath || (path.startsWith(adapterPath) && isDevice(path))

  function merge(path: string, name: string, changed: Properties, invalidated: readonly string[]): Change | undefined {
    const without = (before: Properties | undefined): Properties =>
      Object.fromEntries(Object.entries({ ...before, ...changed }).filter(([key]) => !invalidated.includes(key)))
    if (path === adapterPath && name === ADAPTER) {
      adapter = without(adapter)
      return { about: 'adapter' }
    }
    if (name !== DEVICE || !isDevice(path)) return undefined
    const known = without(devices.get(path) ?? { Address: addressIn(path) })
    // Last in order is who was heard last.
    devices.delete(path)
    devices.set(path, known)
    if (devices.size > MOST_DEVICES) forgetOne()
    return { about: 'device', path, changed, gone: false }
  }

  /** Who was not heard for longest is forgotten; being heard again it is known again, by the address that its path has. */
  function forgetOne(): void {
    for (const [path, { Connected: connected }] of devices) {
      if (connected === true) continue
      devices.delete(path)
      return
    }
  }

  function remove(path: string, names: readonly unknown[]): Change | undefined {
    if (path === adapterPath && names.includes(ADAPTER)) {
      adapter = undefined
      devices.clear()
      return { about: 'adapter' }
    }
    if (!names.includes(DEVICE) || !devices.delete(path)) return undefined
    return { about: 'device', path, changed: {}, gone: true }
  }

  return {
    get adapter() {
      return adapter
    },
    device: (path) => devices.get(path),
    devices: () => devices.entries(),
    load(objects) {
      adapter = undefined
      devices.clear()
      for (const [path, interfaces] of Object.entries(plain(objects) as Record<string, Record<string, Properties>>)) {
        if (!isMine(path)) continue
        for (const [name, properties] of Object.entries(interfaces)) merge(path, name, properties, [])
      }
    },
    take({ path, interface: name, member, body }) {
      if (name === 'org.freedesktop.DBus.Properties' && member === 'PropertiesChanged') {
        const [of, changed, invalidated] = plain(body) as [string, Properties, string[]]
        return isMine(path) ? merge(path, of, changed, invalidated) : undefined
      }
      if (name !== 'org.freedesktop.DBus.ObjectManager') return undefined
      const [at, content] = plain(body) as [string, unknown]
      if (!isMine(at)) return undefined
      if (member === 'InterfacesRemoved') return remove(at, content as string[])
      if (member !== 'InterfacesAdded') return undefined
      const changes = Object.entries(content as Record<string, Properties>).map(([of, properties]) =>
        merge(at, of, properties, []),
      )
      return changes.find((change) => change !== undefined)
    },
  }
}

const addressIn = (path: string): string => path.slice(path.lastIndexOf('/dev_') + '/dev_'.length).replaceAll('_', ':')

/** A value as D-Bus carries it, without the variants it is wrapped in; bytes stay bytes. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plain)
  if ('signature' in value && 'value' in value) return plain(value.value)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}
