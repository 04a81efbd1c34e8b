import { EVENT_KINDS, READING_KIND_NAMES } from '@kotisilta/contract'
import { z } from 'zod'
import { failed } from '../decoded.ts'
import type { Parsed } from '../frame/frame-decoder.ts'
import { converterTo, ucumOf } from '../reading-units.ts'

const fieldSchema = z.string().min(1).max(200)
const scalarSchema = z.union([z.string().max(200), z.number(), z.boolean()])
const common = {
  /** Keys into the JSON of the message, with dots between them; absent for a message that is the value itself. */
  field: fieldSchema.optional(),
  /** The field that holds the device's own time. */
  time: fieldSchema.optional(),
}

const eventRuleSchema = z.strictObject({
  ...common,
  means: z.enum(EVENT_KINDS),
  /** The value that means it. */
  when: scalarSchema,
  /** A button: each message is a press. Otherwise only a change is news. */
  each: z.boolean().default(false),
})

const readingRuleSchema = z.strictObject({
  ...common,
  means: z.enum(READING_KIND_NAMES).exclude(['consciousness', 'blood-pressure']),
  unit: z.string().max(16),
  over: z
    .string()
    .regex(/^P(?=.)(\d{1,4}D)?(T(?=.)(\d{1,4}H)?(\d{1,5}M)?(\d{1,7}S)?)?$/, 'an ISO 8601 duration')
    .optional(),
})

const pressureRuleSchema = z.strictObject({
  means: z.literal('blood-pressure'),
  unit: z.string().max(16),
  systolic: fieldSchema,
  diastolic: fieldSchema,
  mean: fieldSchema.optional(),
  time: fieldSchema.optional(),
})

const ruleSchema = z.union([eventRuleSchema, readingRuleSchema, pressureRuleSchema])
export type EventRule = z.infer<typeof eventRuleSchema>
export type ReadingRule = z.infer<typeof readingRuleSchema>
export type PressureRule = z.infer<typeof pressureRuleSchema>
export type Rule = EventRule | ReadingRule | PressureRule

const SERIAL = '{serial}'
/** The gateway's broker passes on none that are deeper. */
const LEVELS = 16

const mappedDeviceSchema = z.strictObject({
  device: z
    .string()
    .regex(
      /^mqtt:([a-z0-9._-]|\{serial\}){1,64}$/,
      'mqtt: and small letters, digits, dots and dashes; {serial} from the topic',
    ),
  topic: z
    .string()
    .min(1)
    .max(200)
    .refine((topic) => !/[+#]/.test(topic), 'no wildcards; {serial} stands for one level')
    .refine((topic) => !/^([$]|kotisilta(-device)?(\/|$))/.test(topic), 'topics of $ and kotisilta are others’')
    .refine((topic) => topic.split('/').length <= LEVELS, `at most ${LEVELS} levels`),
  says: z.array(ruleSchema).min(1).max(50),
})
export type MappedDevice = z.infer<typeof mappedDeviceSchema>

const mappingSchema = z
  .strictObject({ devices: z.array(mappedDeviceSchema).min(1).max(500) })
  .superRefine((mapping, context) => {
    for (const [index, { device, topic, says }] of mapping.devices.entries()) {
      const fault = (path: readonly (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path: ['devices', index, ...path], message })
      const inTopic = topic.split('/').filter((level) => level === SERIAL).length
      if (topic.includes(SERIAL) && inTopic !== 1) fault(['topic'], '{serial} is a whole level, once')
      if (device.includes(SERIAL) !== topic.includes(SERIAL)) fault(['device'], '{serial} is in both or in neither')
      for (const [place, rule] of says.entries()) {
        if ('when' in rule) continue
        if (converterTo(rule.means, ucumOf(rule.unit)) === undefined) {
          fault(['says', place, 'unit'], `${rule.means} is not measured in ${rule.unit}`)
        }
        if (['steps', 'activity', 'sleep'].includes(rule.means) && !('over' in rule && rule.over !== undefined)) {
          fault(['says', place, 'over'], `${rule.means} needs the interval that it covers`)
        }
      }
    }
  })
export type Mapping = z.infer<typeof mappingSchema>

/** A mapping from what a YAML or JSON file held, or all of its faults, each with its place. */
export function parseMapping(content: unknown): Parsed<Mapping> {
  const parsed = mappingSchema.safeParse(content)
  return parsed.success ? { value: parsed.data } : failed('payload-invalid', z.prettifyError(parsed.error))
}
