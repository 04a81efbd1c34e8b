import type { ProviderRefusal } from '@kotisilta/contract'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'
import type { OidcAccounts } from './oidc-accounts.ts'
import { Pending } from './pending.ts'
import type { Seal } from './seal.ts'
import type { SessionStore } from './session-store.ts'
import type { Arrival, Opened, Sessions } from './sessions.ts'
import type { OidcSettings } from './settings.ts'
import { newToken } from './token.ts'

const ARRIVING_MS = 10 * 60_000
/** OpenID Connect Back-Channel Logout 1.0, 2.6: how old a logout token may be. */
const LOGOUT_TOKEN_AGE = '5 minutes'
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const TIMEOUT_S = 10
const SEALED_AS = 'provider-token'

interface Arriving {
  config: client.Configuration
  verifier: string
  state: string
  nonce: string
  returnTo: string
}

type NoEntry = { noEntry: ProviderRefusal; cause?: unknown }

/** Signing in where the organisation keeps its accounts: OpenID Connect, authorization code with PKCE. */
export interface Oidc {
  /** Where to send the browser, and what it is to bring back. */
  start(returnTo: string): Promise<NoEntry | { redirect: string; arriving: string }>
  finish(
    arriving: string | undefined,
    answer: URL,
    arrival: Arrival,
  ): Promise<NoEntry | { opened: Opened; returnTo: string }>
  /** Where to send the browser so that it is signed out at the provider too (RP-Initiated Logout 1.0). */
  signOutAt(session: string): Promise<string | null>
  /** The provider says that somebody has signed out there. @returns false if it was not the provider who said so */
  signedOutThere(logoutToken: string): Promise<boolean>
}

export interface OidcPorts {
  settings: OidcSettings
  publicUrl: URL
  sessions: Sessions
  store: SessionStore
  accounts: OidcAccounts
  seal: Seal
}

export function oidc({ settings, publicUrl, sessions, store, accounts, seal }: OidcPorts): Oidc {
  const arrivals = new Pending<Arriving>(ARRIVING_MS)
  const logoutsSeen = new Pending<true>(ARRIVING_MS)
  const callback = new URL('/api/v1/oidc/callback', publicUrl).href

  /** Asked anew for each sign-in: a provider that has changed its keys or addresses is believed at once. */
  async function discover(): Promise<client.Configuration> {
    const plain = settings.issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}
    const options = { timeout: TIMEOUT_S, ...plain }
    const config = await client.discovery(settings.issuer, settings.clientId, settings.clientSecret, undefined, options)
    // The ID token's signature is checked too, although it comes by the provider's own connection.
    client.enableNonRepudiationChecks(config)
    return config
  }

  async function claimsOf(
    config: client.Configuration,
    tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>,
  ) {
    const claims = tokens.claims()
    if (claims === undefined) throw new Error('no ID token')
    if (config.serverMetadata().userinfo_endpoint === undefined) return claims
    const more = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
    return { ...more, ...claims }
  }

  return {
    async start(returnTo) {
      try {
        const config = await discover()
        const verifier = client.randomPKCECodeVerifier()
        const state = client.randomState()
        const nonce = client.randomNonce()
        const redirect = client.buildAuthorizationUrl(config, {
          redirect_uri: callback,
          scope: settings.scope,
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
          nonce,
        })
        const arriving = arrivals.put({ config, verifier, state, nonce, returnTo }, Date.now(), newToken())
        return { redirect: redirect.href, arriving }
      } catch (cause) {
        return { noEntry: 'provider-unreachable', cause }
      }
    },

    async finish(arriving, answer, arrival) {
      const begun = arrivals.take(arriving, Date.now())
      if (begun === undefined) return { noEntry: 'provider-failed' }
      const { config, verifier, state, nonce, returnTo } = begun
      try {
        const here = new URL(callback)
        here.search = answer.search
        const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
        const tokens = await client.authorizationCodeGrant(config, here, checks)
        const claims = await claimsOf(config, tokens)
        const known = await accounts.admit(claims)
        if ('noEntry' in known) return known
        const opened = await sessions.open(known.id, 'oidc', arrival, {
          providerSession: typeof claims.sid === 'string' ? claims.sid : undefined,
          providerToken: tokens.id_token && seal.seal(tokens.id_token, SEALED_AS),
        })
        return { opened, returnTo }
      } catch (cause) {
        const declined = cause instanceof client.AuthorizationResponseError && cause.error === 'access_denied'
        return { noEntry: declined ? 'provider-declined' : 'provider-failed', cause }
      }
    },

    async signOutAt(session) {
      const sealed = await store.providerToken(session)
      if (sealed === null) return null
      try {
        const config = await discover()
        if (config.serverMetadata().end_session_endpoint === undefined) return null
        return client.buildEndSessionUrl(config, {
          id_token_hint: seal.open(sealed, SEALED_AS),
          post_logout_redirect_uri: new URL('/sign-in', publicUrl).href,
        }).href
      } catch {
        // Signing out here never waits for the provider.
        return null
      }
    },

    async signedOutThere(logoutToken) {
      try {
        const { issuer, jwks_uri } = (await discover()).serverMetadata()
        const keys = createRemoteJWKSet(new URL(String(jwks_uri)), { timeoutDuration: TIMEOUT_S * 1000 })
        const { payload } = await jwtVerify(logoutToken, keys, {
          issuer,
          audience: settings.clientId,
          maxTokenAge: LOGOUT_TOKEN_AGE,
          requiredClaims: ['jti', 'events'],
        })
        const { events, sid, sub, nonce, jti } = payload
        const meant = typeof events === 'object' && events !== null && Object.hasOwn(events, LOGOUT_EVENT)
        const session = typeof sid === 'string' ? sid : undefined
        if (!meant || nonce !== undefined || (session === undefined && sub === undefined)) return false
        if (logoutsSeen.get(jti, Date.now()) !== undefined) return false
        logoutsSeen.put(true, Date.now(), jti)
        const ids = await store.ofProvider(
          settings.issuer.href,
          session === undefined ? { subject: sub } : { sid: session },
        )
        await sessions.close(ids, { staff: '', action: 'signed-out-by-provider', detail: String(ids.length) })
        return true
      } catch {
        return false
      }
    },
  }
}
