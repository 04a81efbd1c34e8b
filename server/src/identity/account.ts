import { type Account, isoTime, newUlid, type SessionRow } from '@kotisilta/contract'
import type { Committer } from '../commit/committer.ts'
import type { FactorStore } from './factor-store.ts'
import type { Guesses } from './guesses.ts'
import { isRefused, type Refused, refused } from './outcome.ts'
import { checkRegistration, registrationOptions, type Site } from './passkeys.ts'
import { passwordFault } from './password-fault.ts'
import { hashSecret, secretMatches } from './passwords.ts'
import { Pending } from './pending.ts'
import { pinIsTooSimple } from './pin.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import type { Seal } from './seal.ts'
import type { SessionStore, SignedIn } from './session-store.ts'
import type { StaffStore } from './staff-store.ts'
import { newTotp, sealTotp, totpStep } from './totp.ts'

const OFFER_MS = 15 * 60_000

type Done = Refused | Record<never, never>
const DONE = {}

/** What somebody does with their own account. */
export interface AccountCare {
  read(session: SignedIn): Promise<Account>
  confirm(session: SignedIn, password: string, address: string): Promise<Done>
  changePassword(session: SignedIn, password: string): Promise<Done>
  setPin(session: SignedIn, pin: string | null): Promise<Done>
  offerTotp(session: SignedIn): { ticket: string; secret: string; uri: string }
  addTotp(session: SignedIn, ticket: string, code: string): Promise<Refused | { recoveryCodes: string[] | null }>
  offerPasskey(session: SignedIn, site: Site): Promise<object>
  addPasskey(
    session: SignedIn,
    label: string,
    response: object,
    site: Site,
  ): Promise<Refused | { recoveryCodes: string[] | null }>
  removeFactor(session: SignedIn, id: string): Promise<Done>
  newRecoveryCodes(session: SignedIn): Promise<string[]>
}

export interface AccountPorts {
  committer: Committer
  staff: StaffStore
  store: SessionStore
  factors: FactorStore
  guesses: Guesses
  seal: Seal
}

export const sessionRow = (session: SignedIn, current: string | undefined): SessionRow => ({
  id: session.id,
  current: session.id === current,
  address: session.address,
  agent: session.agent,
  method: session.method,
  since: isoTime(session.createdAt),
  lastUsed: isoTime(session.lastUsedAt),
  locked: session.locked,
})

