import { IconBackspace } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const LONGEST = 8

interface Props {
  label: string
  pending: boolean
  /** Grows with each refusal: then what was typed goes. */
  refusals: number
  onPin(pin: string): void
}

/** For a thumb in a glove as well as for a keyboard. */
export function PinPad({ label, pending, refusals, onPin }: Props) {
  const { t } = useTranslation()
  const [pin, setPin] = useState('')
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (refusals > 0) setPin('')
    field.current?.focus()
  }, [refusals])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (pin.length >= 4 && !pending) onPin(pin)
  }
  const add = (digit: string) => setPin((before) => (before + digit).slice(0, LONGEST))

  return (
    <form className="pin-pad" onSubmit={submit}>
      <label className="pin-label" htmlFor="pin">
        {label}
      </label>
      <input
        id="pin"
        ref={field}
        className="pin-field"
        type="password"
        inputMode="none"
        autoComplete="off"
        maxLength={LONGEST}
        value={pin}
        onChange={(event) => setPin(event.target.value.replace(/\D/g, ''))}
      />
      <div className="pin-keys">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" onClick={() => add(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" aria-label={t('lock.erase')} onClick={() => setPin((before) => before.slice(0, -1))}>
          <IconBackspace size={26} aria-hidden="true" />
        </button>
        <button type="button" onClick={() => add('0')}>
          0
        </button>
        <button type="submit" className="pin-go" disabled={pin.length < 4 || pending}>
          {t('lock.open')}
        </button>
      </div>
    </form>
  )
}
