import { availableParallelism, totalmem } from 'node:os'

/** The machine in general words: nothing that tells whose it is. */
export interface Machine {
  readonly cores: number
  readonly memoryGigabytes: number
  readonly platform: string
  readonly node: string
}

export const thisMachine = (): Machine => ({
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 1e9),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
})
