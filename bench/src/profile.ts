import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { profileText, readProfiles, selfTimes } from './measure/cpu-profile.ts'
import type { Options } from './options.ts'
import { createStage, W1 } from './scenarios/stage.ts'
import { freshDataFolder, provision, startKotisilta } from './systems/kotisilta.ts'

const FLOODS = 6
const FLOOD_ITEMS = 100_000
const FUNCTIONS = 30
const ROOT = dirname(dirname(import.meta.dirname))

/** Where each thread of the server spends its time while W1 floods in, as text. */
export async function profileServer(options: Options, folder: string, say: (text: string) => void): Promise<string> {
  const lines = await provision(folder, W1.homes, options.patientsPerHome)
  const profiles = join(folder, 'profiles')
  mkdirSync(profiles)
  const dataFolder = freshDataFolder(folder, 'data')
  const system = await startKotisilta(folder, dataFolder, {
    NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}`,
  })
  try {
    const stage = createStage(system, lines)
    for (let flood = 0; flood < FLOODS; flood++) {
      const played = await stage.perform({ items: FLOOD_ITEMS, perMessage: options.perMessage })
      const { rate, counted, stretch } = played
      say(
        `${Math.round(rate.dealtWith)} items/s, ${counted?.commits} commits of ${Math.round(((counted?.commitSeconds ?? 0) / (counted?.commits ?? 1)) * 1e6)} us, ${stretch.cpuSeconds.toFixed(2)} s CPU`,
      )
    }
  } finally {
    await system.stop()
  }
  const found = readProfiles(profiles)
  if (found.length === 0) throw new Error('the server left no profile')
  return found.map(({ name, profile }) => `${name}\n${profileText(selfTimes(profile, ROOT), FUNCTIONS)}`).join('\n\n')
}
