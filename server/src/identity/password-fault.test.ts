import { describe, expect, test } from 'vitest'
import { passwordFault } from './password-fault.ts'

const fault = (password: string) => passwordFault(password, ['aino.aalto', 'Aino Aalto'])

describe('a password that is chosen', () => {
  test.each(['', 'seven77', 'ääääää7'])('%j is too short', async (password) => {
    expect(await fault(password)).toBe('password-too-short')
  })

  test.each([
    'password',
    'PassWord1',
    'iloveyou2026!',
    '12345678',
    'qwertyuiop',
    'aaaaaaaaaaaa',
    'Kotisilta2026',
    'aino.aalto1',
    'Aalto12345',
  ])('%j is one that is guessed first', async (password) => {
    expect(await fault(password)).toBe('password-easy')
  })

  test.each(['a long enough password', 'hammas-kuu-vispilä', 'Xk7#pQ9z', 'aalto meren yllä', '        x1ö?         '])(
    '%j is taken as it is',
    async (password) => {
      expect(await fault(password)).toBeUndefined()
    },
  )
})
