import { describe, expect, test } from 'vitest'
import { parseMapping } from './mapping-schema.ts'

const device = { device: 'mqtt:mat', topic: 'home/mat', says: [{ means: 'bed-entered', when: '1' }] }
const faultOf = (changed: object): string => {
  const parsed = parseMapping({ devices: [{ ...device, ...changed }] })
  return 'error' in parsed ? parsed.error.message : 'no fault'
}

describe('a mapping', () => {
  test('that is right has no fault', () => {
    expect(faultOf({})).toBe('no fault')
    expect(faultOf({ device: 'mqtt:mat-{serial}', topic: 'home/{serial}/mat' })).toBe('no fault')
  })

  test.each([
    [{ topic: 'home/#' }, 'no wildcards'],
    [{ topic: 'kotisilta-device/v1/robot/event' }, 'are others’'],
    [{ topic: '$SYS/uptime' }, 'are others’'],
    [{ topic: 'a/'.repeat(16) }, '16 levels'],
    [{ device: 'mqtt:Mat' }, 'small letters'],
    [{ device: 'mat' }, 'mqtt:'],
    [{ topic: 'home/{serial}' }, 'in both or in neither'],
    [{ topic: 'home/x{serial}', device: 'mqtt:{serial}' }, 'a whole level'],
    [{ says: [] }, 'says'],
    [{ says: [{ means: 'body-weight', unit: 'stone' }] }, 'not measured in stone'],
    [{ says: [{ means: 'steps', unit: '1' }] }, 'the interval'],
    [{ says: [{ means: 'mood', when: 1 }] }, 'says'],
    [{ says: [{ means: 'bed-entered', when: '1', wen: 1 }] }, 'says'],
    [{ extra: 1 }, 'extra'],
  ])('%j is told where it is wrong', (changed, words) => {
    expect(faultOf(changed)).toContain(words)
  })

  test('tells all its faults at once', () => {
    const faults = faultOf({ topic: 'a/+', device: 'x', says: [] })
    expect(faults.match(/✖/g)?.length).toBe(3)
  })

  test.each([[null], [[]], ['devices'], [{}], [{ devices: [] }]])('%j is none', (content) => {
    expect(parseMapping(content)).toMatchObject({ error: { code: 'payload-invalid' } })
  })
})
