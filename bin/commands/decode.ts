import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { isoTime, systemClock } from '@kotisilta/contract'
import {
  bytesOf,
  type Decoded,
  type DecodedItem,
  type DecodedMessage,
  type DeviceProfile,
  decodeCharacteristic,
  decodeManufacturerData,
  decodeMqtt,
  decodeServiceData,
  isoFromDeviceTime,
  matchProfile,
  profileById,
  type Sighting,
  shortUuid,
} from '@kotisilta/device-profiles'
import { Command } from 'commander'

/** Most characters of one line of a batch. */
const LONGEST_LINE = 1024 * 1024
/** Output is written in pieces of about this size. */
const PIECE = 64 * 1024

/** One frame and where it was heard: what the options give, and what a line of a batch holds. */
interface Request {
  readonly characteristic?: string
  readonly serviceData?: string
  readonly manufacturer?: string
  readonly mqttTopic?: string
  readonly hex?: string
  readonly payload?: string
  readonly profile?: string
  readonly name?: string
}
const REQUEST_FIELDS = [
  'characteristic',
  'serviceData',
  'manufacturer',
  'mqttTopic',
  'hex',
  'payload',
  'profile',
  'name',
] as const
const SOURCES = ['characteristic', 'serviceData', 'manufacturer', 'mqttTopic'] as const

type Answer = DecodedMessage | { readonly error: { readonly code: string; readonly message: string } }

const refused = (code: string, message: string) => ({ error: { code, message } })

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
    .option('--batch <file>', 'one frame a line as JSON, - for standard input; one line each with items or error')
    .addHelpText('after', HELP)
    .action(async (options: Request & { batch?: string }) => {
      const zone = process.env.KOTISILTA_TIME_ZONE || 'Europe/Helsinki'
      if (!isTimeZone(zone)) return fail(`time-zone-unknown: KOTISILTA_TIME_ZONE is ${zone}`)
      process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
      if (options.batch === undefined) return decodeOne(options, zone)
      const input = options.batch === '-' ? process.stdin : createReadStream(options.batch)
      await decodeBatch(input, zone).catch((error: unknown) => fail(`batch-unreadable: ${String(error)}`))
    })
}

const HELP = `
One JSON item a line on standard output. "at" is the frame's own time, read in KOTISILTA_TIME_ZONE (Europe/Helsinki),
or now with "clock":"gateway" where the frame has none. A valid frame without a usable value prints nothing; why is said
on standard error. A bad frame ends with 1 and its error.`

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

function decodeOne(request: Request, zone: string): void {
  const answer = decodeRequest(request)
  if ('error' in answer) return fail(errorText(answer))
  const now = isoTime(systemClock.now())
  for (const item of answer.items) process.stdout.write(`${JSON.stringify(printed(item, answer.device, zone, now))}\n`)
  for (const { kind, reason } of answer.withheld ?? []) process.stderr.write(`no ${kind}: ${reason}\n`)
}

/** Lines in, as many lines out, in the same order and without holding more than a piece of either. */
async function decodeBatch(input: Readable, zone: string): Promise<void> {
  let output = ''
  for await (const line of linesOf(input)) {
    output += `${answerLine(line, zone)}\n`
    if (output.length < PIECE) continue
    if (!process.stdout.write(output)) await once(process.stdout, 'drain')
    output = ''
  }
  process.stdout.write(output)
}

function answerLine(line: Uint8Array | 'too-long', zone: string): string {
  const request = line === 'too-long' ? refused('line-too-long', `more than ${LONGEST_LINE} bytes`) : requestOf(line)
  const answer = 'error' in request ? request : decodeRequest(request)
  if ('error' in answer) return JSON.stringify({ error: errorText(answer) })
  const now = isoTime(systemClock.now())
  return JSON.stringify({ items: answer.items.map((item) => printed(item, answer.device, zone, now)) })
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

function decodeRequest(request: Request): Answer {
  const sources = SOURCES.filter((source) => request[source] !== undefined)
  const [source] = sources
  if (source === undefined || sources.length > 1) return refused('request-invalid', `give one of ${SOURCES.join(', ')}`)
  const profile = request.profile === undefined ? undefined : profileById(request.profile)
  if (request.profile !== undefined && profile === undefined) {
    return refused('profile-unknown', `no profile ${JSON.stringify(request.profile)}`)
  }
  const key = request[source] ?? ''
  if (source === 'mqttTopic') {
    return request.payload === undefined
      ? refused('request-invalid', 'a topic needs a payload')
      : decodeMqtt(key, request.payload, profile)
  }
  if (request.hex === undefined) return refused('request-invalid', 'a frame needs hex')
  const frame = bytesOf(request.hex)
  if (frame === undefined) return refused('hex-malformed', 'hex is pairs of 0-9 and a-f')
  return decodeFrame(source, key, frame, profile ?? profileByName(request.name, source, key, frame))
}

function decodeFrame(
  source: Exclude<(typeof SOURCES)[number], 'mqttTopic'>,
  key: string,
  frame: Uint8Array,
  profile: DeviceProfile | undefined,
): Decoded {
  switch (source) {
    case 'characteristic':
      return decodeCharacteristic(key, frame, profile)
    case 'serviceData':
      return decodeServiceData(key, frame, profile)
    case 'manufacturer':
      return decodeManufacturerData(key, frame, profile)
  }
}

/** The profile that a gateway would have chosen on hearing that name and frame. */
function profileByName(
  name: string | undefined,
  source: string,
  key: string,
  frame: Uint8Array,
): DeviceProfile | undefined {
  if (name === undefined) return undefined
  const heard = (as: string): Record<string, Uint8Array> => (source === as ? { [shortUuid(key)]: frame } : {})
  const sighting: Sighting = {
    address: '',
    name,
    services: [],
    serviceData: heard('serviceData'),
    manufacturerData: heard('manufacturer'),
  }
  return matchProfile(sighting)
}

/** The item as the gateway would send it, but for its id and, over Bluetooth, the device. */
function printed(item: DecodedItem, device: string | undefined, zone: string, now: string): object {
  const { deviceTime, at: given, urgent: _, type, ...rest } = item
  const deviceAt = given ?? (deviceTime === undefined ? undefined : isoFromDeviceTime(deviceTime, zone))
  const time = deviceAt === undefined ? { at: now, clock: 'gateway' } : { at: deviceAt, clock: 'device', deviceAt }
  return { type, ...(device !== undefined && { device }), ...rest, ...time }
}

/** The lines of a stream of bytes; a last one without its end counts, an empty end does not. */
async function* linesOf(input: Readable): AsyncGenerator<Uint8Array | 'too-long'> {
  let rest: Buffer[] = []
  let length = 0
  const take = (tail: Buffer): Uint8Array | 'too-long' => {
    const line = length + tail.length > LONGEST_LINE ? 'too-long' : Buffer.concat([...rest, tail])
    rest = []
    length = 0
    return line
  }
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield take(chunk.subarray(start, end))
      start = end + 1
    }
    length += chunk.length - start
    if (length <= LONGEST_LINE) rest.push(chunk.subarray(start))
    else rest = []
  }
  if (length > 0) yield take(Buffer.alloc(0))
}
