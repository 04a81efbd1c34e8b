import { IconPhone } from '@tabler/icons-react'

/** A number that can be read and, where the machine has a phone, called. */
export function PhoneLink({ phone }: { phone: string }) {
  return (
    <a className="phone-link" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
      <IconPhone size={20} aria-hidden="true" />
      {phone}
    </a>
  )
}
