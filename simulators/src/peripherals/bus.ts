import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { KotisiltaError } from '@kotisilta/contract'

/** A D-Bus of our own, on a socket that nobody else knows. */
export interface PrivateBus {
  outcome: 'started'
  /** In the form that D-Bus libraries take, as in `DBUS_SYSTEM_BUS_ADDRESS`. */
  address: string
  close(): Promise<void>
}

export interface NoBus {
  outcome: 'not-installed'
  /** The command line that installs what is missing. */
  install: string
}

/**
 * Starts a private `dbus-daemon`. It ends when `close` is called and also when this process ends in any other way.
 * Throws `bus-failed` if the daemon is there and does not start.
 */
export async function startBus(): Promise<PrivateBus | NoBus> {
  const program = await findProgram('dbus-daemon')
  if (program === undefined) return { outcome: 'not-installed', install: 'apt-get install -y dbus-daemon' }

  const folder = await mkdtemp(join(tmpdir(), 'kotisilta-bus-'))
  const socket = join(folder, 'socket')
  const configuration = join(folder, 'bus.conf')
  await writeFile(configuration, busConfiguration(socket))

  // Its standard input stays open as long as we live; a reader beside the daemon ends it and tidies up when it closes.
  const script = 'exec 3<&0; (read -r line <&3; kill "$$"; rm -rf "$FOLDER") & exec "$0" "$@" <&-'
  const child = spawn(
    'sh',
    ['-c', script, program, `--config-file=${configuration}`, '--nofork', '--nopidfile', '--print-address=1'],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, FOLDER: folder } },
  )
  const ended = once(child, 'exit')
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const ready = await Promise.race([
    once(createInterface(child.stdout), 'line').then(() => true),
    ended.then(() => false),
  ])
  if (!ready) {
    await rm(folder, { recursive: true, force: true })
    throw new KotisiltaError('bus-failed', `dbus-daemon did not start: ${complaint.trim()}`)
  }
  child.unref()

  return {
    outcome: 'started',
    address: `unix:path=${socket}`,
    async close() {
      child.ref()
      child.stdin.end()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function findProgram(name: string): Promise<string | undefined> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/bin']
  for (const folder of folders.filter((path) => path !== '')) {
    const path = join(folder, name)
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return path
  }
  return undefined
}

/** Everybody who can open the socket may do everything; the limits are those of a whole street of gateways. */
const busConfiguration = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>kotisilta</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <limit name="max_connections_per_user">2048</limit>
  <limit name="max_match_rules_per_connection">16384</limit>
  <limit name="max_replies_per_connection">16384</limit>
</busconfig>
`
