import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../../lib/cx.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Failed } from '../../../ui/states.tsx'
import { PasskeyList } from '../passkeys/passkey-list.tsx'
import { NewCodes, TurnOff } from './change.tsx'
import { twoFactorQuery } from './queries.ts'
import { SetUp } from './set-up.tsx'

type Open = 'setUp' | 'turnOff' | 'newCodes' | null

/** Fewer are worth a warning. */
const FEW_CODES = 3

/** How the account is protected besides the password. */
export function SecuritySection() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open>(null)
  const query = useQuery(twoFactorQuery)
  const close = () => setOpen(null)
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return null
  const { totp, passkeys, recoveryCodesLeft } = query.data
  const isProtected = totp || passkeys > 0
  return (
    <section className="grid gap-3" data-testid="security">
      <h2 className="text-lg font-semibold">{t('twoFactor.title')}</h2>
      <div className="grid gap-3 rounded-lg border border-line bg-surface p-3">
        <div className="flex flex-wrap items-center gap-2">
          <ShieldCheck aria-hidden className="size-5 text-ink-2" strokeWidth={1.7} />
          <span className="font-medium">{t('twoFactor.app')}</span>
          <Chip tone={totp ? 'brand' : 'plain'}>
            <span data-testid="two-factor-state">{t(totp ? 'twoFactor.on' : 'twoFactor.off')}</span>
          </Chip>
        </div>
        <p className="text-ink-2">{t(totp ? 'twoFactor.onAbout' : 'twoFactor.about')}</p>
        <div className="flex flex-wrap gap-2">
          {totp ? (
            <Button onClick={() => setOpen('turnOff')} data-testid="two-factor-off">
              {t('twoFactor.turnOff')}
            </Button>
          ) : (
            <Button look="primary" onClick={() => setOpen('setUp')} data-testid="two-factor-on">
              {t('twoFactor.setUp')}
            </Button>
          )}
        </div>
      </div>
      <PasskeyList />
      {isProtected && <CodesLeft count={recoveryCodesLeft} onReplace={() => setOpen('newCodes')} />}
      {open === 'setUp' && <SetUp onClose={close} />}
      {open === 'turnOff' && <TurnOff onClose={close} />}
      {open === 'newCodes' && <NewCodes onClose={close} />}
    </section>
  )
}

function CodesLeft({ count, onReplace }: { count: number; onReplace: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface p-3">
      <p
        className={cx('min-w-0 flex-1 basis-52', count < FEW_CODES ? 'text-red' : 'text-ink-2')}
        data-testid="codes-left"
      >
        {t('twoFactor.codesLeft', { count })}
      </p>
      <Button onClick={onReplace} data-testid="new-codes">
        {t('twoFactor.newCodes')}
      </Button>
    </div>
  )
}
