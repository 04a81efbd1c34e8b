import { expect, test } from 'vitest'
import { pinIsTooSimple } from './pin.ts'

test.each(['1111', '1234', '4321', '7890', '00000000', '98765432', '123', '123456789', '12a4', '', ' 1357'])(
  '%s is refused',
  (pin) => expect(pinIsTooSimple(pin)).toBe(true),
)

test.each(['1357', '4711', '0042', '90909090', '135790'])('%s will do', (pin) =>
  expect(pinIsTooSimple(pin)).toBe(false),
)
