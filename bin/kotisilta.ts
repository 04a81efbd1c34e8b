import { Command } from 'commander'

/** Each command is a file in `commands/` that exports `command(): Command`; only the one asked for is loaded. */
const COMMANDS: Readonly<Record<string, string>> = {
  demo: 'the whole chain in one go: server, dashboard, simulated homes',
  server: 'the server, configured by environment',
  gateway: 'a gateway, configured by environment',
  enroll: 'a certificate for this gateway, by a one-time code',
  simulate: 'load or stories against a running server',
  decode: "a device's frame as the items it means",
  capture: 'what a device says over Bluetooth, as a capture file',
  news2: 'NEWS2 of each line of input',
  backtest: 'detection over history',
  provision: 'gateways, patients and devices in bulk',
  user: 'accounts',
  'on-call': 'areas, who is on call when, and whom an alert climbs to',
  'verify-audit': 'whether the access log is as it was written',
  backup: 'everything of the server, encrypted, while it runs',
  restore: 'a backup back in its place',
  'erase-expired': 'whoever the law does not keep any more, for a timer',
  doctor: 'what is wrong with this installation, and what to do',
}

const program = new Command('kotisilta')
  .description('The hub between an older person’s home and those who look after them. Not a medical device.')
  .version('0.1.0')

const asked = process.argv[2]
for (const [name, description] of Object.entries(COMMANDS)) {
  if (name === asked) {
    const loaded = (await import(`./commands/${name}.ts`)) as { command(): Command }
    program.addCommand(loaded.command().description(description))
  } else {
    program.command(name).description(description)
  }
}

await program.parseAsync()
