import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isoTimeSchema, itemSchema } from '@kotisilta/contract'
import { afterAll, describe, expect, test, vi } from 'vitest'

/** Each starts a process, beside others. */
vi.setConfig({ testTimeout: 30_000 })

const KOTISILTA = path.join(import.meta.dirname, '../kotisilta')

async function decode(
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
) {
  const child = spawn(KOTISILTA, ['decode', ...args], { env: { ...process.env, ...env } })
  const [out, err] = [child.stdout, child.stderr].map((stream) => stream.setEncoding('utf8').toArray())
  child.stdin.end(input)
  const code = await new Promise((resolve) => child.on('close', resolve))
  const [stdout, stderr] = [((await out) ?? []).join(''), ((await err) ?? []).join('')]
  return {
    code,
    stdout,
    stderr,
    lines: stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line)),
  }
}

const batch = (lines: readonly (object | string)[]) =>
  decode(['--batch', '-'], {
    input: lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  })

describe('one frame', () => {
  test('prints an item a line, as the gateway would send it', async () => {
    const { code, lines, stderr } = await decode([
      '--characteristic',
      '2a35',
      '--hex',
      '067800 5000 5d00 ea070b15070a00 4800',
    ])
    expect([code, stderr]).toEqual([0, ''])
    expect(lines).toHaveLength(2)
    const shared = {
      type: 'reading',
      at: '2026-11-21T05:10:00.000Z',
      deviceAt: '2026-11-21T05:10:00.000Z',
      clock: 'device',
      quality: [],
    }
    expect(lines[0]).toMatchObject({
      ...shared,
      kind: 'blood-pressure',
      components: { systolic: 120, diastolic: 80, mean: 93 },
      unit: 'mm[Hg]',
    })
    expect(lines[1]).toMatchObject({ ...shared, kind: 'heart-rate', value: 72, unit: '/min' })
    for (const line of lines) {
      expect(
        itemSchema.safeParse({ ...line, id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM', device: 'ble:001122334455' }).success,
      ).toBe(true)
    }
  })

  test('bad input 7: a date of zeros, of 1970 or of no calendar leaves the value, and its time is an estimate', async () => {
    const { lines } = await batch(
      ['00000000000000', 'b2070101000000', 'ea070d01000000', 'd0070101020000'].map((date) => ({
        characteristic: '2a9d',
        hex: `02b036${date}`,
      })),
    )
    const [zeros, unset, impossible, earliest] = lines.map(({ items }) => items[0])
    for (const item of [zeros, unset, impossible]) {
      expect(item).toMatchObject({ value: 70, clock: 'estimated', quality: ['clock-estimated'] })
      expect(Math.abs(Date.parse(item.at) - Date.now())).toBeLessThan(60_000)
      expect(item).not.toHaveProperty('deviceAt')
    }
    expect(earliest).toMatchObject({ at: '2000-01-01T00:00:00.000Z', clock: 'device', quality: [] })
  })

  test("reads a meter's clock in the time zone of the home", async () => {
    const args = ['--service-data', '181d', '--hex', '22b036ea070b15070a00']
    const { lines } = await decode(args, { env: { KOTISILTA_TIME_ZONE: 'Europe/Stockholm' } })
    expect(lines).toMatchObject([
      { kind: 'body-weight', value: 70, at: '2026-11-21T06:10:00.000Z', raw: '22b036ea070b15070a00' },
    ])
    expect(await decode(args, { env: { KOTISILTA_TIME_ZONE: 'Europe/Atlantis' } })).toMatchObject({
      code: 1,
      stdout: '',
    })
  })

  test('without a time of its own has the time of its arrival', async () => {
    const before = Date.now()
    const { lines } = await decode(['--characteristic', '0x2A9D', '--hex', '04 b0 36 03'])
    const [line] = lines
    expect(line).toMatchObject({ clock: 'gateway', subject: { userIndex: 3 } })
    expect(line).not.toHaveProperty('deviceAt')
    expect(isoTimeSchema.safeParse(line.at).success).toBe(true)
    expect(Date.parse(line.at)).toBeGreaterThanOrEqual(before)
  })

  test('without a usable value prints nothing, ends well, and says why beside it', async () => {
    const run = await decode(['--characteristic', '2a9d', '--hex', '00ffff'])
    expect(run).toMatchObject({ code: 0, stdout: '', stderr: 'no body-weight: measurement-unsuccessful\n' })
  })

  test('of the LAN carries its device', async () => {
    const { lines, code } = await decode([
      '--mqtt-topic',
      'kotisilta-device/v1/robot-0042/event',
      '--payload',
      '{"kind":"alive-test","at":"2026-11-21T08:00:00+02:00"}',
    ])
    expect(code).toBe(0)
    const at = '2026-11-21T06:00:00.000Z'
    expect(lines).toEqual([
      { type: 'event', device: 'mqtt:robot-0042', kind: 'alive-test', at, deviceAt: at, clock: 'device' },
    ])
  })

  const BAD: readonly (readonly [code: string, args: readonly string[]])[] = [
    ['frame-too-short', ['--characteristic', '2a9d', '--hex', '02b036']],
    ['frame-empty', ['--characteristic', '2a9d', '--hex', '']],
    ['value-out-of-range', ['--characteristic', '2a19', '--hex', '65']],
    ['hex-malformed', ['--characteristic', '2a19', '--hex', 'xyz']],
    ['no-decoder', ['--characteristic', 'ffff', '--hex', '00']],
    ['no-decoder', ['--manufacturer', 'ffff', '--hex', '00']],
    ['no-decoder', ['--service-data', '181d', '--hex', '22b036ea070b15070a00', '--profile', 'sig-weight-scale']],
    ['profile-unknown', ['--characteristic', '2a19', '--hex', '0f', '--profile', 'toaster']],
    ['payload-not-json', ['--mqtt-topic', 'kotisilta-device/v1/robot-0042/event', '--payload', '{']],
    ['request-invalid', []],
    ['request-invalid', ['--characteristic', '2a19']],
    ['request-invalid', ['--characteristic', '2a19', '--service-data', '181d', '--hex', '00']],
    ['batch-unreadable', ['--batch', '/nowhere/frames.ndjson']],
  ]

  test.each(BAD)('%s is said on standard error, and ends with 1: %j', async (code, args) => {
    const run = await decode(args)
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toMatch(new RegExp(`^${code}: .+\n$`))
  })

  test('takes a profile, and a name by which to find one', async () => {
    const frame = ['--service-data', '181d', '--hex', '22b036ea070b15070a00']
    expect((await decode([...frame, '--profile', 'xiaomi-scale'])).lines).toMatchObject([{ value: 70 }])
    expect((await decode([...frame, '--name', 'MI_SCALE'])).lines).toMatchObject([{ value: 70 }])
  })
})

describe('explained', () => {
  test('a frame is told field by field, and then what it means', async () => {
    const { code, stdout } = await decode([
      '--explain',
      '--characteristic',
      '2a9d',
      '--hex',
      '06b036ea070b15070a0003ff',
    ])
    expect(code).toBe(0)
    const [flags, weight, time, user, rest, item] = stdout.split('\n')
    expect(flags).toMatch(/^ {2}0 {2}06 +flags +bits 1, 2$/)
    expect(weight).toMatch(/^ {2}1 {2}b036 +weight +70 kg$/)
    expect(time).toMatch(/^ {2}3 {2}ea070b15070a00 +time stamp +2026-11-21 07:10:00$/)
    expect(user).toMatch(/^ 10 {2}03 +user id +3$/)
    expect(rest).toMatch(/^ 11 {2}ff +\(no field\)$/)
    expect(JSON.parse(item ?? '')).toMatchObject({ value: 70, quality: ['trailing-bytes'] })
  })

  test('a frame that is cut is told as far as it goes', async () => {
    const { code, stdout, stderr } = await decode(['--explain', '--characteristic', '2a9d', '--hex', '02b036'])
    expect([code, stderr]).toEqual([1, 'frame-too-short: the frame of 3 bytes ends before its time stamp\n'])
    expect(stdout.split('\n')).toHaveLength(3)
  })

  test('a message is told value by value', async () => {
    const payload = '{"kind":"dose-taken","detail":{"slot":"2026-11-21T08:00+02:00"}}'
    const { stdout } = await decode(['--explain', '--mqtt-topic', 'kotisilta-device/v1/r/event', '--payload', payload])
    expect(stdout).toMatch(/^kind {2}"dose-taken"\ndetail\.slot {2}"2026-11-21T08:00\+02:00"\n\{"type":"event"/)
  })
})

describe('a sealed advertisement', () => {
  const sealed = ['--service-data', 'fe95', '--hex', '4859d53b0abc078ff2348c844138e930220000009e538599']

  test('is opened with the key and the address of the device', async () => {
    const { lines } = await decode([
      ...sealed,
      '--address',
      '8C:D0:B2:F6:BE:EF',
      '--bind-key',
      '0728974d657a4b60964c1b1677f35f7c',
    ])
    expect(lines).toMatchObject([
      { kind: 'body-weight', value: 69.9 },
      { kind: 'heart-rate', value: 92 },
    ])
  })

  test('stays shut without', async () => {
    expect((await decode(sealed)).stderr).toMatch(/^bind-key-missing: /)
    expect((await decode([...sealed, '--address', 'x'])).stderr).toMatch(/^request-invalid: /)
    expect((await decode([...sealed, '--bind-key', 'x'])).stderr).toMatch(/^request-invalid: /)
  })
})

describe('a mapping', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kotisilta-mapping-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const written = (text: string): string => {
    const file = path.join(folder, 'mapping.yaml')
    writeFileSync(file, text)
    return file
  }
  const MAT = `devices:
  - device: mqtt:mat-{serial}
    topic: home/{serial}/mat
    says:
      - means: bed-entered
        when: '1'
`

  test('is checked by itself, and tells each fault with its place', async () => {
    expect(await decode(['--mapping', written(MAT)])).toMatchObject({ code: 0, stderr: '' })
    const wrong = await decode(['--mapping', written(MAT.replace('bed-entered', 'in-bed').replace('mat-', 'Mat-'))])
    expect(wrong).toMatchObject({ code: 1, stdout: '' })
    expect(wrong.stderr).toMatch(/^mapping-invalid: /)
    expect(wrong.stderr).toContain('devices[0].device')
    expect(wrong.stderr).toContain('devices[0].says[0]')
    expect((await decode(['--mapping', written('devices: [')])).stderr).toMatch(/^mapping-unreadable: .*line 1/s)
    expect((await decode(['--mapping', written('devices: []\ndevices: []')])).stderr).toMatch(/^mapping-unreadable: /)
    expect((await decode(['--mapping', path.join(folder, 'nowhere')])).stderr).toMatch(/^mapping-unreadable: /)
  })

  test('says what a message on one of its topics means', async () => {
    const args = ['--mapping', written(MAT), '--mqtt-topic', 'home/7/mat', '--payload', '1']
    const run = await decode(args)
    expect(run.lines).toMatchObject([{ device: 'mqtt:mat-7', kind: 'bed-entered', clock: 'gateway' }])
    expect((await decode(['--mqtt-topic', 'home/7/mat', '--payload', '1'])).stderr).toMatch(/^no-decoder: /)
  })
})

describe('a batch', () => {
  test('is one conversation with the systems that announce their devices', async () => {
    const list = [
      {
        ieee_address: '0x00158d0001a2b3c4',
        friendly_name: 'door',
        definition: {
          exposes: [{ type: 'binary', property: 'contact', name: 'contact', value_on: false, value_off: true }],
        },
      },
    ]
    const said = (contact: boolean) => ({ mqttTopic: 'zigbee2mqtt/door', payload: JSON.stringify({ contact }) })
    const { lines } = await batch([
      said(false),
      { mqttTopic: 'zigbee2mqtt/bridge/devices', payload: JSON.stringify(list) },
      said(false),
      said(false),
      said(true),
    ])
    expect(lines).toMatchObject([
      { error: expect.stringMatching(/^device-unknown: /) },
      { items: [] },
      { items: [{ device: 'zigbee:00158d0001a2b3c4', kind: 'door-opened' }] },
      { items: [] },
      { items: [{ kind: 'door-closed' }] },
    ])
  })

  test('gives a line for each line, in order, and goes on after a bad one', async () => {
    const { code, stderr, lines } = await batch([
      { characteristic: '2a19', hex: '0f' },
      { characteristic: '2a19', hex: '65' },
      'no json',
      '',
      '[1]',
      '{"characteristic":7,"hex":"00"}',
      { characteristic: '2a9d', hex: '00ffff' },
      { serviceData: '181b', hex: '0224ea070b15070a000000b036', profile: 'xiaomi-body-composition-scale' },
      { manufacturer: 'ffff', hex: '00' },
      {
        mqttTopic: 'kotisilta-device/v1/Band-7/reading',
        payload: '{"kind":"heart-rate","value":71,"unit":"/min"}',
        name: 'x',
      },
      '{"characteristic":"2a19","hex":"0f","surplus":{"a":1}}',
    ])
    expect([code, stderr]).toEqual([0, ''])
    expect(lines.map((line) => line.error?.split(':')[0] ?? line.items.length)).toEqual([
      1,
      'value-out-of-range',
      'line-not-json',
      'line-not-json',
      'line-invalid',
      'line-invalid',
      0,
      1,
      'no-decoder',
      1,
      1,
    ])
    expect(lines[9]).toMatchObject({
      items: [{ device: 'mqtt:band-7', kind: 'heart-rate', value: 71, clock: 'gateway' }],
    })
  })

  test('takes a last line without its end, and lines that end as on Windows', async () => {
    const line = '{"characteristic":"2a19","hex":"0f"}'
    const { lines } = await decode(['--batch', '-'], { input: `${line}\r\n${line}` })
    expect(lines).toMatchObject([{ items: [{ value: 15 }] }, { items: [{ value: 15 }] }])
    expect((await decode(['--batch', '-'])).lines).toEqual([])
  })

  test('refuses a line that is too long and reads the next', async () => {
    const { lines } = await batch(['x'.repeat(3_000_000), { characteristic: '2a19', hex: '0f' }])
    expect(lines).toMatchObject([{ error: expect.stringMatching(/^line-too-long/) }, { items: [{ value: 15 }] }])
  })

  test('does not hold a hundred thousand lines, and is through with them soon', async () => {
    const count = 100_000
    const started = performance.now()
    const { code, stdout } = await decode(['--batch', '-'], {
      input: '{"characteristic":"2a37","hex":"1e5532002100"}\n'.repeat(count),
    })
    expect(code).toBe(0)
    expect(stdout.split('\n').length).toBe(count + 1)
    // 20,000 frames a second are promised; a machine that is busy with other tests gets twice the time
    expect(performance.now() - started).toBeLessThan((count / 20_000) * 2000)
  })
})
