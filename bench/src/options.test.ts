import { expect, test } from 'vitest'
import { parseOptions } from './options.ts'

test('without arguments there are three rounds, quick has one', () => {
  expect(parseOptions([])).toMatchObject({ mode: 'default', rounds: 3, baselinesOnly: false })
  expect(parseOptions(['quick'])).toMatchObject({ mode: 'quick', rounds: 1 })
  expect(parseOptions(['quick', '--rounds', '2', '--baselines-only'])).toMatchObject({ rounds: 2, baselinesOnly: true })
})

test.each([[['fast']], [['quick', 'detection']], [['--rounds', '0']], [['--rounds', 'x']], [['--unknown']]])(
  'what cannot be meant is refused: %j',
  (args) => {
    expect(() => parseOptions(args)).toThrow(TypeError)
  },
)
