import { KotisiltaError } from '@kotisilta/contract'
import { type GatewayConfig, gatewayConfig, runGateway } from '@kotisilta/gateway'
import { Command } from 'commander'

/** sysexits.h: something was found in an unconfigured or misconfigured state. */
const EX_CONFIG = 78

export function command(): Command {
  return new Command('gateway')
    .option('--json', 'print one line on stdout when it runs')
    .addHelpText('after', HELP)
    .action(async ({ json }: { json?: true }) => {
      const config = configured()
      const code = await runGateway(config, ({ localMqttPort: localMqtt, statusPort: status }) => {
        if (json) process.stdout.write(`${JSON.stringify({ ready: true, localMqtt, status })}\n`)
      }).catch((error: unknown) => {
        if (!(error instanceof KotisiltaError)) throw error
        return leave([`${error.code}: ${error.message}`], 1)
      })
      process.exit(code)
    })
}

const HELP = `
Configured by environment variables, or by a JSON file with the same keys that KOTISILTA_CONFIG_FILE names:
  KOTISILTA_GATEWAY_ID, _TOKEN, _PARTITION   as given at enrolment
  KOTISILTA_SERVER                           mqtt://host:port
  KOTISILTA_DATA_DIR                         ./data; what waits for the server lies in its gateway.sqlite
  KOTISILTA_LOCAL_MQTT_PORT, _BIND, _PASSWORD  1884 on 127.0.0.1; any other address needs a password
  KOTISILTA_LOCAL_MQTT_BRIDGES               client ids, with commas, that may speak for other devices
  KOTISILTA_MAPPING_FILE                     YAML that says what plain topics mean: docs/local-mqtt.md
  KOTISILTA_RADIO, KOTISILTA_BLUETOOTH_ADAPTER  bluez (or none), hci0
  KOTISILTA_BLUETOOTH_LINKS                  5; how many devices the adapter can be connected to at once
  KOTISILTA_BLUETOOTH_RESTART                what restarts Bluetooth when nothing else helps: systemctl restart bluetooth
  KOTISILTA_STATUS_PORT, _BIND               the page that shows how it is, without names; none, and 127.0.0.1 if there is one
  KOTISILTA_TIME_ZONE                        Europe/Helsinki, until the server says which`

function configured(): GatewayConfig {
  try {
    return gatewayConfig(process.env)
  } catch (error) {
    if (!(error instanceof KotisiltaError && error.code === 'configuration-invalid')) throw error
    return leave(error.message.split('\n'), EX_CONFIG)
  }
}

function leave(lines: readonly string[], code: number): never {
  for (const line of lines) process.stderr.write(`kotisilta gateway: ${line}\n`)
  process.exit(code)
}
