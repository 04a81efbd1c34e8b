import { expect, test } from 'vitest'
import { atLeastTimes, atMost } from './row.ts'
import { tableText } from './table.ts'

test('the table holds ours against the others and says which goals were reached', () => {
  const text = tableText([
    {
      what: 'rate',
      bare: 100_000,
      plain: 20_000,
      ours: 50_000,
      compared: true,
      bar: atLeastTimes(0.3, 50_000, 100_000, 'bare'),
      aim: atLeastTimes(0.6, 50_000, 100_000, 'bare'),
    },
    { what: 'time, ms', ours: 3.456, decimals: 1, bar: atMost(3, 3.456), aim: atMost(3, undefined) },
  ])
  expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['', 'bare aedes', 'plain Node', 'Kotisilta', '/bare', '/plain', 'bar', 'aim'],
    ['rate', '100,000', '20,000', '50,000', '0.50', '2.50', '+ >= 0.30 x bare', '- >= 0.60 x bare'],
    ['time, ms', '-', '-', '3.5', '- <= 3', '<= 3'],
  ])
})
