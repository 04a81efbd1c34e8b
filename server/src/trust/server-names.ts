import { isIP } from 'node:net'
import { hostname } from 'node:os'

export interface ServerName {
  type: 'dns' | 'ip'
  value: string
}

/** The names in the server's certificate: those that it was told, and this machine's own. Each once, in order. */
export function serverNames(told: readonly string[], own: readonly string[] = machineNames()): ServerName[] {
  const names = [...new Set([...told, ...own].map((name) => name.trim().toLowerCase()).filter((name) => name !== ''))]
  return names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))
}

const machineNames = (): string[] => [hostname(), 'localhost', '127.0.0.1', '::1']
