import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { groupPlan, isoTime } from '@kotisilta/contract'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { backtestFile } from './file.ts'

vi.setConfig({ testTimeout: 30_000 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kotisilta-backtest-file-'))
})
afterAll(() => rm(folder, { recursive: true }))

const PATIENTS = 7
const HOURS = 60

interface Line {
  patient: string
  at: string
}

const pulse = (patient: number, hour: number): Line => ({
  patient: `patient-${patient} Ä`,
  ...{ type: 'reading', id: String(patient * 1000 + hour).padStart(26, '0'), device: 'test:meter', kind: 'heart-rate' },
  ...{ value: (hour + patient) % 11 === 0 ? 140 : 70, unit: '/min', clock: 'device', quality: [] },
  at: isoTime(Date.UTC(2026, 10, 1, hour)),
})

const grouped = Array.from({ length: PATIENTS * HOURS }, (_, index) => pulse(Math.floor(index / HOURS), index % HOURS))
const interleaved = grouped.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
/** Two of the seven are not in event time. */
const partlyReversed = interleaved.toSorted((a, b) =>
  a.patient.startsWith('patient-2') && b.patient === a.patient && a.at < b.at ? 1 : 0,
)
const withOneMoved = [...interleaved.slice(5), ...interleaved.slice(0, 5)]

const text = (lines: readonly unknown[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')

async function judged(content: string, threads: number, chunkBytes: number) {
  const file = path.join(folder, 'history.ndjson')
  await writeFile(file, content)
  let told = ''
  const write = async (more: string) => {
    told += more
  }
  const { summary } = await backtestFile({ path: file, plan: groupPlan, scores: true, threads, chunkBytes, write })
  return { told, summary }
}

describe('a history that several threads judge', () => {
  test.each([
    ['grouped by patient', grouped],
    ['in order of time', interleaved],
    ['with people whose items are not in event time', withOneMoved],
    ['with some that are', partlyReversed],
  ])('%s is told to the letter as one thread tells it', async (_name, lines) => {
    const content = text(lines)
    const alone = await judged(content, 1, content.length)
    expect(alone.told.split('\n')).toHaveLength(PATIENTS * HOURS + alone.told.split('"alert"').length)
    expect(alone.told).toContain('"alert"')
    for (const [threads, chunkBytes] of [
      [3, 5_000],
      [1, 10],
    ] as const)
      expect(await judged(content, threads, chunkBytes)).toEqual(alone)
  })

  test('says of what cannot be read where it stood', async () => {
    const lines: unknown[] = [...interleaved]
    lines.splice(3, 0, 'no JSON', '')
    lines.splice(200, 0, { ...grouped[0], kind: 'mood' }, JSON.stringify({ ...grouped[0], patient: '' }))
    const content = text(lines)
    const { summary } = await judged(content, 3, 2_000)
    expect(summary).toContain('line 4: not a JSON object\n')
    expect(summary).toMatch(/^line 201: kind: /m)
    expect(summary).toContain('line 202: patient: missing\n')
    expect(summary).toContain('bad lines 3')
    expect(await judged(content, 1, 100_000)).toEqual(await judged(content, 3, 2_000))
  })

  test('may begin with a mark of its encoding, and end without an end of line', async () => {
    const content = text(interleaved)
    const plain = await judged(content, 1, 100_000)
    expect(await judged(`\ufeff${content.slice(0, -1)}`, 3, 2_000)).toEqual(plain)
  })

  test('that cannot be read any more ends in an error, and leaves no thread behind', async () => {
    await expect(
      backtestFile({ path: folder, plan: groupPlan, scores: false, threads: 2, write: async () => undefined }),
    ).rejects.toThrow('EISDIR')
  })
})
