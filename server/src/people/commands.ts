import type {
  Actor,
  Ground,
  KitStep,
  LifeStep,
  Milliseconds,
  NewPatientEntry,
  PatientFields,
} from '@kotisilta/contract'
import type { SealedIdentity } from './identity-vault.ts'

/** Somebody new, with the personal identity code already sealed: the committing thread never has it in the open. */
export interface NewPerson extends PatientFields {
  id: string
  identity: SealedIdentity | null
}

export type RecordChanges = Partial<PatientFields> & { identity?: SealedIdentity | null }

/** What somebody does with a person's record, way through the service, devices and kit. */
export type PeopleCommand = { type: 'people'; by: Actor; ground?: Ground } & (
  | { does: 'add'; people: NewPerson[]; how: 'added' | 'imported'; kit: NewPatientEntry['kit'] }
  | { does: 'edit'; patient: string; version: number; changes: RecordChanges }
  | { does: 'step'; patient: string; step: LifeStep }
  | { does: 'assign'; patient: string; device: string; profile: string; from: Milliseconds; instead: boolean }
  | { does: 'end-assignment'; patient: string; assignment: number; until: Milliseconds }
  | {
      does: 'move-readings'
      patient: string
      device: string
      from: Milliseconds
      to: Milliseconds
      /** Whose they were. */
      owner: string
      note?: string | undefined
    }
  | { does: 'new-kit'; label: string; gateway: string; devices: { device: string; profile: string }[] }
  | { does: 'kit-step'; kit: string; step: KitStep }
  | { does: 'give-kit'; kit: string; patient: string }
  | { does: 'request-erasure'; patient: string; reason: string }
  | { does: 'note-export'; patient: string }
)

/** One of them, by its name. */
export type Doing<Name extends PeopleCommand['does']> = PeopleCommand & { does: Name }
