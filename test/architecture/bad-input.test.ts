import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

const ROOT = join(import.meta.dirname, '../..')
/** Over Bluetooth and MQTT, and of people and tokens; FHIR and SCAIP are not there yet. */
const ROWS = [...span(1, 39), ...span(51, 59), 65]

/** Numbers that the name of a test begins with: `bad input 13, 14, 16: ...`. */
const numbersIn = (text: string): number[] =>
  [...text.matchAll(/bad input ((?:\d+(?:, )?)+):/g)].flatMap(([, numbers = '']) => numbers.split(', ').map(Number))

test('every class of bad input that there is an entrance for has a test that says its number', () => {
  const files = globSync('{contract,device-profiles,gateway,server,bin,test}/**/*.{test,suite}.ts', {
    cwd: ROOT,
    exclude: (name) => name === 'node_modules',
  })
  expect(files.length).toBeGreaterThan(100)
  const named = new Set(files.flatMap((file) => numbersIn(readFileSync(join(ROOT, file), 'utf8'))))
  expect(ROWS.filter((row) => !named.has(row))).toEqual([])
})
