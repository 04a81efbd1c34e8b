import type { Lane, Milliseconds } from '@kotisilta/contract'

/** How patient the gateway is with the server, in real time. */
export interface UplinkTiming {
  /** From the first packet to CONNACK. */
  readonly connect: Milliseconds
  /** MQTT keepalive. A broker that is silent for one and a half times as long is gone. */
  readonly keepalive: Milliseconds
  /** The first wait before connecting anew; it doubles. */
  readonly retryFirst: Milliseconds
  readonly retryMost: Milliseconds
  /** The same while an alarm waits. */
  readonly retryMostAlarm: Milliseconds
  /** A connection that has lasted this long, or has had something acknowledged, makes the next wait a short one. */
  readonly proven: Milliseconds
  /** Without a PUBACK for this long the connection is taken for dead. */
  readonly puback: Readonly<Record<Lane, Milliseconds>>
  /** Without the server's `ack` for this long the message is sent again; doubles each time. */
  readonly serverAck: Milliseconds
  readonly serverAckMost: Milliseconds
  /** Least time between two states. */
  readonly stateThrottle: Milliseconds
  /** A state is sent this often even if nothing has changed. */
  readonly heartbeat: Milliseconds
}

export const UPLINK_TIMING: UplinkTiming = {
  connect: 10_000,
  keepalive: 60_000,
  retryFirst: 1_000,
  retryMost: 60_000,
  retryMostAlarm: 500,
  proven: 30_000,
  puback: { items: 30_000, urgent: 15_000 },
  serverAck: 30_000,
  serverAckMost: 300_000,
  stateThrottle: 5_000,
  heartbeat: 300_000,
}
