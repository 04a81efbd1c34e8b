import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const ROWS = 39

/** Numbers that the name of a test begins with: `bad input 13, 14, 16: ...`. */
const numbersIn = (text: string): number[] =>
  [...text.matchAll(/bad input ((?:\d+(?:, )?)+):/g)].flatMap(([, numbers = '']) => numbers.split(', ').map(Number))

test('every class of bad input over Bluetooth and MQTT has a test that says its number', () => {
  const files = globSync('{contract,device-profiles,gateway,server,bin,test}/**/*.{test,suite}.ts', {
    cwd: ROOT,
    exclude: (name) => name === 'node_modules',
  })
  expect(files.length).toBeGreaterThan(100)
  const named = new Set(files.flatMap((file) => numbersIn(readFileSync(join(ROOT, file), 'utf8'))))
  expect(Array.from({ length: ROWS }, (_, index) => index + 1).filter((row) => !named.has(row))).toEqual([])
})
