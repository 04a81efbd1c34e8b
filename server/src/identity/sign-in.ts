import type { FactorKindOffered, Role, SecondFactor } from '@kotisilta/contract'
import type { Committer } from '../commit/committer.ts'
import type { FactorChecks } from './factor-checks.ts'
import type { SecondFactorRules } from './factor-rules.ts'
import type { FactorStore } from './factor-store.ts'
import type { Guesses } from './guesses.ts'
import { isRefused, type Refused, refused } from './outcome.ts'
import { authenticationOptions, type Site } from './passkeys.ts'
import { secretMatches } from './passwords.ts'
import { Pending } from './pending.ts'
import type { SignInMethod } from './session-store.ts'
import type { Arrival, Opened, Sessions } from './sessions.ts'
import type { StaffStore } from './staff-store.ts'

/** A password was right; the second factor is to come. */
interface Arriving {
  staff: string
  account: string
  challenge?: string
}

const ARRIVING_MS = 5 * 60_000

/** `arriving` is the token of a sign-in that has begun. */
type SignInOutcome = Refused | { opened: Opened } | { arriving: string }

/** Signing in with what the server itself keeps: password, second factor, passkey. */
export interface SignIn {
  withPassword(username: string, password: string, arrival: Arrival): Promise<SignInOutcome>
  /** What a sign-in that has begun still needs; null if none has. */
  factorsOf(arriving: string | undefined): Promise<FactorKindOffered[] | null>
  withFactor(
    arriving: string | undefined,
    factor: SecondFactor,
    arrival: Arrival,
    site: Site,
  ): Promise<Refused | { opened: Opened }>
  /** For the second factor of a sign-in that has begun, or for signing in by a passkey alone. */
  passkeyOptions(arriving: string | undefined, site: Site): Promise<{ options: object; arriving: string }>
  withPasskey(
    arriving: string | undefined,
    response: { id: string },
    arrival: Arrival,
    site: Site,
  ): Promise<Refused | { opened: Opened }>
}

export interface SignInPorts {
  committer: Committer
  staff: StaffStore
  factors: FactorStore
  checks: FactorChecks
  sessions: Sessions
  guesses: Guesses
  factorRules: SecondFactorRules
}

export function signIn({ committer, staff, factors, checks, sessions, guesses, factorRules }: SignInPorts): SignIn {
  const arrivals = new Pending<Arriving>(ARRIVING_MS)
  const challenges = new Pending<string>(ARRIVING_MS)

  /** Guesses at one account from a screen where its owner has been are counted apart: a stranger's cannot lock out the owner's tablet. */
  async function accountKey(username: string, id: string | undefined, arrival: Arrival): Promise<string> {
    const name = username.trim().toLowerCase()
    const screen = sessions.screenOf(arrival)
    if (id === undefined || screen === undefined || !(await staff.knownAt(screen, id))) return name
    return `${name} ${Buffer.from(screen).toString('base64')}`
  }

  /** @returns what to answer */
  async function wrong(slowed: boolean, id: string | undefined, code: Refused, arrival: Arrival): Promise<Refused> {
    const note = (action: string) =>
      committer.run({
        type: 'identity',
        change: { type: 'noted', log: { staff: id ?? '', action, detail: arrival.address } },
      })
    await note('sign-in-failed')
    if (slowed) await note('sign-in-slowed')
    return code
  }

  const open = async (id: string, method: SignInMethod, arrival: Arrival) => {
    const has = (await factors.of(id)).length > 0
    const role = (await staff.row(id))?.role as Role | undefined
    const needsFactor = !has && role !== undefined && (await factorRules.needs(role))
    return { opened: await sessions.open(id, method, arrival, { needsFactor }) }
  }

  return {
    async withPassword(username, password, arrival) {
      const row = await staff.byName(username.trim())
      const account = await accountKey(username, row?.id, arrival)
      const guess = guesses.begin(account, arrival.address, Date.now())
      if (isRefused(guess)) return guess
      const usable = row?.disabled_at === null ? row : undefined
      if (!(await secretMatches(usable?.password_hash, password)) || usable === undefined) {
        return wrong(guess.slowed, row?.id, refused('sign-in-failed'), arrival)
      }
      guesses.right(account, arrival.address)
      if ((await factors.of(usable.id)).length === 0) return open(usable.id, 'password', arrival)
      return { arriving: arrivals.put({ staff: usable.id, account }, Date.now()) }
    },

    async factorsOf(arriving) {
      const begun = arrivals.get(arriving, Date.now())
      if (begun === undefined) return null
      const kinds = new Set((await factors.of(begun.staff)).map(({ kind }) => kind))
      const codes = await factors.recoveryCodes(begun.staff)
      return [...kinds, ...(codes.length > 0 ? (['recovery-code'] as const) : [])]
    },

    async withFactor(arriving, factor, arrival, site) {
      const now = Date.now()
      const begun = arrivals.get(arriving, now)
      if (begun === undefined) return refused('not-signed-in')
      // Counted apart from passwords: whoever knows the password must not get new tries at the factor by it.
      const account = `factor ${begun.account}`
      const guess = guesses.begin(account, arrival.address, now)
      if (isRefused(guess)) return guess
      const method = await checks.secondFactor(begun.staff, factor, begun.challenge, site, now)
      if (method === undefined) return wrong(guess.slowed, begun.staff, refused('second-factor-wrong'), arrival)
      guesses.right(account, arrival.address)
      arrivals.take(arriving, now)
      return open(begun.staff, method, arrival)
    },

    async passkeyOptions(arriving, site) {
      const now = Date.now()
      const begun = arrivals.get(arriving, now)
      if (begun === undefined) {
        const options = await authenticationOptions(site)
        return { options, arriving: challenges.put(options.challenge, now) }
      }
      const known = (await factors.of(begun.staff)).filter(({ kind }) => kind === 'passkey')
      const options = await authenticationOptions(site, known)
      begun.challenge = options.challenge
      return { options, arriving: arriving as string }
    },

    async withPasskey(arriving, response, arrival, site) {
      const now = Date.now()
      const challenge = challenges.take(arriving, now)
      const guess = guesses.begin(undefined, arrival.address, now)
      if (isRefused(guess)) return guess
      const owner = challenge && (await checks.passkeyOwner(response, challenge, site, now))
      const row = owner === undefined || owner === '' ? undefined : await staff.find(owner)
      if (row === undefined) return wrong(guess.slowed, undefined, refused('sign-in-failed'), arrival)
      guesses.right(undefined, arrival.address)
      return open(row.id, 'passkey', arrival)
    },
  }
}
