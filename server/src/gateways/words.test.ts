import { describe, expect, test } from 'vitest'
import { GatewayWords } from './words.ts'

const homes = (count: number) => Array.from({ length: count }, (_, index) => `gw-${index}`)
const known = (count: number) => homes(count).map((gateway) => ({ gateway, lastHeard: 1 }))
const told = (words: GatewayWords) =>
  words.take(3).map(({ gateway, online }) => `${gateway} ${online ? 'came' : 'went'}`)

describe('what is told of gateways', () => {
  test('is who came and who went, once', () => {
    const words = new GatewayWords([])
    words.connected('gw-1', 1)
    words.connected('gw-2', 1)
    words.disconnected('gw-2', 2)
    expect(told(words)).toEqual(['gw-1 came', 'gw-2 came', 'gw-2 went'])
    expect(told(words)).toEqual([])
  })

  test('is that its radio has trouble, and that it is well again, each once', () => {
    const words = new GatewayWords([])
    words.radio('gw-1', false, 1)
    words.radio('gw-1', true, 2)
    words.radio('gw-1', true, 3)
    words.radio('gw-1', false, 4)
    expect(words.take(5)).toEqual([
      { gateway: 'gw-1', of: 'radio', online: false, at: 2 },
      { gateway: 'gw-1', of: 'radio', online: true, at: 4 },
    ])
  })

  test('is not that one went which is back already', () => {
    const words = new GatewayWords([])
    for (const gateway of homes(3)) words.connected(gateway, 1)
    words.take(3)
    words.disconnected('gw-0', 2)
    words.connected('gw-0', 3)
    expect(words.take(3)).toEqual([{ gateway: 'gw-0', online: true, at: 3 }])
  })

  test.each([
    [9, 9],
    [10, 0],
  ])('after a restart with %i of which none is back is %i, with when they were last heard', (count, expected) => {
    const words = new GatewayWords(known(count))
    expect(words.areMostLost()).toBe(expected === 0)
    expect(words.take(3)).toEqual(
      known(count)
        .slice(0, expected)
        .map(({ gateway }) => ({ gateway, online: false, at: 1 })),
    )
  })

  test('is those that are still lost when half of all are back', () => {
    const words = new GatewayWords(known(40))
    for (const gateway of homes(19)) words.connected(gateway, 2)
    expect(told(words)).toHaveLength(19)
    words.connected('gw-19', 2)
    expect(words.areMostLost()).toBe(false)
    expect(told(words)).toEqual([
      'gw-19 came',
      ...homes(40)
        .slice(20)
        .map((gateway) => `${gateway} went`),
    ])
  })

  test('is nothing, home by home, when most are lost at once', () => {
    const words = new GatewayWords([])
    for (const gateway of homes(30)) words.connected(gateway, 1)
    words.take(3)
    for (const gateway of homes(16)) words.disconnected(gateway, 2)
    expect([words.areMostLost(), told(words)]).toEqual([true, []])
    expect([words.areMostLostForLong(120_002), words.areMostLostForLong(120_003)]).toEqual([false, true])
    for (const gateway of homes(8)) words.connected(gateway, 3)
    expect(told(words)).toEqual([
      ...homes(8).map((gateway) => `${gateway} came`),
      ...homes(16)
        .slice(8)
        .map((gateway) => `${gateway} went`),
    ])
    expect(words.areMostLostForLong(1_000_000)).toBe(false)
  })
})
