import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../database/open.ts'
import { provision } from '../patients/provision.ts'
import { newSerial } from '../trust/serial.ts'
import { type GatewayRegistry, gatewayRegistry } from './registry.ts'

const NOW = Date.parse('2026-11-26T10:00:00.000Z')
const DAY = 86_400_000

let folder: string
let database: OpenDatabase
let registry: GatewayRegistry
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-registry-'))
  database = await openDatabase(folder)
  provide(1)
  registry = gatewayRegistry(database.sqlite)
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const provide = (number: number) =>
  provision(database, [{ home: `h${number}`, gateway: `gw-${number}`, patients: [] }], NOW)
const shown = (name: string, issued = NOW) =>
  registry.byCertificate({ name, serial: newSerial(issued), notAfter: NOW + DAY })
const revoke = (at: number | null) =>
  database.sqlite.prepare("update gateway set revoked_at = ? where id = 'gw-1'").run(at)
const stays = (name: string, now = NOW) => {
  const identity = { id: name, partition: '00', trustedFrom: NOW, notAfter: NOW + DAY }
  return registry.whoMayStay(now)(identity)
}

test('a gateway is known by its name from the moment in which it is provisioned', () => {
  expect(shown('gw-1')).toMatchObject({ id: 'gw-1', trustedFrom: NOW, notAfter: NOW + DAY })
  expect(shown('gw-2')).toBe('gateway-unknown')
  provide(2)
  expect(shown('gw-2')).toMatchObject({ id: 'gw-2' })
  expect([registry.exists('gw-2'), registry.exists('gw-3'), registry.exists('')]).toEqual([true, false, false])
})

test('one that is revoked is refused and sent away at once, until it has a certificate that was issued afterwards', () => {
  expect([shown('gw-1'), stays('gw-1')]).toMatchObject([{ id: 'gw-1' }, true])
  revoke(NOW)
  expect([shown('gw-1'), stays('gw-1')]).toEqual(['certificate-revoked', false])
  expect(shown('gw-1', NOW + 1)).toMatchObject({ id: 'gw-1' })
  revoke(null)
  expect([shown('gw-1'), stays('gw-1')]).toMatchObject([{ id: 'gw-1' }, true])
})

test('nobody stays whose certificate has ended, or who is no gateway any more', () => {
  expect(stays('gw-1', NOW + DAY - 1)).toBe(true)
  expect(stays('gw-1', NOW + DAY)).toBe(false)
  expect(stays('gw-2')).toBe(false)
})
