import { type EventKind, isoTime, isUrgent, READING_KINDS } from '@kotisilta/contract'
import { type Decoded, type DecodedItem, failed } from '../decoded.ts'
import { parsePayload, payloadText } from '../open-device/payload-text.ts'
import { isoFromZonedText } from '../open-device/zoned-time.ts'
import { converterTo, ucumOf } from '../reading-units.ts'
import { type Bridge, type BridgeMessage, type BridgeState, nothing } from './bridge.ts'
import { pathOf, valueAt } from './json-path.ts'
import type { EventRule, MappedDevice, Mapping, PressureRule, ReadingRule, Rule } from './mapping-schema.ts'
import { numberOf } from './value-template.ts'

export interface MappingState extends BridgeState {
  /** The last value of each field that means an event, by device and field. */
  readonly last: Readonly<Record<string, string>>
}

const MOST_REMEMBERED = 5000
/** Said first, and of no news: how things mostly are. */
const RESTING: ReadonlySet<EventKind> = new Set<EventKind>(['door-closed', 'bed-left', 'device-online'])

/** Plain topics by a technician's mapping: docs/local-mqtt.md. */
export const mapped = ({ devices }: Mapping): Bridge<MappingState> => ({
  initial: { memory: {}, last: {} },
  topics: () => [...new Set(devices.map(({ topic }) => topic.replace('{serial}', '+')))],
  step(state, message) {
    const found = devices.flatMap((each) => {
      const device = deviceOf(each, message.topic)
      return device === undefined ? [] : [{ device, says: each.says }]
    })
    if (found.length === 0) return nothing(state)
    const source = sourceOf(message)
    let last = state.last
    const heard = found.map(({ device, says }) => {
      const read = says.map((rule) => ruleSays(rule, source, last[`${device} ${fieldOf(rule)}`]))
      last = { ...last, ...remembered(device, says, source, last) }
      return { device, decoded: together(read) }
    })
    return { state: { ...state, last }, heard }
  },
})

/** The device of that topic; its serial is one level, in small letters. */
function deviceOf({ device, topic }: MappedDevice, heard: string): string | undefined {
  const [wanted, levels] = [topic.split('/'), heard.split('/')]
  if (wanted.length !== levels.length) return undefined
  if (!wanted.every((level, index) => level === '{serial}' || level === levels[index])) return undefined
  const serial = levels[wanted.indexOf('{serial}')]?.toLowerCase() ?? ''
  const whole = device.replace('{serial}', serial)
  return /^mqtt:[a-z0-9._-]{1,64}$/.test(whole) ? whole : undefined
}

/** The message both ways: as JSON where a rule names a field, as its text where none does. */
interface Source {
  readonly text: string | undefined
  readonly json: ReturnType<typeof parsePayload>
}

const sourceOf = ({ payload }: BridgeMessage): Source => ({ text: payloadText(payload), json: parsePayload(payload) })

const fieldValue = ({ text, json }: Source, field: string | undefined): unknown =>
  field === undefined ? text : 'error' in json ? undefined : valueAt(json.value.json, pathOf(field))

const fieldOf = (rule: Rule): string => ('field' in rule ? (rule.field ?? '') : '')

function ruleSays(rule: Rule, source: Source, before: string | undefined): Decoded {
  if ('when' in rule) return eventSaid(rule, source, before)
  return 'systolic' in rule ? pressureSaid(rule, source) : readingSaid(rule, source)
}

function eventSaid(
  { field, time, means: kind, when, each }: EventRule,
  source: Source,
  before: string | undefined,
): Decoded {
  const value = fieldValue(source, field)
  if (value === undefined && field !== undefined && 'error' in source.json) return source.json
  const matches = field === undefined ? value === String(when) : value === when
  const isNews = each || (before === undefined ? !RESTING.has(kind) : before !== String(value))
  if (!matches || !isNews) return { items: [] }
  const urgent = isUrgent({ type: 'event', kind })
  return { items: [{ type: 'event', kind, ...timeIn(source, time), ...(urgent && { urgent }) }] }
}

function readingSaid({ field, time, means: kind, unit, over }: ReadingRule, source: Source): Decoded {
  const value = fieldValue(source, field)
  if (value === undefined) return field !== undefined && 'error' in source.json ? source.json : { items: [] }
  const number = numberOf(value, field === undefined ? 'text' : { keys: [] })
  const converted = number === undefined ? undefined : converterTo(kind, ucumOf(unit))?.(number)
  if (converted === undefined) return failed('payload-invalid', `${kind}: ${JSON.stringify(value)} is no number`)
  const reading: DecodedItem = { type: 'reading', kind, value: converted, unit: READING_KINDS[kind].unit, quality: [] }
  return { items: [{ ...reading, ...timeIn(source, time), ...(over !== undefined && { over }) }] }
}

function pressureSaid({ systolic, diastolic, mean, unit, time }: PressureRule, source: Source): Decoded {
  if ('error' in source.json) return source.json
  const kind = 'blood-pressure'
  const convert = converterTo(kind, ucumOf(unit))
  const read = (field: string | undefined): number | undefined => {
    const value = field === undefined ? undefined : fieldValue(source, field)
    return typeof value === 'number' ? convert?.(value) : undefined
  }
  const [high, low, middle] = [read(systolic), read(diastolic), read(mean)]
  if (high === undefined && low === undefined) return { items: [] }
  if (high === undefined || low === undefined) return failed('payload-invalid', `${kind} needs both of its numbers`)
  const components = { systolic: high, diastolic: low, ...(middle !== undefined && { mean: middle }) }
  const unitOf = READING_KINDS[kind].unit
  return { items: [{ type: 'reading', kind, components, unit: unitOf, quality: [], ...timeIn(source, time) }] }
}

/** ISO 8601 with a zone, or seconds since 1970; a time that is neither is left out and the moment of arrival stands in. */
function timeIn(source: Source, field: string | undefined): { at?: string } {
  const value = field === undefined ? undefined : fieldValue(source, field)
  if (typeof value === 'number' && value > 0 && value < 1e11) return { at: isoTime(Math.round(value * 1000)) }
  const at = typeof value === 'string' ? isoFromZonedText(value) : undefined
  return at === undefined ? {} : { at }
}

function remembered(
  device: string,
  says: readonly Rule[],
  source: Source,
  last: MappingState['last'],
): MappingState['last'] {
  if (Object.keys(last).length >= MOST_REMEMBERED) return {}
  const values = says
    .filter((rule) => 'when' in rule)
    .map((rule) => [`${device} ${fieldOf(rule)}`, fieldValue(source, rule.field)] as const)
  return Object.fromEntries(
    values.filter(([, value]) => value !== undefined).map(([key, value]) => [key, String(value)]),
  )
}

/** All that the rules found; the first fault, if they found nothing. */
function together(read: readonly Decoded[]): Decoded {
  const items = read.flatMap((each) => ('error' in each ? [] : each.items))
  const fault = read.find((each) => 'error' in each)
  return items.length === 0 && fault !== undefined ? fault : { items }
}
