import { DBusError, Message, type MessageBus } from 'dbus-next'
import type { ExportedInterface, MethodShape } from './exported-interface.ts'
import { introspection } from './introspection.ts'

const DBUS = 'org.freedesktop.DBus'
const NO_REPLY_EXPECTED = 1

/** The objects that one connection shows on the bus, with the interfaces that every object has. */
export interface ObjectServer {
  /** Shows an object, and tells ObjectManager's listeners. */
  add(path: string, interfaces: readonly ExportedInterface[]): void
  /** Takes away an object and all beneath it. */
  remove(path: string): void
  has(path: string): boolean
  /** Calls are taken and not answered, nothing is announced, until `false`: a process that hangs. */
  hang(hangs: boolean): void
  /** From here on nothing is answered or announced. */
  close(): void
}

export function objectServer(bus: MessageBus): ObjectServer {
  const objects = new Map<string, Map<string, ExportedInterface>>()
  let open = true
  let hangs = false

  const send = (message: Message): void => {
    if (open && !hangs) bus.send(message)
  }
  const signal = (path: string, name: string, member: string, signature: string, body: unknown[]): void =>
    send(Message.newSignal(path, name, member, signature, body))

  const snapshot = (interfaces: ReadonlyMap<string, ExportedInterface>) =>
    Object.fromEntries([...interfaces].map(([name, exported]) => [name, exported.snapshot()]))

  /** Which object and interface a call to Properties is about. */
  const target = (path: string, name: unknown): ExportedInterface => {
    const exported = objects.get(path)?.get(String(name))
    if (exported === undefined) throw new DBusError(`${DBUS}.Error.InvalidArgs`, `No such interface '${name}'`)
    return exported
  }
  const noSuchProperty = (name: unknown) => new DBusError(`${DBUS}.Error.InvalidArgs`, `No such property '${name}'`)

  const standardMethods = (path: string): Record<string, Record<string, MethodShape>> => ({
    [`${DBUS}.Introspectable`]: {
      Introspect: {
        in: [],
        out: 's',
        call() {
          const children = childrenOf(path, objects.keys())
          if (!objects.has(path) && children.size === 0) throw unknownObject(path)
          return describe(path, children)
        },
      },
    },
    [`${DBUS}.Properties`]: {
      Get: {
        in: ['s', 's'],
        out: 'v',
        call([name, property]) {
          const value = target(path, name).variant(String(property))
          if (value === undefined) throw noSuchProperty(property)
          return value
        },
      },
      GetAll: { in: ['s'], out: 'a{sv}', call: ([name]) => target(path, name).snapshot() },
      Set: {
        in: ['s', 's', 'v'],
        call([name, property, value]) {
          const shape = target(path, name).shape.properties[String(property)]
          if (shape === undefined) throw noSuchProperty(property)
          if (shape.write === undefined) {
            throw new DBusError(`${DBUS}.Error.PropertyReadOnly`, `Property '${property}' is not writable`)
          }
          const { signature, value: written } = value as { signature: string; value: unknown }
          if (signature !== shape.signature) {
            throw new DBusError(`${DBUS}.Error.InvalidArgs`, `Property '${property}' is of type ${shape.signature}`)
          }
          shape.write(written)
        },
      },
    },
    [`${DBUS}.ObjectManager`]:
      path === '/'
        ? {
            GetManagedObjects: {
              in: [],
              out: 'a{oa{sa{sv}}}',
              call: () => Object.fromEntries([...objects].map(([at, interfaces]) => [at, snapshot(interfaces)])),
            },
          }
        : {},
  })

  const describe = (path: string, children: Set<string>): string => {
    const standard = standardMethods(path)
    const signals: Record<string, Record<string, string[]>> = {
      [`${DBUS}.Properties`]: { PropertiesChanged: ['s', 'a{sv}', 'as'] },
      [`${DBUS}.ObjectManager`]: { InterfacesAdded: ['o', 'a{sa{sv}}'], InterfacesRemoved: ['o', 'as'] },
    }
    const shapes = Object.entries(standard)
      .filter(([, methods]) => Object.keys(methods).length > 0)
      .map(([name, methods]) => ({ name, methods, properties: {}, signals: signals[name] ?? {} }))
    const own = [...(objects.get(path)?.values() ?? [])].map((exported) => exported.shape)
    return introspection([...shapes, ...own], children)
  }

  const answer = (call: Message): boolean => {
    if (hangs) return true
    const method =
      standardMethods(call.path)[call.interface]?.[call.member] ??
      objects.get(call.path)?.get(call.interface)?.shape.methods[call.member]
    const reply = (message: Message): void => {
      if ((call.flags & NO_REPLY_EXPECTED) === 0) send(message)
    }
    if (method === undefined || method.in.join('') !== call.signature) {
      reply(refusal(call, objects.has(call.path) ? unknownMethod(call) : unknownObject(call.path)))
      return true
    }
    new Promise((resolve) => resolve(method.call(call.body, call.sender))).then(
      (result) => reply(Message.newMethodReturn(call, method.out ?? '', method.out === undefined ? [] : [result])),
      (error: unknown) => reply(refusal(call, error)),
    )
    return true
  }
  bus.addMethodHandler(answer)

  return {
    add(path, interfaces) {
      const shown = new Map(interfaces.map((exported) => [exported.shape.name, exported]))
      objects.set(path, shown)
      for (const [name, exported] of shown) {
        exported.announceTo((changed, invalidated) =>
          signal(path, `${DBUS}.Properties`, 'PropertiesChanged', 'sa{sv}as', [name, changed, invalidated]),
        )
      }
      signal('/', `${DBUS}.ObjectManager`, 'InterfacesAdded', 'oa{sa{sv}}', [path, snapshot(shown)])
    },
    remove(path) {
      // Deepest first, as BlueZ does, so that nobody sees a characteristic without its device.
      const gone = [...objects.keys()].filter((at) => at === path || at.startsWith(`${path}/`)).reverse()
      for (const at of gone) {
        const interfaces = objects.get(at)
        objects.delete(at)
        for (const exported of interfaces?.values() ?? []) exported.announceTo(undefined)
        signal('/', `${DBUS}.ObjectManager`, 'InterfacesRemoved', 'oas', [at, [...(interfaces?.keys() ?? [])]])
      }
    },
    has: (path) => objects.has(path),
    hang(does) {
      hangs = does
    },
    close() {
      open = false
      for (const interfaces of objects.values()) for (const each of interfaces.values()) each.announceTo(undefined)
      objects.clear()
      bus.removeMethodHandler(answer)
    },
  }
}

function childrenOf(path: string, all: Iterable<string>): Set<string> {
  const prefix = path === '/' ? '/' : `${path}/`
  const children = new Set<string>()
  for (const each of all) {
    const child = each.startsWith(prefix) ? each.slice(prefix.length).split('/')[0] : undefined
    if (child !== undefined && child !== '') children.add(child)
  }
  return children
}

const unknownObject = (path: string): DBusError =>
  new DBusError(`${DBUS}.Error.UnknownObject`, `No such object path '${path}'`)

const unknownMethod = ({ member, signature, interface: name }: Message): DBusError =>
  new DBusError(
    `${DBUS}.Error.UnknownMethod`,
    `Method "${member}" with signature "${signature}" on interface "${name}" doesn't exist`,
  )

function refusal(call: Message, error: unknown): Message {
  const { type, text } =
    error instanceof DBusError ? error : { type: `${DBUS}.Error.Failed`, text: `fault in the simulator: ${error}` }
  // The library's own types say that newError takes text, where it takes the call.
  return Message.newError(call as unknown as string, type, text)
}
