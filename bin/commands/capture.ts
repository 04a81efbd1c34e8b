import { writeFileSync } from 'node:fs'
import { isoTime, systemClock } from '@kotisilta/contract'
import { profileById } from '@kotisilta/device-profiles'
import { blueZRadio } from '@kotisilta/gateway'
import { Command } from 'commander'
import { pino } from 'pino'
import { recordCapture } from '../capture/recorder.ts'

interface Options {
  readonly address: string
  readonly out: string
  readonly seconds: string
  readonly adapter: string
  readonly licence: string
  readonly profile?: string
}

/** `kotisilta capture`: what one device says over Bluetooth, as a capture file to be checked and added. */
export function command(): Command {
  return new Command('capture')
    .requiredOption('--address <address>', 'the address of the device')
    .requiredOption('--out <file>', 'the capture file to write')
    .option('--profile <id>', 'the profile of the device; without it the one that recognises it')
    .option('--seconds <number>', 'how long to listen', '60')
    .option('--adapter <name>', 'the Bluetooth adapter', 'hci0')
    .option('--licence <id>', 'under which it may be published', 'EUPL-1.2')
    .action(async ({ address: given, out, seconds, adapter, licence, profile: id }: Options) => {
      const address = given.toLowerCase().replaceAll(/[:-]/g, '')
      const profile = id === undefined ? undefined : profileById(id)
      const fault = faultIn(address, Number(seconds), id !== undefined && profile === undefined)
      if (fault !== undefined) return fail(fault)
      const stop = AbortSignal.any([AbortSignal.timeout(Number(seconds) * 1000), interrupted()])
      const radio = blueZRadio({ adapter, log: pino({ level: 'silent' }) })
      const say = (line: string) => process.stderr.write(`${line}\n`)
      say(`radio: ${radio.state()}`)
      const origin = `recorded on ${isoTime(systemClock.now()).slice(0, 10)}; write here which device and firmware`
      const options = { radio, address, origin, licence, heard: say, ...(profile !== undefined && { profile }) }
      const capture = await recordCapture(options, stop)
      const state = radio.state()
      await radio.close()
      if (capture === undefined) return fail(`not-heard: ${address} within ${seconds} s; the radio was ${state}`)
      writeFileSync(out, `${JSON.stringify(capture, null, 2)}\n`)
      say(`${capture.frames.length} frames in ${out}: check what each says, by hand`)
    })
}

function faultIn(address: string, seconds: number, profileUnknown: boolean): string | undefined {
  if (!/^[0-9a-f]{12}$/.test(address)) return 'request-invalid: an address is six bytes in hex'
  if (!(seconds > 0 && seconds <= 86_400)) return 'request-invalid: seconds is a number up to a day'
  return profileUnknown ? 'profile-unknown: no such profile' : undefined
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}

function interrupted(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  return controller.signal
}
