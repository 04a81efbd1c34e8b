import { createCipheriv } from 'node:crypto'
import type { ConfigMessage } from '@kotisilta/contract'
import { itemsMessageSchema } from '@kotisilta/contract'
import { HEM_7322T_MEMORY, OMRON_END, OMRON_MEMORY } from '@kotisilta/device-profiles'
import { describe, expect, it, vi } from 'vitest'
import {
  arrived,
  broker,
  CONFIG,
  configure,
  log,
  running,
  SCALE,
  sighting,
  start,
  until,
  WEIGHT,
  withGateways,
} from './gateway.fixture.ts'
import type { ScriptedRadio } from './radio/scripted-radio.ts'

withGateways()

const SEALING_KEY = '0728974d657a4b60964c1b1677f35f7c'

/** 70 kg, sealed as a scale of that address does it. */
function sealedWeight(address: string, counter: number, key = Buffer.from(SEALING_KEY, 'hex')): Uint8Array {
  const object = Buffer.from('166e0901bc02000000000000', 'hex')
  const product = Buffer.from('d53b', 'hex')
  const [low, high] = [counter & 0xff, [(counter >>> 8) & 0xff, 0, 0]]
  const nonce = Uint8Array.of(...Buffer.from(address, 'hex').toReversed(), ...product, low, ...high)
  const cipher = createCipheriv('aes-128-ccm', key, nonce, { authTagLength: 4 })
  cipher.setAAD(Uint8Array.of(0x11), { plaintextLength: object.length })
  const hidden = cipher.update(object)
  cipher.final()
  return Uint8Array.of(0x48, 0x59, ...product, low, ...hidden, ...high, ...cipher.getAuthTag())
}

/** What a HEM-7322T answers whose only record, 131/78 and 66 of 2026-11-20, is the first person's first: in parts of 16 bytes. */
function omronAnswer(request: Uint8Array): Uint8Array[] {
  const [, type = 0, , high = 0, low = 0, size = 0] = request
  const record = Buffer.from('4e6a1a422e8d2345678901234567', 'hex')
  const data = type === 1 ? Buffer.alloc(size, 0xff) : Buffer.alloc(0)
  if (high * 256 + low === HEM_7322T_MEMORY.first[0]) record.copy(data)
  const packet = [8 + data.length, 0x80 + type, 0, high, low, data.length, ...data, 0]
  const whole = Uint8Array.of(
    ...packet,
    packet.reduce((sum, byte) => sum ^ byte, 0),
  )
  return Array.from({ length: Math.ceil(whole.length / 16) }, (_, place) => whole.slice(place * 16, place * 16 + 16))
}

