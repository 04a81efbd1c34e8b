import { createWriteStream, readFileSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { KotisiltaError, systemClock } from '@kotisilta/contract'
import { type NewHome, openDatabase, provision } from '@kotisilta/server'
import { Command, InvalidArgumentError } from 'commander'
import { homesFromCsv, homesFromNdjson } from '../homes-from-table.ts'
import { dataDir, fail } from '../surroundings.ts'

interface Options {
  gateways?: number
  patientsPerGateway: number
  from?: string
  out: string
}

/** So many homes go into one transaction. */
const HOMES_AT_ONCE = 1_000

export function command(): Command {
  return new Command('provision')
    .option('--gateways <n>', 'this many homes with invented patients', whole)
    .option('--patients-per-gateway <m>', 'patients in each of them', whole, 1)
    .option(
      '--from <homes.csv>',
      'homes from a file (.csv, or .ndjson): home,gateway,patient,name,language,device,profile and, where a device has them, bindKey,unlockKey,userIndex,consentCode; area where it is not the default one',
    )
    .requiredOption('--out <fleet.ndjson>', 'where the gateways with their tokens are written')
    .action(async ({ gateways, patientsPerGateway, from, out }: Options) => {
      if ((gateways === undefined) === (from === undefined)) {
        return fail('say either --gateways N or --from HOMES.csv')
      }
      const table = from === undefined ? undefined : tableOf(from)
      if (table !== undefined && !Array.isArray(table)) return fail(table.faults.join('\n'))
      const database = await openDatabase(dataDir())
      const homes = table ?? invented(lastInvented(database) + 1, gateways as number, patientsPerGateway)
      // Readable by its owner alone: there are tokens in it.
      const fleet = createWriteStream(out, { mode: 0o600 })
      try {
        for (let index = 0; index < homes.length; index += HOMES_AT_ONCE) {
          for (const gateway of provision(database, homes.slice(index, index + HOMES_AT_ONCE), systemClock.now(), 0)) {
            fleet.write(`${JSON.stringify(gateway)}\n`)
          }
        }
      } catch (error) {
        if (!(error instanceof KotisiltaError)) throw error
        fail(`${error.code}: ${error.message}`)
      }
      await finished(fleet.end())
      await database.close()
      if (process.exitCode === undefined) process.stderr.write(`${homes.length} gateways written to ${out}\n`)
    })
}

function whole(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number from 1')
  return number
}

function tableOf(file: string): ReturnType<typeof homesFromCsv> {
  try {
    return (file.endsWith('.ndjson') ? homesFromNdjson : homesFromCsv)(readFileSync(file, 'utf8'))
  } catch (error) {
    return { faults: [`${file} cannot be read: ${(error as Error).message}`] }
  }
}

/** Homes are numbered on from those that are there: nobody's token changes. */
function lastInvented({ sqlite }: Awaited<ReturnType<typeof openDatabase>>): number {
  const last = sqlite
    .prepare(`select max(id) from gateway where id glob 'gw-[0-9][0-9][0-9][0-9][0-9][0-9]'`)
    .pluck()
    .get()
  return last === null ? 0 : Number((last as string).slice('gw-'.length))
}

function invented(first: number, gateways: number, patientsPerGateway: number): NewHome[] {
  return Array.from({ length: gateways }, (_, index) => {
    const number = String(first + index).padStart(6, '0')
    const patients = Array.from({ length: patientsPerGateway }, (_, place) => inventedPatient(number, place))
    return { home: `home-${number}`, gateway: `gw-${number}`, patients }
  })
}

/** Addresses of invented devices begin with c0 and c1: random static ones, as Bluetooth wearables have. */
function inventedPatient(home: string, place: number) {
  const suffix = place === 0 ? '' : `-${place + 1}`
  const address = (kind: string) => `ble:${kind}${place.toString(16).padStart(4, '0')}${home}`
  return {
    id: `patient-${home}${suffix}`,
    name: `Asiakas ${home}${suffix}`,
    devices: [
      { device: address('c0'), profile: 'sig-heart-rate' },
      { device: address('c1'), profile: 'sig-weight-scale' },
    ],
  }
}
