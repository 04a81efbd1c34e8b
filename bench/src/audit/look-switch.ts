import { Worker } from 'node:worker_threads'
import type { BatchReply, BatchRequest } from '@kotisilta/server'

/**
 * Leaves looks out of the access log, in this process and for a comparison alone: there is no such switch in the server.
 * Batches of nothing but looks are answered at once, as if they had been committed.
 */
export function lookSwitch(): { log(on: boolean): void; restore(): void } {
  const { postMessage } = Worker.prototype
  let on = true
  Worker.prototype.postMessage = function (this: Worker, message: BatchRequest, ...more: never[]) {
    if (on || !isLooks(message)) return postMessage.call(this, message, ...more)
    const counts = { items: 0, duplicates: 0, refused: {}, refusals: [], missing: [], findings: {}, took: 0 }
    const results = message.commands.map(() => ({ done: true }) as const)
    const reply: BatchReply = { id: message.id, committed: true, alerts: [], results, counts }
    setImmediate(() => this.emit('message', reply))
  }
  return {
    log(whether) {
      on = whether
    },
    restore() {
      Worker.prototype.postMessage = postMessage
    },
  }
}

const isLooks = ({ gateways, commands }: Partial<BatchRequest>): boolean =>
  gateways?.length === 0 && commands !== undefined && commands.every(({ type }) => type === 'look')
