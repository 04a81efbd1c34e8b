import { Agent, get } from 'node:http'

/** What the process is asked to do. */
export interface Asked {
  url: string
  cookie: string
  paths: readonly string[]
  /** How many ask at the same time. */
  screens: number
  requests: number
}

/** From as many addresses of this machine, so that no one of them asks more often than the server allows. */
const agents = Array.from(
  { length: 20 },
  (_, place) => new Agent({ keepAlive: true, localAddress: `127.0.0.${place + 2}` }),
)
let next = 0

/** @returns milliseconds from the request to the last byte of its answer */
const ask = (asked: Asked): Promise<number> => answer(asked, asked.paths[next++ % asked.paths.length] as string)

const answer = ({ url, cookie, paths, ...asked }: Asked, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const agent = agents[next % agents.length] as Agent
    const request = get(`${url}${path}`, { agent, headers: { cookie } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${path}: ${response.statusCode}`))
      response.resume()
      response.on('end', () => resolve(performance.now() - began))
    })
    request.on('error', (error) => {
      // A connection that nobody had used for a while: the server ended it as this was sent.
      if (request.reusedSocket) answer({ url, cookie, paths, ...asked }, path).then(resolve, reject)
      else reject(error)
    })
  })

/** Screens of a desk, in a process of their own, so that what they cost is not taken for the server's. */
process.on('message', async (asked: Asked) => {
  const took: number[] = []
  let left = asked.requests
  const screen = async () => {
    while (left-- > 0) took.push(await ask(asked))
  }
  await Promise.all(Array.from({ length: asked.screens }, screen))
  process.send?.(took)
})
process.on('disconnect', () => process.exit(0))
