import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { isoTime, systemClock } from '@kotisilta/contract'
import {
  type AllBridges,
  allBridges,
  bytesOf,
  CLOCK_NEVER_SET,
  type DecodedItem,
  type FieldRead,
  isoFromDeviceTime,
} from '@kotisilta/device-profiles'
import { mappingFrom } from '@kotisilta/gateway/mapping-file'
import { Command } from 'commander'
import { explainFrame, explainMessage } from '../decode/explain.ts'
import { LONGEST_LINE, linesOf } from '../decode/lines.ts'
import { type Answer, type AnsweredItem, answerTo, REQUEST_FIELDS, type Request, refused } from '../decode/request.ts'

/** Output is written in pieces of about this size. */
const PIECE = 64 * 1024

type Options = Request & { readonly batch?: string; readonly explain?: true; readonly mapping?: string }

/** `kotisilta decode`: frames on the command line or a line each in a file, as the items that the gateway would send. */
export function command(): Command {
  return new Command('decode')
    .option('--characteristic <uuid>', 'a GATT characteristic, for example 2a9d; with --hex')
    .option('--service-data <uuid>', 'the service of service data in an advertisement; with --hex')
    .option(
      '--manufacturer <company>',
      'the company of manufacturer data in an advertisement; with --hex, without the company',
    )
    .option('--mqtt-topic <topic>', 'the topic that a device published to; with --payload')
    .option('--hex <bytes>', 'the frame')
    .option('--payload <text>', 'the message')
    .option('--profile <id>', 'the profile of the device')
    .option('--name <name>', 'the local name of the device, by which its profile is found')
    .option('--address <address>', 'the address of the device, for a frame that is sealed under it')
    .option('--bind-key <bytes>', 'the key of the device, for a frame that is sealed with it')
    .option('--mapping <file>', 'a mapping of plain topics in YAML; alone, it is checked')
    .option('--explain', 'says field by field what the frame holds')
    .option('--batch <file>', 'one frame a line as JSON, - for standard input; one line each with items or error')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const zone = process.env.KOTISILTA_TIME_ZONE || 'Europe/Helsinki'
      if (!isTimeZone(zone)) return fail(`time-zone-unknown: KOTISILTA_TIME_ZONE is ${zone}`)
      process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
      const mapping = options.mapping === undefined ? undefined : mappingFrom(options.mapping)
      if (mapping !== undefined && 'error' in mapping) return fail(errorText(mapping))
      const bridges = allBridges(mapping === undefined ? {} : { mapping: mapping.value })
      if (options.batch !== undefined) {
        const input = options.batch === '-' ? process.stdin : createReadStream(options.batch)
        return decodeBatch(input, bridges, zone).catch((error: unknown) => fail(`batch-unreadable: ${String(error)}`))
      }
      if (mapping !== undefined && REQUEST_FIELDS.every((field) => options[field] === undefined)) {
        const topics = mapping.value.devices.map(({ topic }) => topic)
        process.stdout.write(`${topics.length} topics: ${topics.join(' ')}\n`)
        return undefined
      }
      return decodeOne(options, bridges, zone)
    })
}

const HELP = `
One JSON item a line on standard output. "at" is the frame's own time, read in KOTISILTA_TIME_ZONE (Europe/Helsinki),
or now with "clock":"gateway" where the frame has none. A valid frame without a usable value prints nothing; why is said
on standard error. A bad frame ends with 1 and its error. With --explain a line for each field comes first: where it
begins, its bytes, its name, what it says.

Messages of Zigbee2MQTT, Theengs and Home Assistant rest on what was announced before: give both in one --batch.`

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function decodeOne(request: Options, bridges: AllBridges, zone: string): void {
  const trace: FieldRead[] | undefined = request.explain === true ? [] : undefined
  const now = systemClock.now()
  const answer = answerTo(request, bridges, now, trace)
  if (trace !== undefined) process.stdout.write(explanation(request, trace))
  if ('error' in answer) return fail(errorText(answer))
  for (const item of answer.items) process.stdout.write(`${JSON.stringify(printed(item, zone, isoTime(now)))}\n`)
  for (const { kind, reason } of answer.withheld ?? []) process.stderr.write(`no ${kind}: ${reason}\n`)
}

function explanation({ hex, payload }: Options, trace: readonly FieldRead[]): string {
  const frame = hex === undefined ? undefined : bytesOf(hex)
  const lines = frame === undefined ? explainMessage(payload ?? '') : explainFrame(trace, frame)
  return lines.map((line) => `${line}\n`).join('')
}

/** Lines in, as many lines out, in the same order and without holding more than a piece of either. */
async function decodeBatch(input: Readable, bridges: AllBridges, zone: string): Promise<void> {
  let output = ''
  for await (const line of linesOf(input)) {
    output += `${answerLine(line, bridges, zone)}\n`
    if (output.length < PIECE) continue
    if (!process.stdout.write(output)) await once(process.stdout, 'drain')
    output = ''
  }
  process.stdout.write(output)
}

function answerLine(line: Uint8Array | 'too-long', bridges: AllBridges, zone: string): string {
  const request = line === 'too-long' ? refused('line-too-long', `more than ${LONGEST_LINE} bytes`) : requestOf(line)
  const now = systemClock.now()
  const answer = 'error' in request ? request : answerTo(request, bridges, now)
  if ('error' in answer) return JSON.stringify({ error: errorText(answer) })
  const at = isoTime(now)
  return JSON.stringify({ items: answer.items.map((item) => printed(item, zone, at)) })
}

const errorText = ({ error }: Extract<Answer, { error: unknown }>): string => `${error.code}: ${error.message}`

const utf8 = new TextDecoder('utf-8', { fatal: true })

function requestOf(line: Uint8Array): Request | ReturnType<typeof refused> {
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(line))
  } catch {
    return refused('line-not-json', 'the line is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused('line-invalid', 'the line is not a JSON object')
  }
  const fields = value as Record<string, unknown>
  const wrong = REQUEST_FIELDS.find((field) => !['string', 'undefined'].includes(typeof fields[field]))
  return wrong === undefined ? (fields as Request) : refused('line-invalid', `"${wrong}" is not text`)
}

/** The item as the gateway would send it, but for its id and, over Bluetooth, the device. */
function printed({ item, device }: AnsweredItem, zone: string, now: string): object {
  const { deviceTime: _, at: __, urgent: ___, type, ...rest } = item
  const time = timeOf(item, zone, now)
  return { type, ...(device !== undefined && { device }), ...rest, ...uncertain(item, time.clock), ...time }
}

/** Its own, however old; an estimate if it has a clock that does not know the date, or was never set. */
function timeOf({ at: given, deviceTime, ...item }: DecodedItem, zone: string, now: string) {
  const deviceAt = given ?? (deviceTime === undefined ? undefined : isoFromDeviceTime(deviceTime, zone))
  if (deviceAt !== undefined && Date.parse(deviceAt) >= CLOCK_NEVER_SET) {
    return { at: deviceAt, clock: 'device', deviceAt } as const
  }
  const hasClock = deviceTime !== undefined || given !== undefined
  const isNonsense = 'quality' in item && item.quality.includes('clock-estimated')
  return { at: now, clock: hasClock || isNonsense ? 'estimated' : 'gateway' } as const
}

function uncertain(item: DecodedItem, clock: string): { quality?: string[] } {
  if (item.type === 'event' || clock !== 'estimated' || item.quality.includes('clock-estimated')) return {}
  return { quality: [...item.quality, 'clock-estimated'] }
}
