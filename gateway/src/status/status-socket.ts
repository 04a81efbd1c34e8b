import { chmodSync, rmSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { join } from 'node:path'
import type { Milliseconds } from '@kotisilta/contract'
import { type GatewayStatus, gatewayStatusSchema } from './status.ts'

/** A socket's name may have 107 bytes (unix(7)). */
const NAME_BYTES = 107
const PATIENCE: Milliseconds = 3_000

const socketIn = (dataDir: string): string => join(dataDir, 'status.sock')

/**
 * Says to whoever may read the data folder how the running gateway is: one JSON text for each connection. Its file belongs to one user;
 * nothing is read from it.
 *
 * @returns how to end
 */
export function serveStatus(dataDir: string, status: () => GatewayStatus, failed: (error: Error) => void): () => void {
  const path = socketIn(dataDir)
  if (Buffer.byteLength(path) > NAME_BYTES) return () => {}
  try {
    // Left by one that was killed; there is one gateway for each folder, as the lock on its file sees to.
    rmSync(path, { force: true })
  } catch (error) {
    // A card that cannot be written any more: the home is heard all the same.
    failed(error as Error)
    return () => {}
  }
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.setTimeout(PATIENCE, () => socket.destroy())
    socket.end(JSON.stringify(status()))
  })
  server.maxConnections = 4
  server.on('error', failed)
  server.listen(path, () => chmodSync(path, 0o600))
  server.unref()
  return () => server.close()
}

/** What the gateway says that runs on a data folder; undefined: none does. */
export function askStatus(dataDir: string): Promise<GatewayStatus | undefined> {
  return new Promise((resolve) => {
    let text = ''
    const socket = createConnection(socketIn(dataDir))
    socket.setTimeout(PATIENCE, () => socket.destroy())
    socket.on('data', (bytes) => {
      text += String(bytes)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(statusFrom(text)))
  })
}

function statusFrom(text: string): GatewayStatus | undefined {
  try {
    return gatewayStatusSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
