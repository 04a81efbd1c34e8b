import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Milliseconds } from '@kotisilta/contract'
import { z } from 'zod'

const memorySchema = z.object({
  seed: z.int(),
  homes: z.int(),
  /** Up to when the past was made up, on the demo's clock; who is ill has been so since some days before. */
  historyEnd: z.number(),
  /** When the homes came to life and the story began. */
  storyStart: z.number(),
  /** What the demo's clock showed when it was last looked at. */
  clock: z.number(),
})
export type DemoMemory = z.infer<typeof memorySchema>

/** What a demo has to remember so that it goes on where it was; in its data folder. */
export function demoMemory(dataDir: string) {
  const file = join(dataDir, 'demo.json')
  return {
    read(): DemoMemory | undefined {
      try {
        return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
      } catch {
        return undefined
      }
    },
    write(memory: DemoMemory): void {
      writeFileSync(file, JSON.stringify(memory))
    },
  }
}

/** A fast clock has run ahead of the world's: it goes on from where it was, never back. */
export const resumedAt = (memory: DemoMemory | undefined, now: Milliseconds): Milliseconds =>
  Math.max(now, memory?.clock ?? 0)
