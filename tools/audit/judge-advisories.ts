/** One advisory that was looked at and left until a day, with why: `.ci/audit-allowed.json`. */
export interface Allowed {
  /** `GHSA-...`. */
  advisory: string
  package: string
  /** When somebody looked at it, and the day on which it has to be looked at again (YYYY-MM-DD). */
  looked: string
  until: string
  why: string
}

/** What `npm audit --json` says, as far as it is read here. */
interface AuditAnswer {
  message?: string
  error?: { code?: string; summary?: string }
  vulnerabilities?: Record<string, { name: string; severity: string; via: (string | Advisory)[] }>
}

interface Advisory {
  url?: string
  title?: string
  severity?: string
}

export type Judged =
  /** The registry does not offer the question, or could not be reached. */
  | { answered: false; why: string }
  /** `unknown`: nobody has looked at them. `stale`: allowed no longer, or for nothing that is still there. */
  | { answered: true; packages: number; unknown: string[]; stale: string[] }

/** Holds the registry's answer against what has been looked at. @param today YYYY-MM-DD */
export function judgeAdvisories(answer: unknown, allowed: readonly Allowed[], today: string): Judged {
  const { vulnerabilities, message, error } = (answer ?? {}) as AuditAnswer
  if (vulnerabilities === undefined) {
    return { answered: false, why: message ?? error?.summary ?? 'the answer is no report of npm audit' }
  }
  const current = new Map(allowed.filter(({ until }) => until >= today).map((each) => [each.advisory, each]))
  const found = new Map<string, string>()
  for (const { name, via } of Object.values(vulnerabilities)) {
    for (const cause of via) {
      // A name alone says: through that package, which has an entry of its own.
      if (typeof cause === 'string') continue
      const advisory = /GHSA-[\w-]+/.exec(cause.url ?? '')?.[0] ?? cause.url ?? 'unnamed'
      found.set(advisory, `${advisory} ${name} (${cause.severity ?? '?'}): ${cause.title ?? ''}`)
    }
  }
  return {
    answered: true,
    packages: Object.keys(vulnerabilities).length,
    unknown: [...found].filter(([advisory]) => !current.has(advisory)).map(([, words]) => words),
    stale: allowed
      .filter(({ advisory, until }) => until < today || !found.has(advisory))
      .map(({ advisory, package: name, until }) => `${advisory} ${name} (until ${until})`),
  }
}
