import { expect, test } from 'vitest'
import { daysOf } from './days-of.ts'

test('a calendar is cut at Helsinki’s midnights, also on a day of 23 hours', () => {
  const aino = { id: 'aino', name: 'Aino' }
  const days = daysOf({
    from: '2027-03-27T05:00:00.000Z',
    until: '2027-03-29T05:00:00.000Z',
    schedules: [
      {
        id: 'nights',
        name: 'Nights',
        duties: [{ from: '2027-03-27T05:00:00.000Z', until: '2027-03-29T05:00:00.000Z', staff: [aino] }],
      },
    ],
    faults: [],
    holidays: [{ date: '2027-03-28', name: 'easter-sunday' }],
  })
  expect(days.map(({ date, holiday, duties }) => [date, holiday, duties[0]?.[0]?.from, duties[0]?.[0]?.until])).toEqual(
    [
      ['2027-03-27', undefined, '2027-03-27T05:00:00.000Z', '2027-03-27T22:00:00.000Z'],
      ['2027-03-28', 'easter-sunday', '2027-03-27T22:00:00.000Z', '2027-03-28T21:00:00.000Z'],
      ['2027-03-29', undefined, '2027-03-28T21:00:00.000Z', '2027-03-29T05:00:00.000Z'],
    ],
  )
})
