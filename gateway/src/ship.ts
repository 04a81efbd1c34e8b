import { KotisiltaError } from '@kotisilta/contract'
import { gatewayConfig } from './config.ts'
import { tellFindings } from './doctor/tell-findings.ts'
import { enrol } from './identity/enrol.ts'
import { runGateway } from './main.ts'
import { VERSION } from './version.ts'

/** What ships to a home: `kotisilta-gateway.mjs run | enroll | doctor | version`. The rest is in `kotisilta`, which stays at the server. */
const [command = 'run', ...words] = process.argv.slice(2)
/** sysexits.h: misconfigured; a wrong use of a command. */
const [EX_CONFIG, EX_USAGE] = [78, 64]

try {
  switch (command) {
    case 'run':
      process.exit(await runGateway(gatewayConfig(process.env), () => {}))
      break
    case 'enroll': {
      const [server = '', code = '', authority] = words
      const dataDir = process.env.KOTISILTA_DATA_DIR ?? './data'
      const { gateway } = await enrol({ server, code, authority, dataDir })
      process.stdout.write(`${gateway}\n`)
      break
    }
    case 'doctor':
      process.exitCode = await tellFindings(process.env, words.includes('--json'), (text) => process.stdout.write(text))
      break
    case 'version':
      process.stdout.write(`${VERSION}\n`)
      break
    default:
      process.stderr.write('kotisilta-gateway run | enroll URL CODE [AUTHORITY] | doctor [--json] | version\n')
      process.exit(EX_USAGE)
  }
} catch (error) {
  if (!(error instanceof KotisiltaError)) throw error
  process.stderr.write(`kotisilta-gateway: ${error.code}: ${error.message}\n`)
  process.exit(error.code === 'configuration-invalid' ? EX_CONFIG : 1)
}