describe('a gateway with Bluetooth', () => {
  it('takes a weight from a scale that wakes to the server, in contract form, and forgets it then', async () => {
    await configure()
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    radio.play({ sighting: sighting(SCALE, { services: ['181d'] }) })
    radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: WEIGHT } })
    await until(() => expect(arrived()).toHaveLength(1))
    const { lane: _, ...message } = broker.received[0] ?? { lane: 'items' }
    expect(itemsMessageSchema.parse(message).items).toMatchObject([
      {
        type: 'reading',
        device: `ble:${SCALE}`,
        kind: 'body-weight',
        value: 72.5,
        at: '2026-11-21T05:10:00.000Z',
        clock: 'device',
        raw: '02a438ea070b15070a00',
      },
    ])
    await until(() => expect(gateway.state().backlog).toBe(0))
  })

  it('marks what no living person has had, and what is of a user whom nobody named', async () => {
    const [scale, ...others] = CONFIG.devices
    const members = [
      { member: 'one', userIndex: 1 },
      { member: 'two', userIndex: 2 },
    ]
    await configure({ ...CONFIG, devices: [{ ...scale, members } as ConfigMessage['devices'][number], ...others] })
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    radio.play({ sighting: sighting(SCALE, { services: ['181d'] }) })
    for (const hex of ['04a43801', '04a43803', '04000002']) {
      radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: Buffer.from(hex, 'hex') } })
    }
    await until(() => expect(arrived()).toHaveLength(3))
    expect(arrived().map((item) => 'quality' in item && item.quality)).toEqual([
      [],
      ['person-uncertain'],
      ['out-of-range'],
    ])
  })

  it('bad input 20: leaves the neighbour’s devices alone, and its own once they are no longer its own', async () => {
    await configure()
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    const collected = vi.spyOn(radio, 'collect')
    radio.play({ sighting: sighting('0000000000aa') })
    expect(collected).not.toHaveBeenCalled()
    radio.play({ sighting: sighting(SCALE) })
    expect(collected).toHaveBeenCalledOnce()
    await configure({ ...CONFIG, devices: [] })
    expect(await collected.mock.results[0]?.value).toBe('stopped')
    radio.play({ sighting: sighting(SCALE) })
    expect(collected).toHaveBeenCalledOnce()
    expect(gateway.state().devices).toEqual([])
  })

  it('bad input 9: takes an advertised weighing once, however often it is heard', async () => {
    await configure()
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    const weighing = (hex: string) =>
      radio.play({ sighting: sighting('c80f10a1b2c4', { serviceData: { '181d': Buffer.from(hex, 'hex') } }) })
    for (let n = 0; n < 5; n++) weighing('22b036ea070b15070a00')
    for (let n = 0; n < 5; n++) weighing('22b036')
    for (let n = 0; n < 5; n++) weighing('22ba36ea070b15070a04')
    await until(() => expect(arrived()).toHaveLength(2))
    expect(arrived().map((item) => 'value' in item && item.value)).toEqual([70, 70.05])
    expect(gateway.state().counts?.badFrames).toBe(1)
  })

  it('bad input 19: opens sealed advertisements with the device’s key, takes none twice after a restart, and logs a wrong key once', async () => {
    const scale = '8cd0b2f6beef'
    const device = { device: `ble:${scale}`, profile: 'xiaomi-scale-s400', bindKey: SEALING_KEY }
    const heard = (radio: ScriptedRadio, frame: Uint8Array) =>
      radio.play({ sighting: sighting(scale, { serviceData: { fe95: frame } }) })
    await configure({ ...CONFIG, devices: [device] })
    const first = await start()
    await until(() => expect(first.gateway.state().devices).toHaveLength(1))
    for (let n = 0; n < 3; n++) heard(first.radio, sealedWeight(scale, 0x0200))
    await until(() => expect(arrived()).toHaveLength(1))
    expect(arrived()[0]).toMatchObject({ device: `ble:${scale}`, kind: 'body-weight', value: 70 })
    await running.pop()?.close()

    const { gateway, radio } = await start()
    heard(radio, sealedWeight(scale, 0x0100))
    heard(radio, sealedWeight(scale, 0x0201, Buffer.alloc(16)))
    heard(radio, sealedWeight(scale, 0x0202, Buffer.alloc(16)))
    expect(gateway.state().counts?.badFrames).toBe(3)
    const refusals = log.filter((line) => line.includes('not understood')).map((line) => JSON.parse(line))
    expect(refusals.map(({ code }) => code)).toEqual(['counter-replayed', 'bind-key-wrong'])
    // Bad input 19: for whoever reads the log for security.
    expect(refusals.every(({ security }) => security === true)).toBe(true)
    expect(log.join()).not.toContain(SEALING_KEY)
    await configure({ ...CONFIG, devices: [{ ...device, bindKey: 'not a key' }] })
    await until(() => expect(log.filter((line) => line.includes('configuration from the server'))).toHaveLength(2))
    heard(radio, sealedWeight(scale, 0x0203))
    expect(gateway.state().counts?.badFrames).toBe(4)
    expect(arrived()).toHaveLength(1)
  })

  it('reads an Omron monitor’s memory once it is unlocked, each record once', async () => {
    const monitor = 'c80f10a1b2c9'
    const unlockKey = '00112233445566778899aabbccddeeff'
    await configure({ ...CONFIG, devices: [{ device: `ble:${monitor}`, profile: 'omron-hem-7322t', unlockKey }] })
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(1))
    const unlocked: string[] = []
    let spoilt = 0
    radio.onWrite(({ address, characteristic, bytes }) => {
      if (characteristic === OMRON_MEMORY.unlock) unlocked.push(Buffer.from(bytes).toString('hex'))
      if (characteristic !== OMRON_MEMORY.requests) return
      const parts = omronAnswer(bytes)
      if (bytes[1] === 1 && spoilt++ === 0) parts[0]?.fill(0x55, 8)
      for (const [place, part] of parts.entries())
        radio.play({ frame: { address, characteristic: OMRON_MEMORY.answers[place] as string, bytes: part } })
    })
    radio.play({ sighting: sighting(monitor) })
    await until(() => expect(arrived()).toHaveLength(2))
    expect(unlocked).toEqual([`01${unlockKey}`])
    expect(gateway.state().counts?.badFrames).toBe(1)
    expect(log.filter((line) => line.includes('checksum-wrong'))).toHaveLength(1)
    expect(arrived()).toMatchObject([
      { kind: 'blood-pressure', components: { systolic: 131, diastolic: 78 }, subject: { userIndex: 1 } },
      { kind: 'heart-rate', value: 66, subject: { userIndex: 1 } },
    ])
    await running.pop()?.close()
    const again = await start()
    let ended = false
    again.radio.onWrite(({ address, characteristic, bytes }) => {
      if (characteristic !== OMRON_MEMORY.requests) return
      ended ||= Buffer.from(OMRON_END).equals(bytes)
      for (const [place, part] of omronAnswer(bytes).entries())
        again.radio.play({ frame: { address, characteristic: OMRON_MEMORY.answers[place] as string, bytes: part } })
    })
    again.radio.play({ sighting: sighting(monitor) })
    await until(() => expect(ended).toBe(true))
    await until(() => expect(again.gateway.state().backlog).toBe(0))
    expect(arrived()).toHaveLength(2)
  })
})
