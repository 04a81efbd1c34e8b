import { z } from 'zod'

/** What makes a plan contradict itself, closed. */
export const PLAN_FAULT_CODES = [
  'red-inside-yellow',
  'low-not-below-high',
  'value-does-not-fit',
  'component-missing',
  'component-misplaced',
  'kind-has-no-limits',
  'twice',
  'ends-before-it-begins',
  'doses-overlap',
  'pauses-overlap',
  'wrong-order',
  'responsible-unknown',
] as const

/** What a plan may say, though it is probably not meant, closed. */
export const PLAN_WARNING_CODES = [
  'nobody-measures',
  'limit-empty',
  'schedule-too-sparse',
  'long-pause',
  'goal-past',
  'no-doses',
  'limits-off',
] as const

/** Where something is wrong: the path of `pathKey` in the plan's tree, or `pauses/<place>`. */
export const planFaultSchema = z.object({ path: z.string(), code: z.enum(PLAN_FAULT_CODES) })
export type PlanFault = z.infer<typeof planFaultSchema>
export const planWarningSchema = z.object({ path: z.string(), code: z.enum(PLAN_WARNING_CODES) })
export type PlanWarning = z.infer<typeof planWarningSchema>
