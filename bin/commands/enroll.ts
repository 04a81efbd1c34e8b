import { KotisiltaError } from '@kotisilta/contract'
import { enrol } from '@kotisilta/gateway'
import { Command } from 'commander'
import { dataDir, fail } from '../surroundings.ts'

interface Options {
  server: string
  code: string
  authority?: string
}

/** What a technician can do about a refusal, by the server's code. */
const WORDS: Readonly<Record<string, string>> = {
  'code-invalid': 'The code is wrong, used or too old. Make a new one on the gateways page.',
  'too-many-requests': 'Too many attempts. Wait a minute.',
  'request-invalid': 'The code has not the form of a code: ten letters and digits.',
}

export function command(): Command {
  return new Command('enroll')
    .requiredOption('--server <url>', 'https://host:port of the dashboard (http:// on this machine only)')
    .requiredOption('--code <code>', 'the one-time code of the gateways page')
    .option('--authority <fingerprint>', 'the fingerprint beside the code, if the server has an authority of its own')
    .addHelpText('after', '\nThe identity goes to identity.json in KOTISILTA_DATA_DIR; then start the gateway.')
    .action(async ({ server, code, authority }: Options) => {
      try {
        const { gateway, partition, server: mqtts } = await enrol({ server, code, authority, dataDir: dataDir() })
        process.stdout.write(`${JSON.stringify({ gateway, partition, server: mqtts })}\n`)
      } catch (error) {
        if (!(error instanceof KotisiltaError)) throw error
        fail(
          `${error.code}: ${error.code === 'server-refused' ? (WORDS[error.message] ?? error.message) : error.message}`,
        )
      }
    })
}
