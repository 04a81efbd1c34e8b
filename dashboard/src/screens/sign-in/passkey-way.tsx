import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { askPasskey, signInByPasskey } from '../../api/identity-endpoints.ts'
import { answerWithPasskey, passkeysWork } from '../../api/passkeys.ts'
import { useArrived } from '../../api/session.ts'
import { useFailureText } from '../../words/use-words.ts'

/** Without name and password. */
export function PasskeyWay() {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const arrived = useArrived()
  const passkey = useMutation({
    mutationFn: async () => signInByPasskey(await answerWithPasskey(await askPasskey())),
    onSuccess: arrived,
  })
  if (!passkeysWork()) return null
  return (
    <div className="sign-in-ways">
      <Button
        variant="default"
        fullWidth
        loading={passkey.isPending}
        leftSection={<IconFingerprint size={22} aria-hidden="true" />}
        onClick={() => passkey.mutate()}
      >
        {t('signIn.passkey')}
      </Button>
      {passkey.isError && (
        <p className="sign-in-failed" role="alert">
          {t('signIn.failed', { why: failureText(passkey.error) })}
        </p>
      )}
    </div>
  )
}
