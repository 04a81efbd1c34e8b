import { Worker } from 'node:worker_threads'

type Write = (text: string) => Promise<void>
type Judge<Result> = (isHeld: (patient: string) => boolean, write: Write) => Promise<Result>

/** Somebody is out of order after all. */
class OutOfOrder extends Error {}

/**
 * Judges a file as if everybody's items were in event time, which they nearly always are, while a thread of its own looks
 * whether they are. What is to be written waits until that is known; if somebody is out of order, it begins anew with those
 * held.
 */
export async function speculatively<Result>(file: string, write: Write, judge: Judge<Result>): Promise<Result> {
  let outOfOrder: ReadonlySet<string> | undefined
  const looking = lookThrough(file).then((found) => {
    outOfOrder = found
    return found
  })
  let waiting = ''
  const carefully: Write = async (text) => {
    waiting += text
    if (outOfOrder === undefined) return
    if (outOfOrder.size > 0) throw new OutOfOrder()
    const ready = waiting
    waiting = ''
    await write(ready)
  }
  try {
    const result = await judge(() => false, carefully)
    await looking
    await carefully('')
    return result
  } catch (error) {
    if (!(error instanceof OutOfOrder)) throw error
    const held = await looking
    return judge((patient) => held.has(patient), write)
  }
}

function lookThrough(file: string): Promise<ReadonlySet<string>> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./order-thread.ts', import.meta.url), { workerData: file })
    thread.once('message', resolve)
    thread.once('error', reject)
  })
}
