import { createReadStream } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { patientsOutOfOrder } from './order.ts'

/** Looks through the whole history for those who are out of order, while it is being judged already. */
parentPort?.postMessage(await patientsOutOfOrder(createReadStream(workerData as string)))
