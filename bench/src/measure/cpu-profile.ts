import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What of Node's .cpuprofile is needed; times are in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface SelfTime {
  readonly where: string
  readonly milliseconds: number
}

/** Time spent in each function itself, most first; what one thread did not idle away. */
export function selfTimes(profile: CpuProfile, root: string): SelfTime[] {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, root)]))
  const times = new Map<string, number>()
  for (const [index, id] of profile.samples.entries()) {
    const name = names.get(id) ?? '(unknown)'
    times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000)
  }
  times.delete('(idle)')
  return [...times]
    .map(([where, milliseconds]) => ({ where, milliseconds }))
    .sort((a, b) => b.milliseconds - a.milliseconds)
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame'], root: string): string {
  const name = functionName === '' ? '(anonymous)' : functionName
  if (url === '') return name
  const path = url.startsWith('file://') ? relative(root, url.slice('file://'.length)) : url
  return `${name} ${path}:${lineNumber + 1}`
}

/** All profiles that a process and its threads left in a folder, by file name. */
export function readProfiles(folder: string): { name: string; profile: CpuProfile }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => ({ name, profile: JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile }))
}

/** The first `count` functions of a thread with their share of its working time. */
export function profileText(times: readonly SelfTime[], count: number): string {
  const total = times.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return times
    .slice(0, count)
    .map(({ where, milliseconds }) => `${((milliseconds / total) * 100).toFixed(1).padStart(5)} %  ${where}`)
    .join('\n')
}
