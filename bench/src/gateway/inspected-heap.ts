import { setTimeout as delay } from 'node:timers/promises'

/** The heap of a process that was started with `--inspect`, by the protocol of its inspector. */
export interface InspectedHeap {
  /** Megabytes in use after a full collection. */
  collected(): Promise<number>
  close(): void
}

interface Answer {
  readonly id?: number
  readonly result?: { readonly usedSize?: number }
}

/** A collection leaves to a second one what waited for a finalizer. */
const COLLECTIONS = 3

export async function inspectHeap(port: number): Promise<InspectedHeap> {
  const socket = new WebSocket(await addressOf(port))
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  let last = 0
  const ask = (method: string): Promise<Answer> => {
    const id = ++last
    return new Promise((resolve) => {
      const hear = ({ data }: MessageEvent): void => {
        const answer = JSON.parse(String(data)) as Answer
        if (answer.id !== id) return
        socket.removeEventListener('message', hear)
        resolve(answer)
      }
      socket.addEventListener('message', hear)
      socket.send(JSON.stringify({ id, method }))
    })
  }
  return {
    async collected() {
      for (let time = 0; time < COLLECTIONS; time++) {
        await ask('HeapProfiler.collectGarbage')
        await delay(100)
      }
      const { result } = await ask('Runtime.getHeapUsage')
      return (result?.usedSize ?? Number.NaN) / 1e6
    },
    close: () => socket.close(),
  }
}

async function addressOf(port: number): Promise<string> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string
  }[]
  const [target] = targets
  if (target === undefined) throw new Error('the gateway shows nothing to its inspector')
  return target.webSocketDebuggerUrl
}
