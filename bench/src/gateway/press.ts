import { isoTime } from '@kotisilta/contract'
import type { MqttClient } from 'mqtt'

/** Whoever wears this band calls for help; resolves when the gateway has it safe. */
export const press = (band: MqttClient): Promise<unknown> =>
  band.publishAsync(
    `kotisilta-device/v1/${band.options.clientId}/event`,
    JSON.stringify({ kind: 'sos-pressed', at: isoTime(Date.now()) }),
    { qos: 1 },
  )
