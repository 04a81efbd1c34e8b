import { spawn } from 'node:child_process'
import { createReadStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const KOTISILTA = fileURLToPath(new URL('../../../bin/kotisilta', import.meta.url))

/** One of each of the usual meters, as they come over the air or the home's network. */
const FRAMES = [
  { characteristic: '2a9d', hex: '02b036ea070b150c1e00' },
  { characteristic: '2a35', hex: '1e8a00580078000000041114293b3c00012700' },
  { characteristic: '2a5f', hex: '1c5f005a00200000000057f0' },
  { characteristic: '2a1c', hex: '01ec0300ff' },
  { characteristic: '2a37', hex: '1e5532002100' },
  { characteristic: '2a19', hex: '4b' },
  { serviceData: '181b', hex: '0204b207010112101a0000a852' },
  {
    mqttTopic: 'kotisilta-device/v1/band-1/reading',
    payload: '{"kind":"respiratory-rate","value":16,"unit":"/min","at":"2026-11-21T06:03:12Z"}',
  },
]

export interface DecodeRun {
  readonly frames: number
  readonly framesPerSecond: number
  readonly errors: number
}

/** A file of frames through `kotisilta decode --batch`, from its start as a process to its last line. */
export async function measureDecode(folder: string, frames: number): Promise<DecodeRun> {
  const file = join(folder, 'frames.ndjson')
  const lines = Array.from({ length: frames }, (_, index) => JSON.stringify(FRAMES[index % FRAMES.length]))
  writeFileSync(file, `${lines.join('\n')}\n`)
  const started = performance.now()
  const child = spawn(KOTISILTA, ['decode', '--batch', '-'], { stdio: ['pipe', 'pipe', 'inherit'] })
  createReadStream(file).pipe(child.stdin)
  let answered = 0
  let errors = 0
  for await (const line of createInterface({ input: child.stdout })) {
    answered++
    if (line.startsWith('{"error"')) errors++
  }
  const seconds = (performance.now() - started) / 1000
  if (answered !== frames) throw new Error(`${frames} frames, ${answered} answers`)
  return { frames, framesPerSecond: frames / seconds, errors }
}
