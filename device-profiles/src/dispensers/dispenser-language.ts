import { type EventKind, isoTime } from '@kotisilta/contract'
import { pathOf, valueAt } from '../bridges/json-path.ts'
import { type DecodedEvent, failed } from '../decoded.ts'
import type { MqttDecoder } from '../open-device/open-message.ts'
import { parsePayload } from '../open-device/payload-text.ts'
import { isoFromZonedText } from '../open-device/zoned-time.ts'

/** What a word of a maker means in the life of a dose. */
export type Saying =
  | EventKind
  | { readonly kind: 'dispenser-fault'; readonly code: string; readonly cleared?: true }
  | { readonly kind: 'refill-needed' }

/** How a maker's dispenser speaks: where its serial is, what its fields are called, and its words. */
export interface DispenserLanguage {
  /** The first group is the serial. */
  readonly topic: RegExp
  /** Keys with dots between them. */
  readonly fields: {
    readonly word: string
    readonly at: string
    /** The scheduled moment of the dose. */
    readonly slot: string
    readonly medicine?: string
    readonly dosesLeft?: string
  }
  readonly words: Readonly<Record<string, Saying>>
}

const LONGEST_MEDICINE = 200

/** A decoder for a dispenser that speaks that language: JSON over MQTT, one event a message. */
export function dispenserDecoder({ topic: pattern, fields, words }: DispenserLanguage): MqttDecoder {
  return (topic, payload) => {
    const serial = pattern.exec(topic)?.[1]
    if (serial === undefined) return failed('no-decoder', `no decoder for topic ${JSON.stringify(topic.slice(0, 100))}`)
    const device = `mqtt:${serial.toLowerCase()}`
    const parsed = parsePayload(payload)
    if ('error' in parsed) return { ...parsed, device }
    const field = (name: string | undefined): unknown =>
      name === undefined ? undefined : valueAt(parsed.value.json, pathOf(name))
    const word = field(fields.word)
    if (typeof word !== 'string') return { ...failed('payload-invalid', `no text in ${fields.word}`), device }
    const saying = Object.hasOwn(words, word) ? words[word] : undefined
    if (saying === undefined)
      return { ...failed('kind-unknown', `no word ${JSON.stringify(word.slice(0, 40))}`), device }
    const at = timeOf(field(fields.at))
    const slot = timeOf(field(fields.slot))
    const kind = typeof saying === 'string' ? saying : saying.kind
    if (kind.startsWith('dose-') && slot === undefined) {
      return { ...failed('payload-invalid', `${kind} without a time in ${fields.slot}, which names the dose`), device }
    }
    const detail = detailOf(saying, { slot, medicine: field(fields.medicine), dosesLeft: field(fields.dosesLeft) })
    const item: DecodedEvent = {
      type: 'event',
      kind,
      ...(at !== undefined && { at }),
      ...(Object.keys(detail).length > 0 && { detail }),
    }
    return { items: [item], device }
  }
}

function detailOf(
  saying: Saying,
  { slot, medicine, dosesLeft }: { slot: string | undefined; medicine: unknown; dosesLeft: unknown },
): Record<string, unknown> {
  if (typeof saying === 'object' && 'code' in saying) {
    return { code: saying.code, ...(saying.cleared !== undefined && { cleared: saying.cleared }) }
  }
  const kind = typeof saying === 'string' ? saying : saying.kind
  if (kind === 'refill-needed') return typeof dosesLeft === 'number' ? { dosesLeft } : {}
  if (kind === 'travel-pack') return slot === undefined ? {} : { slots: [slot] }
  if (!kind.startsWith('dose-')) return {}
  return {
    slot,
    ...(typeof medicine === 'string' && !medicine.includes('\0') && { medicine: medicine.slice(0, LONGEST_MEDICINE) }),
  }
}

/** ISO 8601 with a zone, or seconds since 1970. */
function timeOf(value: unknown): string | undefined {
  if (typeof value === 'number') return value > 0 && value < 1e11 ? isoTime(Math.round(value * 1000)) : undefined
  return typeof value === 'string' ? isoFromZonedText(value) : undefined
}
