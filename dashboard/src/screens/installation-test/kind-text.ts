import { EVENT_KINDS, type TriedItem } from '@kotisilta/contract'
import type { TFunction } from 'i18next'
import { kindText } from '../../words/reading-text.ts'

const isEvent = (kind: string): kind is (typeof EVENT_KINDS)[number] => EVENT_KINDS.some((known) => known === kind)

/** What a device has said, without what it measured. */
export const heardText = (t: TFunction, { kind }: Pick<TriedItem, 'kind'>): string =>
  isEvent(kind) ? t(`terms.event.${kind}`) : kindText(t, kind)
