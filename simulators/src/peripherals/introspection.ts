import type { InterfaceShape } from './exported-interface.ts'

const argument = (type: string, direction?: 'in' | 'out'): string =>
  direction === undefined ? `<arg type="${type}"/>` : `<arg type="${type}" direction="${direction}"/>`

/** The introspection data of an object (D-Bus specification, "Introspection Data Format"). */
export function introspection(interfaces: readonly InterfaceShape[], children: Iterable<string>): string {
  const described = interfaces.map((shape) => {
    const methods = Object.entries(shape.methods).map(([name, method]) => {
      const results = method.out === undefined ? '' : argument(method.out, 'out')
      return `<method name="${name}">${method.in.map((type) => argument(type, 'in')).join('')}${results}</method>`
    })
    const signals = Object.entries(shape.signals ?? {}).map(
      ([name, types]) => `<signal name="${name}">${types.map((type) => argument(type)).join('')}</signal>`,
    )
    const properties = Object.entries(shape.properties).map(
      ([name, { signature, write }]) =>
        `<property name="${name}" type="${signature}" access="${write === undefined ? 'read' : 'readwrite'}"/>`,
    )
    return `<interface name="${shape.name}">${[...methods, ...signals, ...properties].join('')}</interface>`
  })
  const nodes = [...children].map((name) => `<node name="${name}"/>`)
  return `<node>${described.join('')}${nodes.join('')}</node>`
}