export function accountCare({ committer, staff, store, factors, guesses, seal }: AccountPorts): AccountCare {
  const totpOffers = new Pending<{ staff: string; secret: string }>(OFFER_MS)
  const challenges = new Pending<string>(OFFER_MS)

  const log = (session: SignedIn, action: string, detail?: string) => ({
    staff: session.staff.id,
    action,
    ...(detail !== undefined && { detail }),
  })

  /** The first factor comes with recovery codes. */
  async function add(
    session: SignedIn,
    factor: { id: string; kind: 'totp' | 'passkey'; label: string; credential: string | null; body: string },
  ) {
    const now = Date.now()
    const first = (await factors.recoveryCodes(session.staff.id)).length === 0
    const codes = first ? await newRecoveryCodes(now) : undefined
    const added = { ...factor, staff: session.staff.id }
    await committer.run({
      type: 'identity',
      change: {
        type: 'factor-added',
        factor: added,
        at: now,
        recoveryCodes: codes?.kept,
        session: session.id,
        log: log(session, 'factor-added', factor.kind),
      },
    })
    return { recoveryCodes: codes?.shown ?? null }
  }

  return {
    async read(session) {
      const { id } = session.staff
      const row = await staff.row(id)
      const sessions = await store.ofStaff(id, Date.now())
      return {
        managedElsewhere: row?.issuer != null,
        hasPin: row?.pin_hash != null,
        factors: (await factors.of(id)).map(({ id, kind, label, createdAt, lastUsedAt }) => ({
          id,
          kind,
          label,
          since: isoTime(createdAt),
          lastUsed: lastUsedAt === null ? null : isoTime(lastUsedAt),
        })),
        recoveryCodesLeft: (await factors.recoveryCodes(id)).length,
        sessions: sessions.map((each) => sessionRow(each, session.id)),
      }
    },
    async confirm(session, password, address) {
      const account = `confirm ${session.staff.id}`
      const guess = guesses.begin(account, address, Date.now())
      if (isRefused(guess)) return guess
      const row = await staff.row(session.staff.id)
      if (!(await secretMatches(row?.password_hash, password))) {
        await committer.run({
          type: 'identity',
          change: { type: 'noted', log: log(session, 'confirm-failed', address) },
        })
        return refused('sign-in-failed')
      }
      guesses.right(account, address)
      await committer.run({ type: 'identity', change: { type: 'session-verified', id: session.id, at: Date.now() } })
      return DONE
    },
    async changePassword(session, password) {
      const row = await staff.row(session.staff.id)
      if (row?.issuer != null) return refused('managed-elsewhere')
      const fault = await passwordFault(password, [row?.username ?? '', row?.name ?? ''])
      if (fault !== undefined) return refused(fault)
      const passwordHash = await hashSecret(password)
      const change = {
        type: 'account-changed',
        id: session.staff.id,
        passwordHash,
        log: log(session, 'password-changed'),
      } as const
      await committer.run({ type: 'identity', change })
      return DONE
    },
    async setPin(session, pin) {
      if (pin !== null && pinIsTooSimple(pin)) return refused('pin-too-simple')
      const hash = pin === null ? null : await hashSecret(pin)
      const change = {
        type: 'pin-set',
        staff: session.staff.id,
        hash,
        log: log(session, pin === null ? 'pin-removed' : 'pin-set'),
      } as const
      await committer.run({ type: 'identity', change })
      return DONE
    },
    offerTotp(session) {
      const offer = newTotp(session.staff.username)
      const ticket = totpOffers.put({ staff: session.staff.id, secret: offer.secret }, Date.now())
      return { ticket, ...offer }
    },
    async addTotp(session, ticket, code) {
      const now = Date.now()
      const offer = totpOffers.get(ticket, now)
      if (offer === undefined || offer.staff !== session.staff.id) return refused('not-found')
      const step = await totpStep(offer.secret, code.replaceAll(' ', ''), now)
      if (step === undefined) return refused('second-factor-wrong')
      totpOffers.take(ticket, now)
      const id = newUlid(now)
      return add(session, {
        id,
        kind: 'totp',
        label: '',
        credential: null,
        body: sealTotp(seal, id, offer.secret, step),
      })
    },
    async offerPasskey(session, site) {
      const options = await registrationOptions(site, session.staff, await factors.of(session.staff.id))
      challenges.put(options.challenge, Date.now(), session.id)
      return options
    },
    async addPasskey(session, label, response, site) {
      const now = Date.now()
      const challenge = challenges.take(session.id, now)
      const made = challenge === undefined ? undefined : await checkRegistration(site, challenge, response)
      if (made === undefined) return refused('second-factor-wrong')
      return add(session, { id: newUlid(now), kind: 'passkey', label, ...made })
    },
    async removeFactor(session, id) {
      const own = (await factors.of(session.staff.id)).find((factor) => factor.id === id)
      if (own === undefined) return refused('not-found')
      const change = {
        type: 'factor-removed',
        id,
        staff: session.staff.id,
        log: log(session, 'factor-removed', own.kind),
      } as const
      await committer.run({ type: 'identity', change })
      return DONE
    },
    async newRecoveryCodes(session) {
      const { shown, kept } = await newRecoveryCodes(Date.now())
      const change = {
        type: 'recovery-codes-made',
        staff: session.staff.id,
        codes: kept,
        log: log(session, 'recovery-codes-made'),
      } as const
      await committer.run({ type: 'identity', change })
      return shown
    },
  }
}
