import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

export interface Person {
  name: string
  roles: string[]
  areas?: string[]
}

export const CLIENT = { id: 'kotisilta', secret: 'a secret that only the two know' }

/** A real OpenID Connect provider on loopback, with a plain page on which one says who one is. */
export class TestProvider {
  readonly people: Record<string, Person>
  readonly issuer: string
  readonly #server: Server
  readonly #publicUrl: string
  #provider!: Provider

  private constructor(server: Server, people: Record<string, Person>, publicUrl: string) {
    this.people = people
    this.#server = server
    this.#publicUrl = publicUrl
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    this.rotateKeys()
    server.on('request', (request, response) => void this.#answer(request, response))
  }

  static async start(people: Record<string, Person>, publicUrl: string): Promise<TestProvider> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new TestProvider(server, people, publicUrl)
  }

  /** Other keys from now on; the ones before are not there any more. */
  rotateKeys(): void {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }
    const { people } = this
    const configuration: Configuration = {
      jwks: { keys: [key] } as NonNullable<Configuration['jwks']>,
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${this.#publicUrl}/api/v1/oidc/callback`],
          post_logout_redirect_uris: [`${this.#publicUrl}/sign-in`],
          backchannel_logout_uri: `${this.#publicUrl}/api/v1/oidc/back-channel-logout`,
          backchannel_logout_session_required: true,
        },
      ],
      // Its own fetch refuses loopback, where all of a test is.
      fetch: (url, options) => {
        const { dispatcher: _, ...plain } = options as RequestInit & { dispatcher?: unknown }
        return fetch(url, plain)
      },
      cookies: { keys: ['a key for tests'] },
      claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles', 'areas'] },
      features: {
        devInteractions: { enabled: false },
        backchannelLogout: { enabled: true },
        rpInitiatedLogout: {
          enabled: true,
          logoutSource(ctx, form) {
            ctx.body = `<!doctype html><html lang="en"><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button></html>`
          },
        },
      },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      findAccount: (_ctx, id) => {
        const person = people[id]
        return person && { accountId: id, claims: () => ({ sub: id, preferred_username: id, ...person }) }
      },
      async loadExistingGrant(ctx) {
        const grant = new ctx.oidc.provider.Grant({
          clientId: ctx.oidc.client?.clientId,
          accountId: ctx.oidc.session?.accountId,
        })
        grant.addOIDCScope('openid profile')
        await grant.save()
        return grant
      },
    }
    this.#provider = new Provider(this.issuer, configuration)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const uid = /^\/interaction\/([\w-]+)$/.exec(request.url ?? '')?.[1]
    if (uid === undefined) return void this.#provider.callback()(request, response)
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        `<!doctype html><html lang="en"><title>Region's sign-in</title><form method="post">` +
          `<label>Who are you? <input name="login"></label><button>Go on</button>` +
          `<button name="cancel" value="yes">Cancel</button></form></html>`,
      )
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    const result =
      form.get('cancel') === null
        ? { login: { accountId: form.get('login') ?? '' } }
        : { error: 'access_denied', error_description: 'Cancelled' }
    await this.#provider.interactionFinished(request, response, result)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** What the server has to be told. */
  environment(): Record<string, string> {
    return {
      KOTISILTA_PUBLIC_URL: this.#publicUrl,
      KOTISILTA_OIDC_ISSUER: this.issuer,
      KOTISILTA_OIDC_CLIENT_ID: CLIENT.id,
      KOTISILTA_OIDC_CLIENT_SECRET: CLIENT.secret,
      KOTISILTA_OIDC_NAME: 'Etelän hyvinvointialue',
      KOTISILTA_OIDC_ROLES: 'night-team=on-call,home-care=nurse,it=administrator',
      KOTISILTA_OIDC_AREA_CLAIM: '*',
    }
  }
}
