/** Follows redirects from site to site as a browser does, with a jar of cookies for each, and fills in plain forms. */
export class Wanderer {
  readonly jars = new Map<string, Map<string, string>>()
  /** Where it is, and what is there. */
  url = ''
  text = ''
  status = 0

  cookies(origin: string): string {
    return [...(this.jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async go(to: string, form?: Record<string, string>): Promise<this> {
    let target = new URL(to, this.url || undefined)
    let body = form
    for (let hops = 0; hops < 12; hops++) {
      const response = await fetch(target, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { cookie: this.cookies(target.origin) },
        ...(body !== undefined && { body: new URLSearchParams(body) }),
      })
      this.#keep(target.origin, response.headers.getSetCookie())
      const next = response.headers.get('location')
      this.url = target.href
      this.text = await response.text()
      this.status = response.status
      if (next === null) return this
      target = new URL(next, target)
      body = undefined
    }
    throw new Error(`too many redirects at ${target.href}`)
  }

  #keep(origin: string, cookies: string[]): void {
    const jar = this.jars.get(origin) ?? new Map<string, string>()
    this.jars.set(origin, jar)
    for (const cookie of cookies) {
      const [name, value] = (cookie.split(';')[0] as string).split(/=(.*)/s) as [string, string]
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
  }
}
