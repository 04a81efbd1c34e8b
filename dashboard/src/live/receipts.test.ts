import { describe, expect, it } from 'vitest'
import { alertId, anAlert, byId } from './alert.fixture.ts'
import { createReceipts } from './receipts.ts'

describe('receipts', () => {
  it('are given once, and only for what is on the screen in that version or a newer one', () => {
    const given: string[] = []
    const receipts = createReceipts()
    receipts.expect(alertId(1), 2, () => given.push('first, version 2'))
    receipts.expect(alertId(2), 1, () => given.push('second'))

    receipts.confirm(byId())
    receipts.confirm(byId(anAlert(1, 'high', { version: 1 })))
    expect(given).toEqual([])

    receipts.confirm(byId(anAlert(1, 'high', { version: 2 })))
    receipts.confirm(byId(anAlert(1, 'high', { version: 3 }), anAlert(2, 'high', { version: 4 })))
    expect(given).toEqual(['first, version 2', 'second'])
  })
})
