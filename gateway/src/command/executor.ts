import type { HomeCommandArgs, Milliseconds } from '@kotisilta/contract'
import type { DecodedEvent } from '@kotisilta/device-profiles'
import type { Executor, Outcome } from './commands.ts'
import type { LanAsks, LanRequest } from './lan-asks.ts'

export interface ExecutorPorts {
  readonly asks: LanAsks
  /** Puts an event of a device on its way, as if the device had said it. @throws KotisiltaError when the disk does not let us */
  tell(device: string, event: DecodedEvent): Promise<void>
  /** Opens the pairing window of the radio; undefined without a radio that can. */
  readonly pair?: ((args: HomeCommandArgs<'pair'>) => Outcome) | undefined
  /** The home's devices are being tried until then. @returns whether they are, now */
  test(until: Milliseconds): boolean
  /** Fetches, proves and starts a release; undefined where the gateway was not installed as one. */
  readonly update?: ((version: string, from: string, command: string) => Promise<Outcome>) | undefined
}

/** How each command is done. */
export function executor({ asks, tell, pair, test, update }: ExecutorPorts): Executor {
  return async (run, progress) => {
    const ask = (devices: readonly string[], request: LanRequest) =>
      asks.ask(devices, { command: run.id, request, progress })
    switch (run.command) {
      case 'measure-again':
        return ask(run.args.devices, { do: 'measure-again', kind: run.args.kind })
      case 'ask': {
        const outcome = await ask(run.args.devices, { do: 'ask', question: run.args.question })
        const { device, code } = outcome
        if (device !== undefined && code === 'answered-well' && run.args.question === 'have-you-fallen') {
          await tell(device, event('fall-cancelled', run.id))
        }
        return outcome
      }
      case 'locate':
        return ask([run.args.device], { do: 'locate' })
      case 'alive-test':
        await tell(run.args.device, event('alive-test', run.id))
        return { status: 'done', code: 'alive-test-sent', device: run.args.device }
      case 'pair':
        return pair === undefined ? { status: 'cannot', code: 'no-radio' } : pair(run.args)
      case 'update':
        return update === undefined
          ? { status: 'cannot', code: 'not-shipped' }
          : update(run.args.version, run.args.from, run.id)
      case 'test-mode':
        return { status: 'done', code: test(Date.parse(run.args.until)) ? 'test-mode-begun' : 'test-mode-ended' }
      case 'restart':
        return { status: 'done', code: 'restarting' }
    }
  }
}

const event = (kind: DecodedEvent['kind'], command: string): DecodedEvent => ({
  type: 'event',
  kind,
  detail: { command },
})
