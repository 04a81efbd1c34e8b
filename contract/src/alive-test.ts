import { z } from 'zod'
import { gatewayIdSchema, isoTimeSchema } from './identifiers.ts'

/** How far a test alarm from a home has come, or why it did not get to a screen. */
export const ALIVE_TEST_RESULTS = [
  'proved',
  /** The gateway did not answer: off, cut off, or it could not. */
  'not-answered',
  /** The gateway sent it, and it did not arrive here. */
  'not-arrived',
  /** It arrived, and no screen of anybody who looks after this home confirmed it. */
  'no-screen',
] as const
export const aliveTestResultSchema = z.enum(ALIVE_TEST_RESULTS)
export type AliveTestResult = z.infer<typeof aliveTestResultSchema>

/** One row of `GET /api/v1/alive-tests`: a home, without people. */
export const aliveTestRowSchema = z.object({
  home: z.string(),
  gateway: gatewayIdSchema,
  /** When a screen last confirmed a test alarm from there; null: never. */
  lastProved: isoTimeSchema.nullable(),
  /** From the server's asking to the screen's confirmation, of that one. */
  pathMs: z.int().nullable(),
  /** The latest test: null while it is under way, or if there was none. */
  lastAsked: isoTimeSchema.nullable(),
  lastResult: aliveTestResultSchema.nullable(),
})
export type AliveTestRow = z.infer<typeof aliveTestRowSchema>

/** `POST /api/v1/alive-tests` */
export const askAliveTestSchema = z.strictObject({ gateway: gatewayIdSchema })
