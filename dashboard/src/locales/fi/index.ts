import about from './about.json' with { type: 'json' }
import access from './access.json' with { type: 'json' }
import account from './account.json' with { type: 'json' }
import asks from './asks.json' with { type: 'json' }
import board from './board.json' with { type: 'json' }
import corrections from './corrections.json' with { type: 'json' }
import delivery from './delivery.json' with { type: 'json' }
import devices from './devices.json' with { type: 'json' }
import entry from './entry.json' with { type: 'json' }
import evaluation from './evaluation.json' with { type: 'json' }
import fhir from './fhir.json' with { type: 'json' }
import gateways from './gateways.json' with { type: 'json' }
import handover from './handover.json' with { type: 'json' }
import installation from './installation.json' with { type: 'json' }
import live from './live.json' with { type: 'json' }
import lock from './lock.json' with { type: 'json' }
import onCall from './on-call.json' with { type: 'json' }
import patients from './patients.json' with { type: 'json' }
import people from './people.json' with { type: 'json' }
import plan from './plan.json' with { type: 'json' }
import planSettings from './plan-settings.json' with { type: 'json' }
import problems from './problems.json' with { type: 'json' }
import quarantine from './quarantine.json' with { type: 'json' }
import shell from './shell.json' with { type: 'json' }
import signIn from './sign-in.json' with { type: 'json' }
import staff from './staff.json' with { type: 'json' }
import technical from './technical.json' with { type: 'json' }
import terms from './terms.json' with { type: 'json' }
import time from './time.json' with { type: 'json' }
import tray from './tray.json' with { type: 'json' }
import sources from './trigger-sources.json' with { type: 'json' }
import worklist from './worklist.json' with { type: 'json' }

export default {
  about,
  access,
  account,
  asks,
  board,
  corrections,
  delivery,
  devices,
  entry,
  fhir,
  gateways,
  installation,
  live,
  lock,
  onCall,
  patients,
  people,
  plan,
  planSettings,
  problems,
  quarantine,
  shell,
  signIn,
  staff,
  technical,
  terms,
  time,
  tray,
  sources,
  worklist,
  handover,
  evaluation,
}
