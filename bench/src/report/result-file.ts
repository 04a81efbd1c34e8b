import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../outcome.ts'

const FOLDER = join(import.meta.dirname, '../../results')

/** Keeps an outcome as JSON; returns where. */
export function writeResult(outcome: Outcome): string {
  mkdirSync(FOLDER, { recursive: true })
  const file = join(FOLDER, `${outcome.startedAt.replaceAll(':', '-')}-${outcome.mode}.json`)
  writeFileSync(file, `${JSON.stringify(outcome, rounded, 1)}\n`)
  return file
}

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1000) / 1000 : value
