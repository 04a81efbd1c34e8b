import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import { addPeople } from './add.ts'
import type { PeopleCommand } from './commands.ts'
import { assignDevice, endAssignment } from './devices/assign.ts'
import { moveReadings } from './devices/move-readings.ts'
import { editRecord } from './edit.ts'
import { requestErasure } from './erasure/request.ts'
import { takeStep } from './flows/take-step.ts'
import { patientHistory } from './history.ts'
import { giveKit } from './kits/give-kit.ts'
import { kitStep, newKit } from './kits/kit-steps.ts'
import type { PeoplePorts } from './ports.ts'

/** What each of these commands does in the transaction that it is in. */
export async function peopleCommand(
  given: Omit<PeoplePorts, 'history'>,
  command: PeopleCommand,
  work: Work,
): Promise<CommandResult> {
  const ports = { ...given, history: patientHistory(given.query) }
  switch (command.does) {
    case 'add':
      return addPeople(ports, command, work)
    case 'edit':
      return editRecord(ports, command, work)
    case 'step':
      return takeStep(ports, command, work)
    case 'assign':
      return assignDevice(ports, command, work)
    case 'end-assignment':
      return endAssignment(ports, command, work)
    case 'move-readings':
      return moveReadings(ports, command, work)
    case 'new-kit':
      return newKit(ports, command, work)
    case 'kit-step':
      return kitStep(ports, command, work)
    case 'give-kit':
      return giveKit(ports, command, work)
    case 'request-erasure':
      return requestErasure(ports, command, work)
    case 'note-export':
      await ports.history.note(command.patient, command.by, 'exported', [], work.now)
      await ports.audit.record(
        {
          staff: command.by.id,
          patient: command.patient,
          action: 'patient-exported',
          detail: null,
          ground: command.ground,
        },
        work.now,
      )
      return { done: true }
  }
}
