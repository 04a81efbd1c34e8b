/**
 * Licences that fit what is shipped under the EUPL 1.2. Permissive ones impose only notices; MPL-2.0 is among the
 * licences that the EUPL's appendix names as compatible.
 * Source: EUPL 1.2, article 5 and appendix; FSF's and OSI's lists of permissive licences.
 */
const SHIPPED: ReadonlySet<string> = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'CC0-1.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'MPL-2.0',
  'Python-2.0',
  'Zlib',
  'WTFPL',
  'EUPL-1.2',
  // Names from before SPDX.
  'MIT/X11',
  'Apache2',
])

/** Of data and words, not of code; and nothing of them is shipped but notices. */
const TOOLS_TOO: ReadonlySet<string> = new Set([...SHIPPED, 'CC-BY-3.0', 'CC-BY-4.0'])

/** An entry of package-lock.json, as far as it is read here. */
export interface LockedPackage {
  link?: boolean
  dev?: boolean
  devOptional?: boolean
  version?: string
  integrity?: string
  /** An SPDX expression; in old packages a list of which one may choose. */
  license?: string | string[]
}

/** Packages whose package.json names no licence: as it stands in the licence's text that they bring, version by version. */
const READ: Readonly<Record<string, string>> = {
  'jsbi@2.0.5': 'Apache-2.0',
  'map-stream@0.1.0': 'MIT',
  'xmlhttprequest-ssl@2.1.2': 'MIT',
}

export interface LicenceReport {
  /** How many were looked at. */
  checked: number
  shipped: number
  /** `path: licence`, of those that do not fit or say nothing. */
  faults: string[]
}

/** Looks at every package of a package-lock.json (version 3), without a network. */
export function checkLicences(packages: Readonly<Record<string, LockedPackage>>): LicenceReport {
  const report: LicenceReport = { checked: 0, shipped: 0, faults: [] }
  for (const [path, locked] of Object.entries(packages)) {
    // Ours are links and folders; an entry without a hash is another platform's binary, which is never installed.
    if (!path.startsWith('node_modules/') || locked.link === true || locked.integrity === undefined) continue
    const isShipped = locked.dev !== true && locked.devOptional !== true
    report.checked++
    if (isShipped) report.shipped++
    const { license: told } = locked
    const licence =
      (Array.isArray(told) ? told.join(' OR ') : told) ?? READ[`${path.replace('node_modules/', '')}@${locked.version}`]
    if (!fits(licence, isShipped ? SHIPPED : TOOLS_TOO)) {
      report.faults.push(`${path}: ${licence ?? 'no licence is named'}${isShipped ? ' (shipped)' : ''}`)
    }
  }
  return report
}

/** An SPDX expression of names, OR and AND: one side of an OR is enough, both sides of an AND are needed. */
export function fits(expression: string | undefined, allowed: ReadonlySet<string> = SHIPPED): boolean {
  if (expression === undefined) return false
  if (allowed.has(expression)) return true
  const bare = expression.replace(/^\((.*)\)$/, '$1')
  if (/[()]/.test(bare)) return false
  return bare.split(' OR ').some((side) => side.split(' AND ').every((name) => allowed.has(name.trim())))
}
