import { expect, test } from 'vitest'
import {
  celsiusFromFahrenheit,
  kilogramsFromJin,
  kilogramsFromPounds,
  mmHgFromKilopascals,
  mmolFromMgPerDl,
} from './units.ts'

test('pounds and jin become kilograms', () => {
  expect(kilogramsFromPounds(100)).toBe(45.36)
  expect(kilogramsFromPounds(140.65)).toBe(63.8)
  expect(kilogramsFromPounds(0)).toBe(0)
  expect(kilogramsFromJin(140)).toBe(70)
})

test('Fahrenheit becomes Celsius, exactly where a score changes', () => {
  expect(celsiusFromFahrenheit(98.6)).toBe(37)
  expect(celsiusFromFahrenheit(100.4)).toBe(38)
  expect(celsiusFromFahrenheit(95)).toBe(35)
  expect(celsiusFromFahrenheit(32)).toBe(0)
})

test('kilopascals become millimetres of mercury', () => {
  expect(mmHgFromKilopascals(16)).toBe(120.01)
  expect(mmHgFromKilopascals(12.06)).toBe(90.46)
  expect(mmHgFromKilopascals(0)).toBe(0)
})

test('milligrams of glucose become millimoles, and 54 mg/dL is the 3.0 mmol/L of the guidelines', () => {
  expect(mmolFromMgPerDl(54)).toBe(3)
  expect(mmolFromMgPerDl(70)).toBe(3.88)
  expect(mmolFromMgPerDl(100)).toBe(5.55)
})
