import { spawn } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'

const KOTISILTA = path.join(import.meta.dirname, '../kotisilta')

vi.setConfig({ testTimeout: 30_000 })

async function news2(input: string) {
  const child = spawn(KOTISILTA, ['news2'])
  const [out, err] = [child.stdout, child.stderr].map((stream) => stream.setEncoding('utf8').toArray())
  child.stdin.end(input)
  const code = await new Promise((resolve) => child.on('close', resolve))
  const lines = ((await out) ?? []).join('').split('\n').slice(0, -1)
  return { code, stderr: ((await err) ?? []).join(''), answers: lines.map((line) => JSON.parse(line)) }
}

describe('a line', () => {
  test('is answered with the score, its bounds and its parts', async () => {
    const { code, stderr, answers } = await news2(
      '{"respiratoryRate":18,"spo2":95,"spo2Scale":1,"supplementalOxygen":false,"systolic":120,"pulse":80,"consciousness":"A","temperature":37.0}',
    )
    expect([code, stderr]).toEqual([0, ''])
    expect(answers).toEqual([
      {
        score: 1,
        risk: 'low',
        complete: true,
        missing: [],
        min: 1,
        max: 1,
        parts: {
          respiratoryRate: 0,
          spo2: 1,
          supplementalOxygen: 0,
          systolic: 0,
          pulse: 0,
          consciousness: 0,
          temperature: 0,
        },
      },
    ])
  })

  test('with something missing says so and assumes nothing', async () => {
    const { answers } = await news2('{"systolic":90}\n{"spo2":94,"spo2Scale":2}\n{}\n')
    expect(answers).toMatchObject([
      { score: 3, risk: 'low-medium', complete: false, min: 3, max: 20, parts: { systolic: 3 } },
      { score: 0, complete: false, min: 0, max: 18, parts: {} },
      { score: 0, complete: false, max: 20 },
    ])
  })

  test('is scored however unlikely its numbers are', async () => {
    const { answers } = await news2('{"pulse":0}\n{"respiratoryRate":999}\n{"temperature":36.05}\n')
    expect(answers.map(({ score }) => score)).toEqual([3, 3, 0])
  })
})

describe('a line that cannot be scored', () => {
  const BAD = [
    '{"pulse":"80"}',
    '{"pulse":null}',
    '{"pulse":1e309}',
    '{"spo2Scale":3}',
    '{"supplementalOxygen":1}',
    '{"consciousness":"X"}',
    '{"consciousness":"a"}',
    '[]',
    'null',
    '80',
    'not JSON',
    '',
  ]

  test('is answered with an error, and the rest goes on', async () => {
    const { code, answers } = await news2(`${BAD.join('\n')}\n{"pulse":80}\n`)
    expect(code).toBe(0)
    expect(answers).toHaveLength(BAD.length + 1)
    for (const answer of answers.slice(0, -1)) expect(answer).toEqual({ error: expect.any(String) })
    expect(answers[0]).toEqual({ error: 'pulse is not a number' })
    expect(answers.at(-1)).toMatchObject({ score: 0 })
  })
})

test('there is one answer for each line, whatever the line holds', async () => {
  const odd = [
    '{"pulse":80}\r',
    '{"note":"\u2028"}',
    '{"__proto__":{"pulse":200}}',
    `{"note":"${'ä'.repeat(100_000)}"}`,
  ]
  const { answers } = await news2(odd.join('\n'))
  expect(answers.map(({ score }) => score)).toEqual([0, 0, 0, 0])
  expect(answers[2].parts).toEqual({})
})

test('an answer comes before the next line is asked', async () => {
  const child = spawn(KOTISILTA, ['news2'])
  const answers = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]()
  child.stdin.write('{"pulse":80}\n')
  expect(JSON.parse((await answers.next()).value)).toMatchObject({ score: 0 })
  child.stdin.write('{"pulse":135}\n')
  expect(JSON.parse((await answers.next()).value)).toMatchObject({ score: 3 })
  child.stdin.end()
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
})

test('a reader that goes away ends it in peace', async () => {
  const child = spawn(KOTISILTA, ['news2'])
  const stderr = child.stderr.setEncoding('utf8').toArray()
  child.stdin.on('error', () => undefined)
  child.stdout.destroy()
  child.stdin.write('{"pulse":80}\n'.repeat(20_000))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
  expect(await stderr).toEqual([])
})
