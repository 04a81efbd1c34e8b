import { expect, test } from 'vitest'
import { originIsOwn } from './origin.ts'

test.each([
  [undefined, 'kotisilta.example', true],
  ['https://kotisilta.example', 'kotisilta.example', true],
  ['http://127.0.0.1:8080', '127.0.0.1:8080', true],
  ['https://evil.example', 'kotisilta.example', false],
  ['https://kotisilta.example.evil.example', 'kotisilta.example', false],
  ['http://127.0.0.1:9', '127.0.0.1:8080', false],
  ['null', 'kotisilta.example', false],
  ['', 'kotisilta.example', false],
])('origin %s on host %s: %s', (origin, host, own) => {
  expect(originIsOwn(origin, host)).toBe(own)
})
