import {
  type CommandResultMessage,
  commandMessageSchema,
  HOME_COMMAND_ARGS,
  type HomeCommandArgs,
  type HomeCommandName,
  isoTime,
  type Milliseconds,
  ulidSchema,
} from '@kotisilta/contract'
import { z } from 'zod'

/** A command with its arguments, understood. */
export type HomeCommandRun = {
  [Name in HomeCommandName]: { readonly id: string; readonly command: Name; readonly args: HomeCommandArgs<Name> }
}[HomeCommandName]

/** What is to be done about a command that has come. */
export type Dispatched =
  /** It is answered without doing anything. */
  | { readonly do: 'answer'; readonly result: CommandResultMessage }
  | { readonly do: 'run'; readonly run: HomeCommandRun }
  /** It has no id that could be answered. */
  | { readonly do: 'nothing' }

/**
 * What is to be done about a message on the command topic: once only, whatever comes twice; not at all what is unknown, not
 * understood, or too late. Pure.
 *
 * @param known what was answered, or is being done, under an id
 */
export function dispatch(
  content: unknown,
  known: (id: string) => CommandResultMessage | undefined,
  now: Milliseconds,
): Dispatched {
  const addressed = z.object({ id: ulidSchema }).safeParse(content)
  if (!addressed.success) return { do: 'nothing' }
  const { id } = addressed.data
  const before = known(id)
  if (before !== undefined) return { do: 'answer', result: before }
  const refused = (code: CommandResultMessage['code']): Dispatched => ({
    do: 'answer',
    result: { id, status: 'refused', code },
  })
  const message = commandMessageSchema.safeParse(content)
  if (!message.success) return refused('command-unknown')
  const { command, expires } = message.data
  if (expires < isoTime(now)) return refused('command-expired')
  const args = HOME_COMMAND_ARGS[command].safeParse(message.data.args)
  if (!args.success) return refused('args-invalid')
  return { do: 'run', run: { id, command, args: args.data } as HomeCommandRun }
}
