import { readFileSync, statfsSync, statSync } from 'node:fs'
import { type Finding, fault, ok, warning } from './finding.ts'

const GIGABYTE = 1_000_000_000

/** Room, and whether what lies on the disk is encrypted. */
export function diskFindings(dataDir: string): Finding[] {
  return [room(dataDir), encryption(dataDir)]
}

function room(dataDir: string): Finding {
  const { bavail, blocks, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  const share = bavail / blocks
  const says = `${(free / GIGABYTE).toFixed(1)} GB free, ${Math.round(share * 100)} %`
  const remedy = 'Make room or enlarge the disk: when it is full nothing is acknowledged any more.'
  if (free < GIGABYTE / 2) return fault('disk', says, remedy)
  return free < 5 * GIGABYTE || share < 0.1 ? warning('disk', says, remedy) : ok('disk', says)
}

/** The device-mapper under the folder says so itself, if there is one. */
function encryption(dataDir: string): Finding {
  const { dev } = statSync(dataDir)
  const major = (dev >> 8) & 0xfff
  const minor = (dev & 0xff) | ((dev >> 12) & 0xfff00)
  try {
    const uuid = readFileSync(`/sys/dev/block/${major}:${minor}/dm/uuid`, 'utf8')
    if (uuid.startsWith('CRYPT-')) return ok('disk encryption', 'the data folder lies on a dm-crypt device')
  } catch {
    // Not a device-mapper device, or not visible from here.
  }
  return warning(
    'disk encryption',
    'the data folder is not seen to lie on an encrypted disk',
    'See docs/data-protection.md, "The disk". If the provider or the storage encrypts it, note that there.',
  )
}
