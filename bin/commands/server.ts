import { runServer } from '@kotisilta/server'
import { Command } from 'commander'

export function command(): Command {
  return new Command('server')
    .option('--json', 'print one line on stdout when readings can be committed')
    .addHelpText('after', '\nConfigured by environment variables KOTISILTA_*; see docs/operations.md.')
    .action(async ({ json }: { json?: true }) => {
      await runServer(process.env, ({ http, mqtt, mqtts }) => {
        if (json) process.stdout.write(`${JSON.stringify({ ready: true, http, mqtt, mqtts })}\n`)
        else
          process.stderr.write(
            `kotisilta server: http://127.0.0.1:${http} (gateways: mqtt port ${mqtt}, over TLS ${mqtts ?? 'off'})\n`,
          )
      })
    })
}
