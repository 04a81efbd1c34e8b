import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DeviceProfile, profiles } from '@kotisilta/device-profiles'

const ROOT = join(import.meta.dirname, '../..')
export const DEVICE_LIST = join(ROOT, 'docs/devices.md')

interface CaptureFile {
  readonly profile: string
  readonly origin: string
  readonly licence: string
  readonly bridge?: string
  readonly frames: readonly unknown[]
}

const CAPTURES = join(ROOT, 'device-profiles/captures')

const captures = globSync('*/*/*.json', { cwd: CAPTURES })
  .toSorted()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(join(CAPTURES, file), 'utf8')) as CaptureFile) }))

/** How a device is known: by what it advertises, by its messages, or only by its assignment. */
function heardBy({ match, mqtt, record, vendor }: DeviceProfile): string {
  if (match !== undefined) return 'Bluetooth'
  if (mqtt !== undefined) return 'MQTT'
  if (record !== undefined) return 'Bluetooth, by assignment'
  return vendor === 'Any' || vendor === 'Open' ? 'MQTT, through another system' : 'assignment'
}

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** The list of devices as `docs/devices.md` holds it. */
export function deviceList(): string {
  const devices = profiles.map((profile) =>
    row(`\`${profile.id}\``, profile.vendor, profile.model, profile.description, heardBy(profile), kindsOf(profile)),
  )
  const recorded = captures.map(({ file, profile, origin, licence, frames }) =>
    row(`\`${profile}\``, `\`${file}\``, String(frames.length), origin, licence),
  )
  return `# Devices

Made from the catalogue by \`node test/architecture/device-list.ts\`; a test holds it to it. How to add one: [adding-a-device.md](adding-a-device.md).

${profiles.length} profiles, ${captures.length} captures with ${captures.reduce((sum, { frames }) => sum + frames.length, 0)} frames.

## Profiles

${row('id', 'vendor', 'model', 'what it is', 'heard by', 'gives')}
${row('---', '---', '---', '---', '---', '---')}
${devices.join('\n')}

## Captures

Each frame of each is decoded by \`device-profiles/src/captures.test.ts\` to exactly what the capture says.

${row('profile', 'capture', 'frames', 'origin', 'licence')}
${row('---', '---', '---', '---', '---')}
${recorded.join('\n')}
`
}

const kindsOf = ({ kinds }: DeviceProfile): string => (kinds.length > 30 ? 'every kind' : kinds.join(', '))

if (import.meta.filename === process.argv[1]) writeFileSync(DEVICE_LIST, deviceList())
