import type { CommandMessage } from '@kotisilta/contract'

/**
 * The door to homes: a command goes to a gateway's `command` topic, at once or when the gateway is next heard, as long as it
 * has not expired. What the gateway answers comes back as the command `home-answered` of the committing thread.
 */
export interface HomeDoor {
  send(gateway: string, command: CommandMessage): void
}
