import { KotisiltaError } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { pair } from './pair.ts'
import type { BusCall, ServedObject, SystemBus } from './system-bus.ts'

const DEVICE = '/org/bluez/hci0/dev_C0_FF_EE_00_00_10'
const agent = { typeOnDevice: () => {}, shownOnDevice: async () => '004711', isSame: async () => true }

/** A bus on which, while the device is being bonded with, `meanwhile` calls the agent. */
async function pairing(meanwhile: (agent: ServedObject) => Promise<unknown>) {
  let served: ServedObject | undefined
  const calls: string[] = []
  const bus: SystemBus = {
    async call({ member }: BusCall) {
      calls.push(member)
      if (member === 'Pair' && served !== undefined) await meanwhile(served)
      return undefined
    },
    listen: async () => {},
    onSignal: () => {},
    serve(object) {
      served = object
      return () => {
        served = undefined
      }
    },
    isOpen: true,
    ended: new Promise(() => {}),
    close: () => {},
  }
  const signal = new AbortController().signal
  const outcome = await pair({ bus, owner: ':1.7', devicePath: DEVICE, agent, signal })
  return { outcome, calls, isServed: served !== undefined }
}

test('the agent is there only while a device is being bonded with', async () => {
  const { outcome, calls, isServed } = await pairing(async () => {})
  expect(outcome).toBe('paired')
  expect(calls).toEqual(['RegisterAgent', 'Pair', 'Set', 'UnregisterAgent', 'Disconnect'])
  expect(isServed).toBe(false)
})

test('it answers the Bluetooth service about that device', async () => {
  let answer: unknown
  await pairing(async (served) => {
    answer = await served.answer({ sender: ':1.7', member: 'RequestPasskey', body: [DEVICE] })
  })
  expect(answer).toEqual({ signature: 'u', body: [4711] })
})

test.each([
  ['a stranger on the bus', ':1.99', DEVICE],
  ['the service about another device', ':1.7', DEVICE.replace('10', '11')],
])('it tells %s nothing', async (_, sender, device) => {
  const { outcome } = await pairing(async (served) => {
    await expect(served.answer({ sender, member: 'RequestPasskey', body: [device] })).rejects.toMatchObject({
      code: 'org.bluez.Error.Rejected',
    })
    throw new KotisiltaError('org.bluez.Error.AuthenticationRejected', 'refused')
  })
  expect(outcome).toBe('refused')
})
