/** One connection to the broker, from its CONNACK to its end. */
export interface Connection {
  /** QoS 1; `acknowledged` is called at the PUBACK, and never if the connection ends first. */
  publish(topic: string, payload: string, retain: boolean, acknowledged: () => void): void
  /** Ends it without farewell, because the other side seems to be gone. */
  drop(reason: string): void
}
