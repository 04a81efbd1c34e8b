import { type CommandResultMessage, HOME_COMMANDS } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dispatch } from './dispatch.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const id = '01JD7Z4QK2W3E5R6T7Y8V9B0NM'
const locate = { id, command: 'locate', args: { device: 'mqtt:robot-1' }, expires: '2026-11-26T08:00:00.000Z' }
const nothingKnown = () => undefined

describe('a command', () => {
  it('is done until the moment at which it expires, and not after it', () => {
    expect(dispatch(locate, nothingKnown, NOW)).toEqual({
      do: 'run',
      run: { id, command: 'locate', args: { device: 'mqtt:robot-1' } },
    })
    const late = { id, status: 'refused', code: 'command-expired' }
    expect(dispatch(locate, nothingKnown, NOW + 1)).toEqual({ do: 'answer', result: late })
  })

  it('that comes again is answered as before, also when it is too late by now', () => {
    const done: CommandResultMessage = { id, status: 'done', code: 'located', device: 'mqtt:robot-1' }
    expect(dispatch(locate, (asked) => (asked === id ? done : undefined), NOW + 1e9)).toEqual({
      do: 'answer',
      result: done,
    })
  })

  it('that this version does not know, or does not understand, is refused under its id', () => {
    const code = (content: unknown) => {
      const dispatched = dispatch(content, nothingKnown, NOW)
      return dispatched.do === 'answer' ? dispatched.result.code : dispatched.do
    }
    expect(code({ ...locate, command: 'sing' })).toBe('command-unknown')
    expect(code({ ...locate, args: {} })).toBe('args-invalid')
    expect(code({ ...locate, args: { device: '../../etc' } })).toBe('args-invalid')
    expect(code({ ...locate, expires: 'tomorrow' })).toBe('command-unknown')
    expect(
      code({ id, command: 'update', args: { version: '1.0.0', from: 'file:///etc' }, expires: locate.expires }),
    ).toBe('args-invalid')
  })

  it('without an id is nothing, and whatever comes never throws', () => {
    expect(dispatch({ ...locate, id: 'x' }, nothingKnown, NOW)).toEqual({ do: 'nothing' })
    fc.assert(
      fc.property(fc.anything(), (content) => {
        dispatch(content, nothingKnown, NOW)
      }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...HOME_COMMANDS), fc.dictionary(fc.string(), fc.anything()), (command, args) => {
        expect(['run', 'answer']).toContain(dispatch({ ...locate, command, args }, nothingKnown, NOW).do)
      }),
    )
  })
})
